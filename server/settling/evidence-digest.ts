import { createHash } from 'node:crypto'

import { evidenceLine } from '#domain/issuance'
import { milligrams } from '#domain/measure'
import type { Transaction } from '#server/platform/index'

import { isInRun, isSealed, runKeyOf } from './run-key'

const ROWS_A_ROUND = 5_000

interface EvidenceRow {
  ride_key: string
  account_key: string
  reduction_milligrams: bigint
  operator_milligrams: bigint | null
  code: string
  version: number
}

/** What a run's rides are sealed by; 32 bytes each. */
export interface RunDigests {
  /** Over the canonical list of the counting rides: `evidenceLine` of #domain/issuance, in ride-key order. */
  readonly evidence: Buffer
  /** Over `ride key, tab, the operator's own milligrams, line feed` where they are not ours, in the same order. */
  readonly operatorFigures: Buffer
}

/** The digests of a run's rides as they are stored. Streamed by cursor: memory does not grow with the run. */
export const runDigestsOf = async (sql: Transaction, runId: string): Promise<RunDigests> => {
  const evidence = createHash('sha256')
  const operatorFigures = createHash('sha256')
  const key = await runKeyOf(sql, runId)
  const rounds = sql<EvidenceRow[]>`
    SELECT ride.ride_key, salted_account_key(run.salt, ride.account_id) AS account_key, ride.reduction_milligrams,
      ride.operator_milligrams, methodology.code, methodology.version
    FROM run
    CROSS JOIN ride
    JOIN methodology ON methodology.methodology_no = ride.methodology_no
    WHERE run.run_id = ${runId} AND ${isInRun(sql, key)} AND ${isSealed(sql)}
    ORDER BY ride.ride_key`.cursor(ROWS_A_ROUND)
  for await (const rows of rounds) {
    for (const row of rows) {
      if (row.operator_milligrams !== null)
        operatorFigures.update(`${row.ride_key}\t${row.operator_milligrams}\n`)
      evidence.update(
        evidenceLine({
          rideKey: row.ride_key,
          accountKey: row.account_key,
          milligrams: milligrams(Number(row.reduction_milligrams)),
          methodologyCode: row.code,
          methodologyVersion: row.version,
        }),
      )
    }
  }
  return { evidence: evidence.digest(), operatorFigures: operatorFigures.digest() }
}
