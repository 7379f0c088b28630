/** What a host's server said to a message: taken, no for good, or nothing usable. */
export type AttemptOutcome = 'taken' | 'refused' | 'unreachable'

export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'again'; readonly after: Date }
  | { readonly state: 'dead'; readonly reason: 'refused' | 'unreachable' }

/** Half a minute, then twice as long each time and at most six hours: the tries span more than a day. Our own figures. */
const FIRST_WAIT_MILLISECONDS = 30_000
const WAIT_MILLISECONDS_MAX = 6 * 3_600_000
const ATTEMPTS_MAX = 14

/**
 * What becomes of a message after its `attempts`-th try. `spread`, from 0 to 1, moves the next try by up to a quarter of the wait,
 * so that all that failed together do not come back together.
 */
export const afterAttempt = (tried: {
  readonly outcome: AttemptOutcome
  readonly attempts: number
  readonly spread: number
  readonly now: Date
}): Delivery => {
  const { outcome, attempts, now } = tried
  if (outcome === 'taken') return { state: 'sent' }
  if (outcome === 'refused' || attempts >= ATTEMPTS_MAX) return { state: 'dead', reason: outcome }
  const wait = Math.min(FIRST_WAIT_MILLISECONDS * 2 ** (attempts - 1), WAIT_MILLISECONDS_MAX)
  return { state: 'again', after: new Date(now.getTime() + Math.round(wait * (1 + tried.spread / 4))) }
}
