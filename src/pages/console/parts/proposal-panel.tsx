import type { StaffProposal } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { methodologyWords } from '../../../i18n/console/methodologies'
import { isReplaceable, methodologyActs, useConsoleStores, type Seat } from '../../../stores/console'
import { useStaffStores } from '../../../stores/staff'
import { Heading, Tip } from '../../../ui'
import { SeatCard } from './seat-card'
import { useDay } from './use-day'

const VERDICTS = {
  agreed: 'panelAgreed',
  missing: 'panelMissing',
  against: 'panelAgainst',
  inConflict: 'panelInConflict',
} as const

/** Everybody who was asked in the present round, what she said, and what it comes to. */
export const ProposalPanel = observer(function ProposalPanel({ proposal }: { proposal: StaffProposal }) {
  const { session } = useStaffStores()
  const { experts } = useConsoleStores()
  const say = useWords(methodologyWords)
  const { today } = useDay()
  const { state, round, seats } = proposal
  if (seats.length === 0 && state !== 'review') return null
  const { panel } = methodologyActs(session.staff, proposal, today())
  const present = [...seats].sort((one, other) => other.round - one.round)
  const inPool = (expertId: string) => experts.list.shown?.items.find((one) => one.expertId === expertId)
  const mayReplace = (seat: Seat) =>
    session.staff?.role === 'centre' &&
    state === 'review' &&
    seat.round === round &&
    isReplaceable(seat, inPool)
  return (
    <>
      <Heading>{say('panel')}</Heading>
      {state === 'review' && (
        <Tip kind={panel === 'agreed' ? 'hint' : panel === 'missing' ? 'wait' : 'refuse'}>
          {say(seats.length === 0 ? 'panelNone' : VERDICTS[panel])}
        </Tip>
      )}
      <View>
        {present.map((seat) => (
          <SeatCard
            key={`${seat.round} ${seat.expertId}`}
            seat={seat}
            proposal={proposal}
            mayReplace={mayReplace(seat)}
          />
        ))}
      </View>
    </>
  )
})
