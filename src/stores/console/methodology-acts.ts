import type { Retirement, StaffProposal } from '#contract'
import type { CityDay } from '#domain/calendar'
import {
  isStepRefusal,
  panelVerdict,
  reviewTermsOn,
  stepMethodology,
  type PanelVerdict,
} from '#domain/methodology'
import type { Staff } from '../staff'

type Signature = StaffProposal['signatures'][number]
export type Seat = StaffProposal['seats'][number]

/** What a member of staff may do about a proposal. The service decides; what it would refuse for her office is not offered. */
export interface MethodologyActs {
  readonly beginCheck: boolean
  readonly passCheck: boolean
  readonly giveBack: boolean
  readonly close: boolean
  readonly ask: boolean
  readonly sign: boolean
  /** Her office has signed; the other one's name is missing. */
  readonly isWaiting: boolean
  /** The day the other office has signed for. */
  readonly dayOfOther: string | undefined
  readonly panel: PanelVerdict
}

export function methodologyActs(
  staff: Staff | undefined,
  proposal: StaffProposal,
  today: CityDay,
): MethodologyActs {
  const { state: kind, round } = proposal
  const isCentre = staff?.role === 'centre'
  const isPossible = (step: 'beginCheck' | 'passCheck' | 'return' | 'close'): boolean =>
    isCentre && kind !== 'draft' && kind !== 'published' && kind !== 'returned'
      ? !isStepRefusal(stepMethodology({ kind, round }, { kind: step }))
      : isCentre && kind === 'returned' && step === 'close'
  const panel = panelVerdict(panelOf(proposal), reviewTermsOn(today).opinionsNeeded)
  const names = namesUnder(
    staff,
    proposal.signatures.filter(({ act }) => act === 'publish'),
  )
  const isSignable = kind === 'review' && panel === 'agreed'
  return {
    beginCheck: isPossible('beginCheck'),
    passCheck: isPossible('passCheck'),
    giveBack: isPossible('return'),
    close: isPossible('close'),
    ask: isCentre && kind === 'review',
    sign: isSignable && names.maySign,
    isWaiting: isSignable && names.isWaiting,
    dayOfOther: names.dayOfOther,
    panel,
  }
}

/** Who of the round's experts may be replaced: who has recused herself, is late, is too near or has left the pool. */
export const isReplaceable = (
  seat: Seat,
  poolOf: (expertId: string) => { readonly active: boolean } | undefined,
): boolean =>
  seat.state === 'recused' ||
  (seat.state === 'asked' && (seat.overdue || seat.inConflict || poolOf(seat.expertId)?.active === false))

/** Whether she may put her name to the end of a version, and whether her office has. */
export function retirementActs(staff: Staff | undefined, { validTo, signatures }: Retirement) {
  const names = namesUnder(
    staff,
    signatures.filter(({ act }) => act === 'retire'),
  )
  const isOpen = validTo === null
  return { sign: isOpen && names.maySign, isWaiting: isOpen && names.isWaiting, dayOfOther: names.dayOfOther }
}

const panelOf = ({ seats, round: present }: StaffProposal) =>
  seats
    .filter(({ round }) => round === present)
    .map(({ state, opinion, inConflict }) => ({
      left: state === 'recused' || state === 'replaced',
      verdict: opinion?.verdict ?? null,
      inConflict,
    }))

/** Nobody counts for two offices; an office whose day is the other's, or that stands alone, waits. */
function namesUnder(staff: Staff | undefined, names: readonly Signature[]) {
  const own = names.find(({ role }) => role === staff?.role)
  const other = names.find(({ role }) => role !== staff?.role)
  const isOffice = staff?.role === 'centre' || staff?.role === 'bureau'
  const isWaiting = own !== undefined && (other === undefined || other.day === own.day)
  return {
    maySign: isOffice && !isWaiting && other?.staffId !== staff.staffId,
    isWaiting: isOffice && isWaiting,
    dayOfOther: other?.day,
  }
}
