import type { OperatorDesk } from '#contract'
import { Text, View } from '@tarojs/components'
import { decimalText, numberText, useLocale, useWords, whenText } from '../../../i18n'
import { intakeWords } from '../../../i18n/operator/intake'
import { useOperatorStores } from '../../../stores/operator'
import { Card, Meter, Tip } from '../../../ui'

const PER_TEN_THOUSAND = 10_000

/** What came in today and how much of it found somebody. */
export function Today({ desk }: { desk: OperatorDesk }) {
  const say = useWords(intakeWords)
  const { today } = desk
  const hasOthers = today.duplicate + today.conflict + today.tested > 0
  return (
    <>
      <View className="hero">
        <View className="note">{say('today')}</View>
        <View className="qty qty-6">
          <Text className="qty-n">{numberText(today.rows)}</Text>
          <Text className="qty-u">{say('rows')}</Text>
        </View>
        <View className="note nums">
          {say('parts', {
            accepted: numberText(today.accepted),
            unmatched: numberText(today.unmatched),
            rejected: numberText(today.rejected),
          })}
        </View>
        {hasOthers && (
          <View className="note nums">
            {say('others', {
              duplicate: numberText(today.duplicate),
              conflict: numberText(today.conflict),
              tested: numberText(today.tested),
            })}
          </View>
        )}
        <LastPush at={desk.lastPushAt} />
      </View>
      <Rate rate={today.matchRatePerTenThousand} />
      {today.breaks > 0 && <Tip kind="wait">{say('breaks', { n: numberText(today.breaks) })}</Tip>}
    </>
  )
}

function LastPush({ at }: { at: string | null }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(intakeWords)
  if (at === null) return null
  return <View className="note">{say('lastPush', { when: whenText(at, locale, now()) })}</View>
}

function Rate({ rate }: { rate: number | null }) {
  const say = useWords(intakeWords)
  return (
    <Card>
      <View className="split">
        <View className="strong">{say('rate')}</View>
        {rate !== null && <View className="strong nums">{`${decimalText(rate, 2)} %`}</View>}
      </View>
      {rate !== null && <Meter part={rate} whole={PER_TEN_THOUSAND} />}
      <View className="note">{say(rate === null ? 'noRate' : 'rateMeans')}</View>
    </Card>
  )
}
