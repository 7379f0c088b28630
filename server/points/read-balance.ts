import type { PointsBalance } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { floorGrams, milligrams } from '#domain/measure'
import { holdingsOf } from '#server/ledger/index'
import type { Dependencies } from '#server/platform/index'

import { permittedClasses } from './class-uses'

/** What she can spend now, when it expires, what lies in vouchers, and what she could still convert. */
export const readBalance = async (
  { sql, clock }: Dependencies,
  accountId: string,
): Promise<PointsBalance> => {
  const now = clock.now()
  const lots = await sql<{ expires_at: Date; points: bigint }[]>`
    SELECT expires_at, sum(balance)::bigint AS points FROM points_lot JOIN ledger_account USING (ledger_account_id)
    WHERE account_id = ${accountId} AND expires_at > ${now} AND balance > 0
    GROUP BY expires_at ORDER BY expires_at`
  const [held] = await sql<{ balance: bigint }[]>`
    SELECT balance FROM ledger_account WHERE owner_id = ${accountId} AND book = 'points-held' AND unit = 'point'`
  const holdings = await holdingsOf(sql, accountId)
  const isPermitted = await permittedClasses(sql, 'points', cityDayOf(now))
  const sum = (of: typeof holdings) => milligrams(of.reduce((total, { balance }) => total + balance, 0))
  return {
    points: lots.reduce((total, { points }) => total + Number(points), 0),
    heldPoints: Number(held?.balance ?? 0n),
    expiries: lots.map((lot) => ({ points: Number(lot.points), expiresAt: lot.expires_at.toISOString() })),
    convertibleGrams: floorGrams(
      sum(holdings.filter(({ methodologyClass }) => isPermitted(methodologyClass))),
    ),
    balanceMilligrams: sum(holdings),
  }
}
