import type { Statement } from '#contract'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useCallback } from 'react'
import { dayText, useLocale, useWords } from '../../i18n'
import { statementWords } from '../../i18n/merchant/statements'
import { useStores } from '../../stores'
import { useMerchantStores } from '../../stores/merchant'
import { Heading, LongList } from '../../ui'
import { View } from '@tarojs/components'
import { Loaded, More } from '../resident/parts'
import { MerchantPage } from './parts/merchant-page'
import { OwnersOnly } from './parts/owners-only'
import { StatementActs } from './parts/statement-acts'
import { StatementFiles } from './parts/statement-files'
import { StatementHead } from './parts/statement-head'
import { StatementLineRow } from './parts/statement-line-row'
import { StatementSaid } from './parts/statement-said'
import { StatementShares } from './parts/statement-shares'
import { useMerchantShown } from './parts/use-merchant-shown'

/** One day: what is owed, by whom and when, whether it is right, its file, and every line of it. */
export default observer(function StatementPage() {
  const { now } = useStores()
  const { statement } = useMerchantStores()
  const { statementId = '' } = useRouter().params
  const locale = useLocale()
  const say = useWords(statementWords)
  const open = () => statement.open(statementId)
  useMerchantShown(open)
  // Another day may still be the shown one while this page opens.
  const isOwn = statement.statementId === statementId
  const day = isOwn ? statement.detail.shown?.day : undefined
  const title = day ? say('title', { day: dayText(day, locale, now()) }) : say('titleUnknown')
  return (
    <MerchantPage title={title}>
      <OwnersOnly>
        {(isOwn || statement.statementId === '') && (
          <Loaded remote={statement.detail.remote} onRetry={open}>
            {(detail) => <Parts detail={detail} />}
          </Loaded>
        )}
      </OwnersOnly>
    </MerchantPage>
  )
})

function Parts({ detail }: { detail: Statement }) {
  return (
    <>
      <StatementHead statement={detail} />
      <StatementActs statement={detail} />
      {detail.lines > 0 && (
        <>
          <StatementShares statement={detail} />
          <StatementSaid statement={detail} />
          <StatementFiles statement={detail} />
          <Lines />
        </>
      )}
    </>
  )
}

const Lines = observer(function Lines() {
  const { statement } = useMerchantStores()
  const say = useWords(statementWords)
  const loadMore = useCallback(() => void statement.lines.loadMore(), [statement])
  return (
    <>
      <Heading>{say('lines')}</Heading>
      <Loaded remote={statement.lines.first.remote} onRetry={() => statement.open(statement.statementId)}>
        {() => (
          <View className="stm-list">
            <LongList
              label={say('lines')}
              items={statement.lines.items}
              keyOf={({ line }) => String(line)}
              draw={(line) => <StatementLineRow line={line} />}
              onNearEnd={loadMore}
            />
          </View>
        )}
      </Loaded>
      <More pages={statement.lines} isScrolled />
    </>
  )
})
