import type { StaffProposal } from '#contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { methodologiesWords, methodologyWords } from '../../../i18n/console/methodologies'
import type { Seat } from '../../../stores/console'
import { Card, LinkButton, Stamp, type StampKind } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useDay } from './use-day'
import { useReplaceAct } from './use-panel-acts'

interface SeatCardProps {
  seat: Seat
  proposal: StaffProposal
  mayReplace: boolean
}

const stampOf = ({ state, overdue, opinion }: Seat): StampKind => {
  if (opinion) return opinion.verdict === 'approve' ? 'done' : 'refused'
  return state === 'asked' ? (overdue ? 'refused' : 'wait') : 'plain'
}

/** One expert: by when she owes her opinion, or what she said, as she signed it. */
export function SeatCard({ seat, proposal, mayReplace }: SeatCardProps) {
  const say = useWords(methodologyWords)
  const sayList = useWords(methodologiesWords)
  const { day } = useDay()
  const replace = useReplaceAct(proposal, seat)
  const { name, field, dueAt, state, overdue, opinion, inConflict, recusalReason, round } = seat
  const told = opinion
    ? opinion.verdict
    : overdue && state === 'asked'
      ? 'late'
      : state === 'given'
        ? 'asked'
        : state
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{name}</View>
        <Stamp kind={stampOf(seat)}>{say(told)}</Stamp>
      </View>
      <View className="note">
        {say('seatDue', { field, when: day(dueAt) })}
        {round !== proposal.round && ` · ${sayList('round', { n: round })}`}
      </View>
      {inConflict && <View className="refuse">{say('inConflict')}</View>}
      {recusalReason !== null && (
        <View className="para">{say('recusedBecause', { reason: recusalReason })}</View>
      )}
      {opinion && <OpinionText opinion={opinion} />}
      {mayReplace && <ActButtons acts={[replace]} />}
    </Card>
  )
}

/** Her words first; the very text under her signature one tap away. */
function OpinionText({ opinion }: { opinion: NonNullable<Seat['opinion']> }) {
  const say = useWords(methodologyWords)
  const [isOpen, setOpen] = useState(false)
  const { text, nameShown, signedText, signature, givenAt } = opinion
  const { when } = useDay()
  return (
    <>
      <View className="para">{text}</View>
      <Text className="note">{`${say(nameShown ? 'nameShown' : 'nameHidden')} · ${when(givenAt)}`}</Text>
      <LinkButton onTap={() => setOpen(!isOpen)}>{say(isOpen ? 'signedHide' : 'signedText')}</LinkButton>
      {isOpen && (
        <View className="mono signed">
          {signedText}
          {'\n\n'}
          {signature}
        </View>
      )}
    </>
  )
}
