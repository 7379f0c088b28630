import type { StatementDue, StatementDueList } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../i18n'
import { duesWords } from '../../i18n/institution/money'
import { signedYuanText, yuanText } from '../../i18n/yuan'
import { useInstitutionStores } from '../../stores/institution'
import { Card, Empty, Heading, LongList } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { DisputesWaiting, InstitutionPage, WhoActs } from './parts'
import { DueRow } from './parts/due-row'
import { PaidDues } from './parts/paid-dues'
import { PaySheet } from './parts/pay-sheet'

/** What a sponsor owes merchants for each day, until when, and where it writes down that it paid. */
export default observer(function DuesPage() {
  const { dues, disputes } = useInstitutionStores()
  const say = useWords(duesWords)
  const load = () => Promise.all([dues.load(), disputes.list.load()])
  return (
    <InstitutionPage title={say('title')} of="isSponsor" onShow={load}>
      <WhoActs />
      <DisputesWaiting />
      <Latest />
      <Loaded remote={dues.pages.first.remote} onRetry={load}>
        {(first) => (
          <>
            <Dues first={first} />
            <PaidDues />
          </>
        )}
      </Loaded>
    </InstitutionPage>
  )
})

/** What she wrote down last stays to be read, though it left the list. */
const Latest = observer(function Latest() {
  const { dues, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(duesWords)
  const { latest } = dues
  if (!latest) return null
  const values = {
    merchant: latest.merchant[locale],
    day: dayText(latest.day, locale, now()),
    n: signedYuanText(latest.paidFen),
  }
  return (
    <Card>
      <View className="para">{say('latest', values)}</View>
    </Card>
  )
})

const Dues = observer(function Dues({ first }: { first: StatementDueList }) {
  const { dues } = useInstitutionStores()
  const say = useWords(duesWords)
  const [asked, setAsked] = useState<StatementDue>()
  if (first.items.length === 0) return <Empty glyph="card" title={say('empty')} detail={say('emptyDetail')} />
  return (
    <>
      <View className="hero">
        <Text className="note">{say('open')}</Text>
        <View className="qty qty-6">
          <Text className="qty-n">{yuanText(Math.max(0, first.openFen))}</Text>
          <Text className="qty-u">{say('yuan')}</Text>
        </View>
        <View className="note">{say('how')}</View>
      </View>
      <Heading>{say('list')}</Heading>
      <View className="note">{say('listHow')}</View>
      <View className="own-list">
        <LongList
          label={say('list')}
          items={dues.pages.items}
          keyOf={({ statementId }) => statementId}
          draw={(due) => <DueRow due={due} onTap={() => setAsked(due)} />}
          onNearEnd={() => void dues.pages.loadMore()}
        />
      </View>
      <More pages={dues.pages} isScrolled />
      {asked && <PaySheet due={dues.newest(asked)} onClose={() => setAsked(undefined)} />}
    </>
  )
})
