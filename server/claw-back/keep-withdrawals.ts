import type { Transaction } from '#server/platform/index'

import { FORGOTTEN } from './forget-reasons'

/** A withdrawal of a ride whose run has closed. Digests are 32 hex digits. */
export interface WithdrawnRide {
  readonly rideKey: string
  readonly revision: number
  readonly payloadDigest: string
  /** The operator's words, for the resident. */
  readonly reason: string
}

/**
 * Marks rides as withdrawn after their window and keeps why. They stay among what their run was sealed with, so nothing two people put
 * their names to changes; what they brought is taken back later, or with the issuing. A ride that had lost to another channel stays
 * lost, earned nothing and will not be counted again. Of an account that has closed no words are kept. Expects the rides held; of a ride
 * withdrawn before the first reason stands.
 */
export const keepWithdrawals = async (
  sql: Transaction,
  {
    operatorDay,
    withdrawnAt,
    rides,
  }: { operatorDay: string; withdrawnAt: Date; rides: readonly WithdrawnRide[] },
): Promise<void> => {
  if (rides.length === 0) return
  await sql`
    WITH marked AS (
      UPDATE ride SET state = CASE ride.state WHEN 0 THEN 3 ELSE ride.state END, revision = sent.revision,
        payload_digest = sent.payload
      FROM unnest(${rides.map(({ rideKey }) => rideKey)}::text[]::uuid[], ${rides.map(({ revision }) => revision)}::smallint[],
        ${rides.map(({ payloadDigest }) => payloadDigest)}::text[]::uuid[], ${rides.map(({ reason }) => reason)}::text[])
        AS sent (ride_key, revision, payload, reason)
      WHERE ride.operator_day = ${operatorDay}::date AND ride.ride_key = sent.ride_key
      RETURNING ride.*, sent.reason
    ), kept AS (
      SELECT marked.*, run.run_id, marked.state = 3 AS is_counted FROM marked JOIN run USING (operator_day, operator_no, scene_no, run_no)
    )
    INSERT INTO claw_back (claw_back_id, operator_day, ride_key, run_id, account_id, is_counted, milligrams, reason, withdrawn_at,
      told_at, taken_at, free_milligrams, points_milligrams, shortfall_milligrams)
    SELECT derived_uuid(run_id, 'withdrawn/' || ride_key), operator_day, ride_key, run_id, account_id, is_counted,
      CASE WHEN is_counted THEN reduction_milligrams ELSE 0 END,
      CASE WHEN EXISTS (SELECT FROM account WHERE account.account_id = kept.account_id AND closed_at IS NOT NULL)
        THEN ${FORGOTTEN} ELSE reason END, ${withdrawnAt}::timestamptz,
      CASE WHEN NOT is_counted THEN ${withdrawnAt}::timestamptz END, CASE WHEN NOT is_counted THEN ${withdrawnAt}::timestamptz END,
      CASE WHEN NOT is_counted THEN 0 END, CASE WHEN NOT is_counted THEN 0 END, CASE WHEN NOT is_counted THEN 0 END
    FROM kept ORDER BY ride_key
    ON CONFLICT DO NOTHING`
}
