export type RefusalReason = 'recipientUnknown' | 'recipientCannotTake' | 'closed' | 'other'

/** What a far end said: `pending`, it is at it; `unknown`, it never heard of it; `silent`, nothing that can be relied on. */
export type FarAnswer =
  | { readonly state: 'delivered' }
  | { readonly state: 'refused'; readonly reason: RefusalReason }
  | { readonly state: 'pending' | 'unknown' | 'silent' }

export type NextStep =
  | { readonly step: 'delivered' }
  | { readonly step: 'giveBack'; readonly reason: RefusalReason }
  | { readonly step: 'again'; readonly after: Date }

/** Five seconds, then twice as long each time and at most six hours; for ever, because nothing is given back on silence. Our own figures. */
const FIRST_WAIT_MILLISECONDS = 5_000
const WAIT_MILLISECONDS_MAX = 6 * 3_600_000

/**
 * What becomes of a delivery after its `tries`-th try. A no counts only as the answer to a query (`isQueried`): whoever answers the order
 * itself with a no may be a gate on the way, or have taken an earlier one. `spread`, 0 to 1, keeps tries apart that failed together.
 */
export const decideAfterTry = (tried: {
  readonly answer: FarAnswer
  readonly isQueried: boolean
  readonly tries: number
  readonly spread: number
  readonly now: Date
}): NextStep => {
  const { answer, isQueried, tries, now } = tried
  if (answer.state === 'delivered') return { step: 'delivered' }
  if (answer.state === 'refused' && isQueried) return { step: 'giveBack', reason: answer.reason }
  const wait = Math.min(FIRST_WAIT_MILLISECONDS * 2 ** Math.min(tries - 1, 20), WAIT_MILLISECONDS_MAX)
  return { step: 'again', after: new Date(now.getTime() + Math.round(wait * (1 + tried.spread / 4))) }
}
