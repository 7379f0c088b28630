import type { PointsBalance } from '#contract'
import { floorGrams } from '#domain/measure'
import type { Dependencies } from '#server/platform/index'

import { readUsable } from './usable-holdings'

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
  const { convertibleMilligrams, ...rest } = await readUsable(sql, accountId, now)
  return {
    points: lots.reduce((total, { points }) => total + Number(points), 0),
    heldPoints: Number(held?.balance ?? 0n),
    expiries: lots.map((lot) => ({ points: Number(lot.points), expiresAt: lot.expires_at.toISOString() })),
    convertibleGrams: floorGrams(convertibleMilligrams),
    ...rest,
  }
}
