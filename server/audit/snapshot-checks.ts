import type { AuditFault } from '#domain/audit'
import type { CryptoModule, Transaction } from '#server/platform/index'
import { snapshotSeal } from '#server/till/index'

interface Snapshot {
  readonly till_id: string
  readonly taken_at: Date
  readonly seal: Buffer | null
  readonly must_be_sealed: boolean
}

const SNAPSHOTS_A_ROUND = 5000

/** Every snapshot bears the seal it was given with; without `crypto`, a seal. The log began to tell tills' keys when snapshots were first sealed. */
export async function* snapshotFaults(sql: Transaction, crypto?: CryptoModule): AsyncGenerator<AuditFault> {
  const snapshots = sql<Snapshot[]>`
    SELECT till_id, taken_at, seal, coalesce(taken_at >= since, false) AS must_be_sealed
    FROM till_snapshot CROSS JOIN (SELECT min(occurred_at) AS since FROM audit_entry
      WHERE action = 'till.registered' AND detail ->> 'publicKeyDigest' IS NOT NULL) AS sealed`
  for await (const round of snapshots.cursor(SNAPSHOTS_A_ROUND))
    for (const { till_id: tillId, taken_at: takenAt, seal, must_be_sealed: mustBeSealed } of round) {
      const isGiven = crypto === undefined || seal?.equals(snapshotSeal(crypto, tillId, takenAt)) === true
      if (seal === null ? !mustBeSealed : isGiven) continue
      yield {
        table: 'till_snapshot',
        key: `till_id=${tillId}, taken_at=${takenAt.toISOString()}`,
        what: 'seal',
        expected: 'that of a snapshot that was given',
        found: seal?.toString('hex') ?? 'none',
      }
    }
}
