import type { StaffAppeal } from '#contract'
import { memo } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { staffAppealWords } from '../../../i18n/staff/appeals'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { useNamed } from '../../resident/parts'
import { StaffRow } from './staff-row'

/** An objection in the queue: what about, by when, and whether that has passed. */
export const AppealRow = memo(function AppealRow({ appeal }: { appeal: StaffAppeal }) {
  const { now } = useStores()
  const { navigation } = useStaffStores()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(staffAppealWords)
  const sayReason = useWords(rideWords)
  const { answeredAt, answerDueAt, overdue, reason, stage, operator, district } = appeal
  const day = (instant: string) => ({ when: dayText(instant, locale, now()) })
  const when = answeredAt === null ? say('due', day(answerDueAt)) : say('answeredAt', day(answeredAt))
  return (
    <StaffRow
      scene={appeal.sceneId}
      title={stage === 'review' ? say('review', { reason: sayReason(reason) }) : sayReason(reason)}
      detail={[named(operator), district].filter(Boolean).join(' · ')}
      figure={when}
      stamp={overdue ? { kind: 'wait', words: say('overdue') } : undefined}
      onTap={() => void navigation.open('appeal', { appealId: appeal.appealId })}
    />
  )
})
