import type { MyAppeal } from '#contract'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { useStores } from '../../../stores'
import { Button, Card, Stamp, type StampKind } from '../../../ui'

const STAMP: Record<MyAppeal['state'], StampKind> = { open: 'wait', upheld: 'done', dismissed: 'refused' }
const STATE = { open: 'appealOpen', upheld: 'appealUpheld', dismissed: 'appealDismissed' } as const

interface AppealCardProps {
  appeal: MyAppeal
  /** Asks for the review, where that can be done. */
  onReview?: () => void
  /** What stands at the top instead of its name, where several stand below one another. */
  head?: ReactNode
  children?: ReactNode
}

/** What she said was wrong, what became of it, and what she can still do. */
export function AppealCard({ appeal, onReview, head, children }: AppealCardProps) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  const { answer, recourse, reviewUntil: until } = appeal
  const name = `${say(appeal.stage === 'review' ? 'appealReview' : 'appeal')} · ${say(appeal.reason)}`
  const day = (instant: string) => ({ when: dayText(instant, locale, now()) })
  return (
    <Card>
      <View className="split">
        {head ?? <View className="strong">{name}</View>}
        <Stamp kind={STAMP[appeal.state]}>{say(STATE[appeal.state])}</Stamp>
      </View>
      {head && <View className="para strong">{name}</View>}
      {appeal.text && <View className="para">{appeal.text}</View>}
      {answer ? (
        <View className="para">{say('appealAnswer', { text: answer })}</View>
      ) : (
        <View className="note">{say('appealDue', day(appeal.answerDueAt))}</View>
      )}
      {until && <View className="note">{say('reviewHint', day(until))}</View>}
      {until && onReview && (
        <Button kind="quiet" onTap={onReview}>
          {say('review')}
        </Button>
      )}
      {recourse === 'outside' && <View className="note">{say('appealFinal')}</View>}
      {children}
    </Card>
  )
}
