/** A run from its first ride to its serials. `empty`: every ride was lost or withdrawn, there is nothing to issue. */
export type RunState =
  'open' | 'settled' | 'empty' | 'reported' | 'verified' | 'confirmed' | 'issued' | 'returned'

/** People of the centre 市减污降碳中心, the exchange 交易所, the bureau 生态环境局, a district bureau. */
export type StaffRole = 'centre' | 'exchange' | 'bureau' | 'district'

/** Four eyes: so many different people confirm a run. */
export const CONFIRMATIONS_NEEDED = 2

/** Whether an operator's report is taken: on a settled run, and again on one that was returned. A repeated report changes nothing. */
export const decideReport = (state: RunState): 'report' | 'alreadyReported' | 'run.not-in-state' => {
  if (state === 'settled' || state === 'returned') return 'report'
  return state === 'reported' ? 'alreadyReported' : 'run.not-in-state'
}

/** Only the centre verifies 核查, and only what is reported; a verified run may be replayed again before it is confirmed. */
export const decideVerification = (
  state: RunState,
  role: StaffRole,
): 'replay' | 'access.not-permitted' | 'run.not-in-state' => {
  if (role !== 'centre') return 'access.not-permitted'
  return state === 'reported' || state === 'verified' ? 'replay' : 'run.not-in-state'
}

export type ConfirmationDecision =
  | 'confirm'
  | 'confirmAndIssue'
  | 'access.not-permitted'
  | 'run.not-verified'
  | 'run.not-in-state'
  | 'run.second-person-needed'

/**
 * Confirmation 确认: by two different people of the centre, the exchange or the bureau, after verification. Whoever verified may
 * be one of the two. The same person again is refused by name, whether the other has confirmed meanwhile or not.
 */
export const decideConfirmation = (asked: {
  readonly state: RunState
  readonly role: StaffRole
  readonly staffId: string
  readonly confirmedBy: readonly string[]
}): ConfirmationDecision => {
  if (asked.role === 'district') return 'access.not-permitted'
  if (asked.confirmedBy.includes(asked.staffId)) return 'run.second-person-needed'
  if (asked.state === 'settled' || asked.state === 'reported' || asked.state === 'returned')
    return 'run.not-verified'
  if (asked.state !== 'verified') return 'run.not-in-state'
  return asked.confirmedBy.length + 1 >= CONFIRMATIONS_NEEDED ? 'confirmAndIssue' : 'confirm'
}

/**
 * A run goes back to the operator before it is confirmed, by anyone who may confirm. Confirmed, it goes on to be issued and only goes
 * back when issuing has refused it: otherwise one person would undo what two have done.
 */
export const decideReturn = (asked: {
  readonly state: RunState
  readonly role: StaffRole
  readonly issuingRefused: boolean
}): 'return' | 'access.not-permitted' | 'run.not-in-state' => {
  if (asked.role === 'district') return 'access.not-permitted'
  if (asked.state === 'confirmed' && asked.issuingRefused) return 'return'
  return asked.state === 'reported' || asked.state === 'verified' ? 'return' : 'run.not-in-state'
}
