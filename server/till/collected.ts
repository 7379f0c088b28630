import type { Collected } from '#contract'
import { UNDO_MINUTES } from '#domain/voucher'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

/** So many vouchers a step of turning back takes: each lot behind them is replayed. */
export const TURN_BACK_VOUCHERS_MAX = 100

/** Of what was redeemed before this, nothing can be undone any more. */
export const undoneUntil = (now: Date): Date => new Date(now.getTime() - UNDO_MINUTES * 60_000)

/** Redeemed vouchers of a mall operator's goods whose points were not turned back yet; a select list goes before. */
export const fromCollected = (sql: Queryable, institutionId: string) => sql`
  FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
  WHERE goods.institution_id = ${institutionId} AND reversed_at IS NULL AND turn_back_id IS NULL`

interface CollectedRow {
  vouchers: number
  points: bigint
  undoable_vouchers: number
  undoable_points: bigint
  next_vouchers: number
  next_points: bigint
}

/** What an institution collected and has not turned back, what of it can be now, and the reductions it holds. */
export const readCollected = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { institutionId }: MemberPrincipal,
): Promise<Collected> => {
  const [row] = await sql<CollectedRow[]>`
    SELECT count(*)::int AS vouchers, coalesce(sum(price_points), 0)::bigint AS points,
      (count(*) FILTER (WHERE NOT is_ready))::int AS undoable_vouchers,
      coalesce(sum(price_points) FILTER (WHERE NOT is_ready), 0)::bigint AS undoable_points,
      (count(*) FILTER (WHERE is_ready))::int AS next_vouchers,
      coalesce(sum(price_points) FILTER (WHERE is_ready), 0)::bigint AS next_points
    FROM (
      SELECT voucher.price_points, redeemed_at < ${undoneUntil(clock.now())} AS is_ready ${fromCollected(sql, institutionId)}
    ) AS collected`
  if (row === undefined) throw new Error('a query without groups returned no row')
  return {
    all: { vouchers: row.vouchers, points: Number(row.points) },
    undoable: { vouchers: row.undoable_vouchers, points: Number(row.undoable_points) },
    next: { vouchers: row.next_vouchers, points: Number(row.next_points) },
    holding: await readHolding(sql, institutionId),
  }
}

/** Reductions an institution holds, by the month of the rides, the latest first. */
const readHolding = async (sql: Queryable, institutionId: string): Promise<Collected['holding']> => {
  const months = await sql<{ month: string; milligrams: bigint }[]>`
    SELECT to_char(city_month, 'YYYY-MM') AS month, sum(balance)::bigint AS milligrams FROM ledger_account
    WHERE owner_id = ${institutionId} AND book = 'holding' AND balance > 0 GROUP BY city_month ORDER BY city_month DESC`
  const milligrams = months.reduce((sum, month) => sum + month.milligrams, 0n)
  return {
    milligrams: String(milligrams),
    months: months.map((one) => ({ month: one.month, milligrams: String(one.milligrams) })),
  }
}
