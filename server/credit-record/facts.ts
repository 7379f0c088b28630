import type postgres from 'postgres'

import { parseCityMonth, type CityMonth } from '#domain/calendar'
import {
  haveRulesChanged,
  type Adjustment,
  type CreditFacts,
  type Gain,
  type LineId,
  type Loss,
} from '#domain/credit-record'
import type { Queryable } from '#server/platform/index'

import { isHolders, type HolderIds } from './holder'

type Fragment = postgres.PendingQuery<postgres.Row[]>

interface FactRow {
  readonly source: LineId
  readonly month: string
  readonly amount: bigint
  readonly rides: number | null
  readonly scene_id: string | null
  readonly at: Date | null
  /** What kind of fact it is, where it is no gain. */
  readonly cause: Loss['cause'] | 'corrected' | null
}

/**
 * All a record is derived from, by lookups under the holder's own id only. What was issued comes from the figures written at issuing; the
 * audit derives the same from the postings behind them. Months of rides bear no moment, and rides come long before theirs leaves: 400 days late
 * at most. But what was there when something was taken, or when rules changed, only postings tell: then they are read instead.
 */
export const readFacts = async (sql: Queryable, ids: HolderIds): Promise<CreditFacts> => {
  const rows =
    ids.accountId === null
      ? await factsOfInstitution(sql, ids)
      : await factsOfAccount(sql, ids, issuedRides(sql, ids.accountId))
  return factsFrom(rows)
}

/** The same with rides from postings of runs issued until a moment, as the audit does it. Other gains later than that are left out too. */
export const readEvidence = async (
  sql: Queryable,
  ids: HolderIds,
  issuedUntil: Date,
): Promise<CreditFacts> => {
  const isIssued = sql`run.issued_at <= ${issuedUntil}`
  const rows =
    ids.accountId === null
      ? await factsOfInstitution(sql, ids, issuedUntil)
      : await factsOfAccount(sql, ids, issuedByPosting(sql, ids.accountId, isIssued), issuedUntil)
  return factsFrom(rows)
}

const monthText = (sql: Queryable, column: string) =>
  sql`to_char(${sql(column)} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`

/** By month and scene; posting by posting where it matters what was there at a moment. */
const issuedRides = (sql: Queryable, accountId: string) => {
  const isDated = sql`(${haveRulesChanged()}
    OR EXISTS (SELECT FROM account_claw_back WHERE account_id = ${accountId})
    OR EXISTS (SELECT FROM credit_correction WHERE account_id = ${accountId} AND state = 'granted' AND granted_units < 0))`
  return sql`
    SELECT 'rides' AS source, to_char(city_month, 'YYYY-MM') AS month, issued_milligrams AS amount, rides, scene_id,
      NULL::timestamptz AS at, NULL AS cause
    FROM account_month JOIN scene USING (scene_no)
    WHERE account_id = ${accountId} AND issued_milligrams > 0 AND NOT ${isDated}
    UNION ALL ${issuedByPosting(sql, accountId, sql`run.state = 'issued' AND ${isDated}`)}`
}

/** What a ride brought that was withdrawn before its run was issued was never hers. */
const issuedByPosting = (sql: Queryable, accountId: string, isAsked: Fragment) => sql`
  SELECT 'rides' AS source, to_char(run.operator_day, 'YYYY-MM') AS month,
    sum(posting.reduction_milligrams - coalesce(unpaid.milligrams, 0))::bigint AS amount,
    sum(posting.rides - coalesce(unpaid.rides, 0))::int AS rides, scene_id, run.issued_at AS at, NULL AS cause
  FROM run_posting AS posting JOIN run USING (run_id) JOIN scene USING (scene_no)
  LEFT JOIN (SELECT run_id, sum(milligrams) AS milligrams, count(*) AS rides FROM claw_back
    WHERE account_id = ${accountId} AND is_at_issuing GROUP BY run_id) AS unpaid USING (run_id)
  WHERE account_id = ${accountId} AND ${isAsked} GROUP BY 2, scene_id, run.issued_at
  HAVING sum(posting.reduction_milligrams) > sum(coalesce(unpaid.milligrams, 0))`

/** Issued to an owner by projects. */
const issuedByProject = (sql: Queryable, ownerId: string | null, until: Date | null) => sql`
  SELECT 'projects', to_char(city_month, 'YYYY-MM'), reduction_milligrams, NULL::int, NULL, issued_at, NULL
  FROM project_issuance WHERE owner_id = ${ownerId} AND (${until}::timestamptz IS NULL OR issued_at <= ${until}::timestamptz)`

const granted = (sql: Queryable, ids: HolderIds) => sql`
  SELECT line_id, to_char(city_month, 'YYYY-MM'), granted_units, NULL::int, NULL, answered_at, 'corrected'
  FROM credit_correction WHERE ${isHolders(sql, ids)} AND state = 'granted'`

const factsOfAccount = (sql: Queryable, ids: HolderIds, rides: Fragment, until: Date | null = null) => sql<
  FactRow[]
>`
  ${rides}
  UNION ALL ${issuedByProject(sql, ids.accountId, until)}
  UNION ALL
  SELECT 'rides', to_char(city_month, 'YYYY-MM'), milligrams, NULL, NULL, occurred_at, 'clawedBack'
  FROM account_claw_back WHERE account_id = ${ids.accountId}
  UNION ALL
  SELECT 'pointsUsed', ${monthText(sql, 'redeemed_at')}, price_points, NULL, NULL, redeemed_at, NULL
  FROM voucher JOIN redemption USING (voucher_id)
  WHERE account_id = ${ids.accountId} AND (${until}::timestamptz IS NULL OR redeemed_at <= ${until}::timestamptz)
  UNION ALL
  SELECT 'pointsUsed', ${monthText(sql, 'redeemed_at')}, price_points, NULL, NULL, reversed_at, 'undone'
  FROM voucher JOIN redemption USING (voucher_id) WHERE account_id = ${ids.accountId} AND reversed_at IS NOT NULL
  UNION ALL ${granted(sql, ids)}`

const factsOfInstitution = (sql: Queryable, ids: HolderIds, until: Date | null = null) => sql<FactRow[]>`
  SELECT source, month, amount, rides, scene_id, at, cause
  FROM (${issuedByProject(sql, ids.institutionId, until)}) AS issued (source, month, amount, rides, scene_id, at, cause)
  UNION ALL
  SELECT 'pointsTurnedBack', ${monthText(sql, 'turned_back_at')}, points, NULL, NULL, turned_back_at, NULL
  FROM turn_back WHERE institution_id = ${ids.institutionId}
    AND (${until}::timestamptz IS NULL OR turned_back_at <= ${until}::timestamptz)
  UNION ALL ${granted(sql, ids)}`

const factsFrom = (rows: readonly FactRow[]): CreditFacts => {
  const gains: Gain[] = []
  const losses: Loss[] = []
  const adjustments: Adjustment[] = []
  for (const row of rows) {
    const of = { month: monthOf(row), amount: Number(row.amount) }
    if (row.cause === 'corrected') {
      adjustments.push({ lineId: row.source, month: of.month, units: of.amount, at: momentOf(row) })
      continue
    }
    if (row.source === 'months') throw new Error('months are counted, not gained')
    const source = row.source
    if (row.cause === null) gains.push({ ...of, source, at: row.at, ...ridesOf(row) })
    else losses.push({ ...of, source, at: momentOf(row), cause: row.cause })
  }
  return { gains, losses, adjustments }
}

const ridesOf = ({ rides, scene_id: sceneId }: FactRow): Pick<Gain, 'rides' | 'sceneId'> =>
  rides === null || sceneId === null ? {} : { rides, sceneId }

const momentOf = ({ at }: FactRow): Date => {
  if (at === null) throw new Error('what lowers a record has a moment')
  return at
}

const monthOf = ({ month }: FactRow): CityMonth => {
  const parsed = parseCityMonth(month)
  if (parsed === undefined) throw new Error(`a fact of the credit record has no month: ${month}`)
  return parsed
}
