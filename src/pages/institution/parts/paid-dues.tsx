import type { StatementPayment } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { paidDuesWords } from '../../../i18n/institution/money'
import { signedYuanText } from '../../../i18n/yuan'
import { useInstitutionStores } from '../../../stores/institution'
import { Heading, List } from '../../../ui'
import { Loaded, More } from '../../resident/parts'

/** What was written down as paid, the latest first: when, to whom, under which number, and for which days. */
export const PaidDues = observer(function PaidDues() {
  const { pages } = useInstitutionStores().payments
  const say = useWords(paidDuesWords)
  return (
    <>
      <Heading>{say('heading')}</Heading>
      <Loaded remote={pages.first.remote} onRetry={() => pages.load()} isQuiet>
        {() =>
          pages.items.length === 0 ? (
            <View className="note">{say('none')}</View>
          ) : (
            <List label={say('heading')}>
              {pages.items.map((payment) => (
                <Paid key={payment.paymentId} payment={payment} />
              ))}
            </List>
          )
        }
      </Loaded>
      <More pages={pages} isLatestFirst />
    </>
  )
})

function Paid({ payment: { merchant, paidAt, reference, fen, days } }: { payment: StatementPayment }) {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(paidDuesWords)
  const dayOf = ({ day, fen: part }: StatementPayment['days'][number]) => {
    const text = dayText(day, locale, now())
    return part < 0 || days.length > 1 ? say('dayPart', { day: text, n: signedYuanText(part) }) : text
  }
  return (
    <View className="row">
      <View className="row-b">
        <View className="row-t">{merchant[locale]}</View>
        <View className="row-d">{say('days', { days: days.map(dayOf).join(say('and')) })}</View>
        <View className="row-d">{say('when', { when: whenText(paidAt, locale, now()), reference })}</View>
      </View>
      <View className="own-e">
        <View className="ride-m">{say('amount', { n: signedYuanText(fen) })}</View>
      </View>
    </View>
  )
}
