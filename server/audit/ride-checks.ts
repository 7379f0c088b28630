import type { AuditFault } from '#domain/audit'
import { evidenceColumns, formulasByNumber, replayOf, type EvidenceRow } from '#server/issuance/index'
import type { Transaction } from '#server/platform/index'
import { isSealed, overlapFaultsOf } from '#server/settling/index'

import { faultsOf, type SqlCheck } from './sql-check'

const ROWS_A_ROUND = 5_000
const LOST = 1

/** Every ride by itself and among its rivals, one operator day after the other so that one partition is open at a time. */
export async function* rideFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  yield* faultsOf(sql, PLACE_CHECKS)
  const days = await sql<{ operator_day: string }[]>`
    SELECT DISTINCT operator_day FROM run ORDER BY operator_day`
  for (const { operator_day: operatorDay } of days) yield* evidenceFaults(sql, operatorDay)
  const groups = await sql<{ operator_day: string; scene_no: number; run_ids: string[] }[]>`
    SELECT operator_day, scene_no, array_agg(run_id) AS run_ids FROM run WHERE state <> 'open'
    GROUP BY operator_day, scene_no ORDER BY operator_day, scene_no`
  for (const { run_ids: runIds, ...day } of groups) yield* overlapFaultsOf(sql, { ...day, runIds })
}

/** A ride that earns must come to its stored milligrams by its metres, and stand on a link, a consent and a methodology. */
async function* evidenceFaults(sql: Transaction, operatorDay: string): AsyncGenerator<AuditFault> {
  const formulas = await formulasByNumber(sql)
  const rounds = sql<(EvidenceRow & { reduction_milligrams: bigint })[]>`
    SELECT ride.reduction_milligrams, ${evidenceColumns(sql)}
    FROM ride LEFT JOIN methodology ON methodology.methodology_no = ride.methodology_no
    WHERE ride.operator_day = ${operatorDay} AND (${isSealed(sql)} OR ride.state = ${LOST})
    ORDER BY ride.ride_key`.cursor(ROWS_A_ROUND)
  for await (const rows of rounds) {
    for (const row of rows) {
      const replay = replayOf(row, formulas)
      const key = `operator_day=${row.operator_day}, ride_key=${row.ride_key}`
      if ('lacking' in replay) {
        for (const found of replay.lacking) {
          yield {
            table: 'ride',
            key,
            what: 'evidence',
            expected: 'link, consent, methodology and metres',
            found,
          }
        }
      } else if (BigInt(replay.milligrams) !== row.reduction_milligrams) {
        const [expected, found] = [String(replay.milligrams), String(row.reduction_milligrams)]
        yield { table: 'ride', key, what: 'reduction_milligrams', expected, found }
      }
    }
  }
}

const PLACE_CHECKS: readonly SqlCheck[] = [
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', ride.operator_day, ride_key) AS key, 'run' AS what,
        'a run of its day, operator, scene and methodology' AS expected, coalesce(run.run_id::text, 'none') AS found
      FROM ride LEFT JOIN run USING (operator_day, operator_no, scene_no, run_no)
      WHERE run.run_id IS NULL OR run.methodology_no <> ride.methodology_no`,
  },
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'operator_day' AS what,
        ((boarded_at AT TIME ZONE 'Asia/Shanghai')::date)::text AS expected, operator_day::text AS found
      FROM ride WHERE operator_day <> (boarded_at AT TIME ZONE 'Asia/Shanghai')::date AND state <> 2`,
  },
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'reduction_milligrams' AS what,
        '0 for a withdrawn ride' AS expected, reduction_milligrams::text AS found
      FROM ride WHERE state = 2 AND reduction_milligrams <> 0`,
  },
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'operator_milligrams' AS what,
        CASE state WHEN 2 THEN 'none for a withdrawn ride' ELSE 'another figure than ours, or none' END AS expected,
        operator_milligrams::text AS found
      FROM ride WHERE operator_milligrams IS NOT NULL AND (state = 2 OR operator_milligrams = reduction_milligrams)`,
  },
]
