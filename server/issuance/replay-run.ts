import { createHash } from 'node:crypto'

import { evidenceLine } from '#domain/issuance'
import { isInRun, isSealed, overlapFaultsOf, runKeyOf } from '#server/settling/index'
import type { Transaction } from '#server/platform/index'

import { evidenceColumns, formulasByNumber, replayOf, type EvidenceRow } from './ride-evidence'

const ROWS_A_ROUND = 5_000

/** What a replay comes to, from retained evidence alone. */
export interface ReplayFigures {
  readonly rides: bigint
  readonly reductionMilligrams: bigint
  readonly evidenceDigest: Buffer
  /** Rides whose evidence does not bear them out, and overlap decisions that do not hold. */
  readonly faults: bigint
}

/**
 * Works a run out again from what is kept of its rides – metres, times, the pinned methodology version, whose instrument it was
 * and which consent held when it was received, which rides are one trip – and never from stored milligrams. A ride without
 * valid evidence is a fault and contributes nothing; one whose stored milligrams are others is a fault too, because those would
 * be posted. Streamed by cursor.
 */
export const replayRun = async (sql: Transaction, runId: string): Promise<ReplayFigures> => {
  const hash = createHash('sha256')
  const formulas = await formulasByNumber(sql)
  let [rides, reductionMilligrams, faults] = [0n, 0n, 0n]
  const key = await runKeyOf(sql, runId)
  const rounds = sql<(EvidenceRow & { account_key: string; reduction_milligrams: bigint })[]>`
    SELECT salted_account_key(run.salt, ride.account_id) AS account_key, ride.reduction_milligrams,
      ${evidenceColumns(sql)}
    FROM run
    CROSS JOIN ride
    LEFT JOIN methodology ON methodology.methodology_no = ride.methodology_no
    WHERE run.run_id = ${runId} AND ${isInRun(sql, key)} AND ${isSealed(sql)}
    ORDER BY ride.ride_key`.cursor(ROWS_A_ROUND)
  for await (const rows of rounds) {
    for (const row of rows) {
      const replay = replayOf(row, formulas)
      if ('lacking' in replay || row.code === null || row.version === null) {
        faults += 1n
        continue
      }
      if (BigInt(replay.milligrams) !== row.reduction_milligrams) faults += 1n
      rides += 1n
      reductionMilligrams += BigInt(replay.milligrams)
      const { ride_key: rideKey, account_key: accountKey, code, version } = row
      const { milligrams } = replay
      hash.update(
        evidenceLine({ rideKey, accountKey, milligrams, methodologyCode: code, methodologyVersion: version }),
      )
    }
  }
  for await (const _fault of overlapFaultsOf(sql, { ...key, runIds: [runId] })) faults += 1n
  return { rides, reductionMilligrams, evidenceDigest: hash.digest(), faults }
}
