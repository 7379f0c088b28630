import type { OfflineForm } from './offline-form'
import { judgeOfflineTake, type OfflineFault } from './offline-take'

/** Why what a till tells is not paid: it should not have been taken, or it was, and is paid already or told after the points went back. */
export type ToldFault = OfflineFault | NotPaid
type NotPaid = 'toldLate' | 'paidBefore'

/** Taken as it should have been, and not paid all the same: among the twenty of a till these count. */
export const TAKEN_NOT_PAID: readonly NotPaid[] = ['toldLate', 'paidBefore']

/** What an entry of a till's log says. */
export interface TillLogWords {
  readonly tillId: string
  readonly sequence: number
  /** First 32 bytes of the SHA-512 of the text before, hexadecimal; 64 zeros for the first. */
  readonly previousDigest: string
  readonly snapshotAt: string
  readonly occurredAt: string
  readonly form: string
}

const HEAD = 'suitan till log 1'

/** The text a till's device signs for one entry of its log; each holds the digest of the one before. */
export const tillLogText = (entry: TillLogWords): string =>
  [
    HEAD,
    entry.tillId,
    entry.sequence,
    entry.previousDigest,
    entry.snapshotAt,
    entry.occurredAt,
    entry.form,
  ].join('\n')

/** What a signed text says; undefined for any that is not one of ours to the letter. */
export const readTillLogText = (text: string): TillLogWords | undefined => {
  const [, tillId = '', sequence, previousDigest = '', snapshotAt = '', occurredAt = '', form = ''] =
    text.split('\n')
  const said = { tillId, sequence: Number(sequence), previousDigest, snapshotAt, occurredAt, form }
  return tillLogText(said) === text ? said : undefined
}

/** The moments an entry says, to the millisecond: finer digits are cut, wherever it is read. */
export const momentsOf = ({
  snapshotAt,
  occurredAt,
}: Pick<TillLogWords, 'snapshotAt' | 'occurredAt'>): { snapshotAt: Date; occurredAt: Date } => ({
  snapshotAt: new Date(snapshotAt),
  occurredAt: new Date(occurredAt),
})

/** A take this till told before: one that counted, whether or not it was paid. */
export interface PastTake {
  readonly voucherId: string | null
  readonly snapshotAt: Date
  readonly occurredAt: Date
  /** When we were told. */
  readonly receivedAt: Date
}

/** Whether an entry that was told counted as a take. */
export const isTake = (outcome: 'redeemed' | 'clash' | 'refused', reason: string | null): boolean =>
  outcome !== 'refused' || TAKEN_NOT_PAID.some((fault) => fault === reason)

/**
 * Whether an entry of a till's log is a take that counts, from what its text says, the form in it and the takes its till told before.
 * Pure, so that whoever re-reads the log comes to what was answered then.
 */
export const judgeTake = ({
  said,
  form,
  takesBefore,
  ...facts
}: {
  readonly said: Pick<TillLogWords, 'snapshotAt' | 'occurredAt'>
  /** Of the form in the text, if we signed it. */
  readonly form: OfflineForm | undefined
  readonly takesBefore: readonly PastTake[]
  readonly isTillRevoked: boolean
  /** Whether goods that may be taken without network counted in the till's shop when it says it took the form. */
  readonly isForShop: boolean
  /** Whether the snapshot it names was given to this till. */
  readonly isSnapshotKnown: boolean
  /** When we were told. */
  readonly now: Date
}): 'take' | OfflineFault => {
  const { snapshotAt, occurredAt } = momentsOf(said)
  const last = Math.max(...takesBefore.map((take) => take.occurredAt.getTime()))
  return judgeOfflineTake({
    ...facts,
    form,
    snapshotAt,
    occurredAt,
    previousAt: takesBefore.length === 0 ? null : new Date(last),
    takenSinceSync: takesBefore.filter((take) => isSinceSync(take, snapshotAt)).length,
    isTakenBeforeHere: takesBefore.some(
      ({ voucherId }) => voucherId !== null && voucherId === form?.voucherId,
    ),
  })
}

/** What a till had not told when it was given a snapshot counts among the twenty of that snapshot: only telling makes room. */
const isSinceSync = (take: PastTake, snapshotAt: Date): boolean =>
  take.snapshotAt.getTime() === snapshotAt.getTime() || take.receivedAt > snapshotAt
