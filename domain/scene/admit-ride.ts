/** From when to when an operator's scene was live; null: open on that side. */
export interface LivePeriod {
  readonly from: Date | null
  /** First moment it no longer was. */
  readonly to: Date | null
}

/** What an operator may do with the rides of one scene at the moment its push is read. */
export interface SceneConnection {
  readonly periods: readonly LivePeriod[]
  /** Suspended now: nothing is taken, whenever it was boarded. */
  readonly isSuspended: boolean
  /** In its system test or data connection now: rows are judged and nothing is kept. */
  readonly isOnTrial: boolean
}

export type Admission = 'counts' | 'onTrial' | 'suspended' | 'notLive'

/**
 * Whether a ride of this operator and scene counts: it was boarded while the scene was live, and the scene is not suspended now. A ride
 * that is taken back needs only the first, because a suspension must not keep a false ride in.
 */
export const admitRide = (
  { periods, isSuspended, isOnTrial }: SceneConnection,
  ride: { readonly boardedAt: Date; readonly isWithdrawal: boolean },
): Admission => {
  const wasLive = periods.some(
    ({ from, to }) => (from === null || from <= ride.boardedAt) && (to === null || ride.boardedAt < to),
  )
  if (wasLive && (!isSuspended || ride.isWithdrawal)) return 'counts'
  if (isSuspended) return 'suspended'
  return isOnTrial ? 'onTrial' : 'notLive'
}
