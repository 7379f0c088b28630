import type { SearchHit } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

type AccountHit = Extract<SearchHit, { kind: 'account' }>

interface AccountRow {
  account_id: string
  opened_at: Date
  closed_at: Date | null
  held: string
  points: string
  rides: number
  reduction_milligrams: bigint
  operator_day: CityDay
  scene_id: string
  run_no: number
  suspension_id: string | null
}

/**
 * The account behind a key of one run's evidence. The key is salted for that run alone, so every account the run posted to is tried; none is
 * found of a run that was not issued, which has posted to nobody.
 */
export const findAccount = async (
  sql: Queryable,
  { runId, accountKey }: { readonly runId: string; readonly accountKey: string },
): Promise<AccountHit[]> => {
  const rows = await sql<AccountRow[]>`
    WITH found AS MATERIALIZED (
      SELECT posting.account_id, posting.rides, posting.reduction_milligrams, run.operator_day, run.scene_no, run.run_no
      FROM run JOIN run_posting AS posting USING (run_id)
      WHERE run_id = ${runId} AND salted_account_key(run.salt, posting.account_id) = ${accountKey}
    )
    SELECT found.*, scene_id, opened_at, closed_at, suspension_id,
      (SELECT coalesce(sum(balance), 0)::text FROM ledger_account
        WHERE owner_id = found.account_id AND unit = 'mgCO2e' AND book IN ('holding', 'points-backing')) AS held,
      (SELECT coalesce(sum(balance), 0)::text FROM points_lot JOIN ledger_account USING (ledger_account_id)
        WHERE points_lot.account_id = found.account_id AND expired_at IS NULL) AS points
    FROM found JOIN scene USING (scene_no) JOIN account USING (account_id)
    LEFT JOIN suspension ON suspension.account_id = found.account_id AND ended_at IS NULL`
  return rows.map((row) => ({
    kind: 'account',
    accountId: encodeId('acc', row.account_id),
    state: stateOf(row),
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    heldMilligrams: row.held,
    points: Number(row.points),
    inRun: {
      run: {
        runId: encodeId('run', runId),
        operatorDay: row.operator_day,
        sceneId: row.scene_id,
        runNo: row.run_no,
      },
      rides: row.rides,
      reductionMilligrams: String(row.reduction_milligrams),
    },
    suspensionId: row.suspension_id === null ? null : encodeId('sus', row.suspension_id),
  }))
}

const stateOf = (row: AccountRow): AccountHit['state'] => {
  if (row.closed_at !== null) return 'closed'
  return row.suspension_id === null ? 'open' : 'suspended'
}
