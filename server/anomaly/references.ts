import { REFERENCE_RIDES_MIN } from '#domain/anomaly'
import type { CityDay } from '#domain/calendar'
import type { Queryable, Transaction } from '#server/platform/index'

interface Span {
  readonly from: CityDay
  readonly to: CityDay
}

/**
 * Keeps each operator's own median of metres between two stations over rides that count, for a dry run, and returns how many pairs there are
 * and their digest. No network is known here: what is kept of every ride is the digest of its two stations, and that is enough.
 */
export const gatherReferences = async (
  sql: Transaction,
  { dryRunId, sceneIds, from, to }: Span & { dryRunId: string; sceneIds: readonly string[] },
): Promise<{ pairs: number; digest: Buffer }> => {
  await sql`
    INSERT INTO anomaly_reference (dry_run_id, operator_no, scene_no, stations_digest, median_meters, rides)
    SELECT ${dryRunId}::uuid, operator_no, scene_no, stations_digest,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY distance_meters), count(*)
    FROM ride
    WHERE operator_day BETWEEN ${from} AND ${to} AND state = 0 AND stations_digest IS NOT NULL AND distance_meters > 0
      AND scene_no IN (SELECT scene_no FROM scene WHERE scene_id = ANY (${[...sceneIds]}::text[]))
      AND (operator_day, operator_no, scene_no, run_no) IN (SELECT operator_day, operator_no, scene_no, run_no FROM run
        WHERE operator_day BETWEEN ${from} AND ${to} AND settled_at IS NOT NULL)
    GROUP BY operator_no, scene_no, stations_digest HAVING count(*) >= ${REFERENCE_RIDES_MIN}`
  return referencesOf(sql, dryRunId)
}

/** How many medians are kept for a dry run, and SHA-256 over them as text, in the order of their keys. */
export const referencesOf = async (
  sql: Queryable,
  dryRunId: string,
): Promise<{ pairs: number; digest: Buffer }> => {
  const [kept] = await sql<{ pairs: number; digest: Buffer }[]>`
    SELECT count(*)::int AS pairs, sha256(convert_to(coalesce(string_agg(
      concat_ws(' ', operator_no, scene_no, stations_digest, median_meters, rides), E'\n'
      ORDER BY operator_no, scene_no, stations_digest), ''), 'UTF8')) AS digest
    FROM anomaly_reference WHERE dry_run_id = ${dryRunId}`
  if (kept === undefined) throw new Error('an aggregate returned no row')
  return kept
}

/** Medians nobody can put a name under any more: those of earlier dry runs of a draft. */
export const forgetReferences = async (sql: Transaction, ruleId: string): Promise<void> => {
  await sql`
    DELETE FROM anomaly_reference WHERE dry_run_id IN (SELECT dry_run_id FROM anomaly_dry_run WHERE rule_id = ${ruleId})`
}
