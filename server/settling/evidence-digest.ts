import { createHash } from 'node:crypto'

import { evidenceLine } from '#domain/issuance'
import { milligrams } from '#domain/measure'
import type { Transaction } from '#server/platform/index'

import { isInRun, runKeyOf } from './run-key'

const ROWS_A_ROUND = 5_000

interface EvidenceRow {
  ride_key: string
  account_key: string
  reduction_milligrams: bigint
  code: string
  version: number
}

/**
 * SHA-256 over the canonical list of a run's counting rides (`evidenceLine` of #domain/issuance, in ride-key order), as they
 * are stored. Streamed by cursor: memory does not grow with the run.
 */
export const evidenceDigestOf = async (sql: Transaction, runId: string): Promise<Buffer> => {
  const hash = createHash('sha256')
  const key = await runKeyOf(sql, runId)
  const rounds = sql<EvidenceRow[]>`
    SELECT ride.ride_key, salted_account_key(run.salt, ride.account_id) AS account_key, ride.reduction_milligrams,
      methodology.code, methodology.version
    FROM run
    CROSS JOIN ride
    JOIN methodology ON methodology.methodology_no = ride.methodology_no
    WHERE run.run_id = ${runId} AND ${isInRun(sql, key)} AND ride.state = 0
    ORDER BY ride.ride_key`.cursor(ROWS_A_ROUND)
  for await (const rows of rounds) {
    for (const row of rows) {
      hash.update(
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
  return hash.digest()
}
