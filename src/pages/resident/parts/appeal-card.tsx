import type { Appeal } from '#contract'
import { View } from '@tarojs/components'
import { dayText, useLocale, useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { useStores } from '../../../stores'
import { Card, Stamp, type StampKind } from '../../../ui'

const STAMP: Record<Appeal['state'], StampKind> = { open: 'wait', upheld: 'done', dismissed: 'refused' }
const STATE = { open: 'appealOpen', upheld: 'appealUpheld', dismissed: 'appealDismissed' } as const

/** What she said was wrong, and what became of it. */
export function AppealCard({ appeal }: { appeal: Appeal }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  return (
    <Card>
      <View className="split">
        <View className="strong">
          {say('appeal')} · {say(appeal.reason)}
        </View>
        <Stamp kind={STAMP[appeal.state]}>{say(STATE[appeal.state])}</Stamp>
      </View>
      {appeal.text && <View className="para">{appeal.text}</View>}
      {appeal.answer ? (
        <View className="para">{say('appealAnswer', { text: appeal.answer })}</View>
      ) : (
        <View className="note">{say('appealDue', { when: dayText(appeal.answerDueAt, locale, now()) })}</View>
      )}
    </Card>
  )
}
