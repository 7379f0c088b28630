import { OFFLINE_FORM_HOURS, type OfflineForm } from './offline-form'

/** How many a till may take until it has told them and has a new snapshot, and what one may be worth. Our own figures. */
export const OFFLINE_TAKES_MAX = 20
export const OFFLINE_FEN_MAX = 2000

/** A till's clock and ours may differ by this. */
const CLOCK_SECONDS_MAX = 300

/** Why what a till took without network is not paid. */
export type OfflineFault =
  | 'tillRevoked'
  | 'formForged'
  | 'notForShop'
  | 'tooValuable'
  | 'snapshotUnknown'
  | 'clockWrong'
  | 'formEnded'
  | 'tooMany'
  | 'takenBefore'

/**
 * Whether what a till says it took without network may count. Its clock must go on: after the snapshot it rests on, after the entry
 * before, not ahead of us; the form must have been alive then. Each is asked as what must hold, so that a moment that is none never does.
 */
export const judgeOfflineTake = (take: {
  readonly form: OfflineForm | undefined
  readonly isTillRevoked: boolean
  readonly isForShop: boolean
  readonly isSnapshotKnown: boolean
  readonly snapshotAt: Date
  readonly occurredAt: Date
  readonly previousAt: Date | null
  readonly now: Date
  /** Takes before this one that count: on this snapshot, or not told yet when it was given. */
  readonly takenSinceSync: number
  readonly isTakenBeforeHere: boolean
}): 'take' | OfflineFault => {
  const { form, occurredAt, snapshotAt, previousAt, now } = take
  if (take.isTillRevoked) return 'tillRevoked'
  if (form === undefined) return 'formForged'
  if (take.isTakenBeforeHere) return 'takenBefore'
  if (!take.isForShop) return 'notForShop'
  if (form.payableFen > OFFLINE_FEN_MAX) return 'tooValuable'
  if (!take.isSnapshotKnown) return 'snapshotUnknown'
  const wentOn = occurredAt >= snapshotAt && (previousAt === null || occurredAt >= previousAt)
  const isPast = occurredAt.getTime() <= now.getTime() + CLOCK_SECONDS_MAX * 1000
  const isFresh = occurredAt.getTime() <= snapshotAt.getTime() + OFFLINE_FORM_HOURS * 3_600_000
  if (!(wentOn && isPast && isFresh)) return 'clockWrong'
  const isSigned = occurredAt.getTime() >= form.signedAt.getTime() - CLOCK_SECONDS_MAX * 1000
  if (!(isSigned && occurredAt < form.until)) return 'formEnded'
  return take.takenSinceSync < OFFLINE_TAKES_MAX ? 'take' : 'tooMany'
}
