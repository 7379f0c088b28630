import type { StatementList } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { monthText, useLocale, useWords } from '../../i18n'
import { statementsWords } from '../../i18n/merchant/statements'
import { signedYuanText } from '../../i18n/yuan'
import { useMerchantStores } from '../../stores/merchant'
import { Empty, Heading, IconButton, LongList, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { MerchantPage } from './parts/merchant-page'
import { OwnersOnly } from './parts/owners-only'
import { StatementRow } from './parts/statement-row'
import { useMerchantShown } from './parts/use-merchant-shown'

/** What each day of a month came to, whether the merchant agrees, and whether it is paid. */
export default observer(function Statements() {
  const { statements } = useMerchantStores()
  const say = useWords(statementsWords)
  const load = () => statements.open()
  useMerchantShown(load)
  return (
    <MerchantPage title={say('title')}>
      <OwnersOnly>
        <MonthTurner />
        <Loaded remote={statements.list.remote} onRetry={load}>
          {(list) => <Month list={list} />}
        </Loaded>
      </OwnersOnly>
    </MerchantPage>
  )
})

const MonthTurner = observer(function MonthTurner() {
  const { statements } = useMerchantStores()
  const locale = useLocale()
  const say = useWords(statementsWords)
  return (
    <View className="split">
      <IconButton glyph="back" label={say('earlier')} onTap={() => void statements.turnMonth(-1)} />
      <Text className="strong" aria-live="polite">
        {monthText(statements.month, locale)}
      </Text>
      <IconButton
        glyph="go"
        label={say('later')}
        disabled={statements.isNewestMonth}
        onTap={() => void statements.turnMonth(1)}
      />
    </View>
  )
})

const Month = observer(function Month({ list: { items } }: { list: StatementList }) {
  const { statements } = useMerchantStores()
  const locale = useLocale()
  const say = useWords(statementsWords)
  if (items.length === 0) return <Empty title={say('empty')} detail={say('emptyDetail')} />
  const { month, payableFen, openFen, waiting } = statements
  return (
    <>
      {waiting > 0 && (
        <Tip kind="wait">{say('waiting', { n: waiting, month: monthText(month, locale) })}</Tip>
      )}
      <View className="hero">
        <Text className="note">{say('sum')}</Text>
        <View className="qty qty-6">
          <Text className="qty-n">{signedYuanText(payableFen)}</Text>
          <Text className="qty-u">{say('yuan')}</Text>
        </View>
        <View className="strong">
          {openFen === 0 ? say('allPaid') : say('open', { yuan: signedYuanText(openFen) })}
        </View>
      </View>
      <Heading>{say('list')}</Heading>
      <View className="stm-list">
        <LongList
          label={say('list')}
          items={items}
          keyOf={({ statementId }) => statementId}
          draw={(statement) => <StatementRow statement={statement} />}
        />
      </View>
    </>
  )
})
