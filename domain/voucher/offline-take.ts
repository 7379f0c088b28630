import { OFFLINE_FORM_HOURS, type OfflineForm } from './offline-form'

/** What a till may take between two times it has network. Our own figures. */
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

/** The text a till's device signs for one entry of its log; each holds the digest of the one before. */
export const tillLogText = (entry: {
  readonly tillId: string
  readonly sequence: number
  /** First 32 bytes of the SHA-512 of the text before, hexadecimal; 64 zeros for the first. */
  readonly previousDigest: string
  readonly snapshotAt: string
  readonly occurredAt: string
  readonly form: string
}): string =>
  [
    'suitan till log 1',
    entry.tillId,
    entry.sequence,
    entry.previousDigest,
    entry.snapshotAt,
    entry.occurredAt,
    entry.form,
  ].join('\n')

/**
 * Whether what a till says it took without network may count. Its clock must go on: after the snapshot it rests on, after the entry
 * before, not ahead of us; the form must have been alive then.
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
  /** Takes before this one that count and rest on the same snapshot. */
  readonly takenSinceSnapshot: number
  readonly isTakenBeforeHere: boolean
}): 'take' | OfflineFault => {
  const { form, occurredAt, snapshotAt, previousAt, now } = take
  if (take.isTillRevoked) return 'tillRevoked'
  if (form === undefined) return 'formForged'
  if (take.isTakenBeforeHere) return 'takenBefore'
  if (!take.isForShop) return 'notForShop'
  if (form.payableFen > OFFLINE_FEN_MAX) return 'tooValuable'
  if (!take.isSnapshotKnown) return 'snapshotUnknown'
  const isBack = occurredAt < snapshotAt || (previousAt !== null && occurredAt < previousAt)
  const isAhead = occurredAt.getTime() > now.getTime() + CLOCK_SECONDS_MAX * 1000
  const isStale = occurredAt.getTime() > snapshotAt.getTime() + OFFLINE_FORM_HOURS * 3_600_000
  if (isBack || isAhead || isStale) return 'clockWrong'
  if (occurredAt >= form.until || occurredAt.getTime() < form.signedAt.getTime() - CLOCK_SECONDS_MAX * 1000)
    return 'formEnded'
  return take.takenSinceSnapshot < OFFLINE_TAKES_MAX ? 'take' : 'tooMany'
}
