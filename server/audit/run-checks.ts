import type { AuditFault } from '#domain/audit'
import { CONFIRMATIONS_NEEDED } from '#domain/issuance'
import type { Transaction } from '#server/platform/index'
import { isInRun, isSealed, runDigestsOf, type RunKey } from '#server/settling/index'

import type { SqlCheck } from './sql-check'

interface SealedRun extends RunKey {
  run_id: string
  rides: bigint | null
  accounts: bigint | null
  reduction_milligrams: bigint | null
  evidence_digest: Buffer | null
  operator_figures_digest: Buffer | null
}

/** Count, accounts, sum and digest of every settled run, again from its rides. */
export async function* runFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const runs = await sql<SealedRun[]>`SELECT * FROM run WHERE state <> 'open' ORDER BY operator_day, run_id`
  for (const run of runs) {
    const [counted] = await sql<{ rides: bigint; accounts: bigint; sum: bigint }[]>`
      SELECT count(*) AS rides, count(DISTINCT account_id) AS accounts,
        coalesce(sum(reduction_milligrams), 0)::bigint AS sum
      FROM ride WHERE ${isInRun(sql, run)} AND ${isSealed(sql)}`
    if (counted === undefined) throw new Error('an aggregate returned no row')
    const digests = counted.rides > 0n ? await runDigestsOf(sql, run.run_id) : null
    const figures: [string, unknown, unknown][] = [
      ['rides', counted.rides, run.rides],
      ['accounts', counted.accounts, run.accounts],
      ['reduction_milligrams', counted.sum, run.reduction_milligrams],
      ['evidence_digest', hex(digests?.evidence), hex(run.evidence_digest)],
      ['operator_figures_digest', hex(digests?.operatorFigures), hex(run.operator_figures_digest)],
    ]
    for (const [what, expected, found] of figures) {
      if (expected === found) continue
      yield {
        table: 'run',
        key: `run_id=${run.run_id}`,
        what,
        expected: String(expected),
        found: String(found),
      }
    }
  }
}

const hex = (digest: Buffer | null | undefined): string => digest?.toString('hex') ?? 'none'

export const RUN_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run_confirmation',
    query: (sql) => sql`
      SELECT format('run_id=%s', run_id) AS key, 'different people' AS what, ${CONFIRMATIONS_NEEDED}::text AS expected,
        count(staff_id)::text AS found
      FROM run LEFT JOIN run_confirmation USING (run_id)
      WHERE state IN ('confirmed', 'issued') GROUP BY run_id HAVING count(staff_id) <> ${CONFIRMATIONS_NEEDED}::int`,
  },
  {
    table: 'run_replay',
    query: (sql) => sql`
      SELECT format('run_id=%s', run_id) AS key, 'replay' AS what, encode(evidence_digest, 'hex') AS expected,
        coalesce(encode(replay_digest, 'hex'), 'none') AS found
      FROM run
      WHERE state IN ('verified', 'confirmed', 'issued') AND NOT EXISTS (
        SELECT FROM run_replay AS replay WHERE replay.run_id = run.run_id AND replay.equal
          AND replay.evidence_digest = run.evidence_digest AND run.replay_digest = run.evidence_digest)`,
  },
  {
    table: 'run_replay',
    query: (sql) => sql`
      SELECT format('replay_id=%s', replay_id) AS key, 'figures of an equal replay' AS what,
        format('%s rides, %s mg, no faults, %s', run.rides, run.reduction_milligrams, encode(run.evidence_digest, 'hex')) AS expected,
        format('%s rides, %s mg, %s faults, %s', replay.rides, replay.reduction_milligrams, faults,
          encode(replay.evidence_digest, 'hex')) AS found
      FROM run_replay AS replay JOIN run USING (run_id)
      WHERE equal AND run.state IN ('verified', 'confirmed', 'issued') AND replayed_at >= reported_at
        AND (replay.rides, replay.reduction_milligrams, faults, replay.evidence_digest)
          IS DISTINCT FROM (run.rides, run.reduction_milligrams, 0, run.evidence_digest)`,
  },
  {
    table: 'run_replay',
    query: (sql) => sql`
      SELECT format('replay_id=%s', replay_id) AS key, 'faults' AS what, 'none in an equal replay' AS expected,
        faults::text AS found
      FROM run_replay WHERE equal AND faults <> 0`,
  },
  {
    table: 'run_confirmation',
    query: (sql) => sql`
      SELECT format('run_id=%s, staff_id=%s', run_id, staff_id) AS key, 'staff_id' AS what, 'a member of staff' AS expected,
        staff_id AS found
      FROM run_confirmation WHERE NOT EXISTS (SELECT FROM staff WHERE staff.staff_id = run_confirmation.staff_id)`,
  },
]
