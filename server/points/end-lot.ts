import { milligrams, type Milligrams } from '#domain/measure'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

import { backingParts } from './backing-parts'
import { lineageOfLot, withRuns } from './lot-lineage'

interface EndedLot {
  lot_id: string
  account_id: string
  ledger_account_id: string
  balance: bigint
}

/**
 * Ends a lot: the points that are left go back to their issuer, what stood behind them goes to the public pool, from which only
 * cancellation leads out. Returns the milligrams given; 0 for a lot that has ended already.
 */
export const endLot = async (sql: Transaction, lotId: string, now: Date): Promise<Milligrams> => {
  const [ended] = await sql<Omit<EndedLot, 'balance'>[]>`
    UPDATE points_lot SET expired_at = ${now} WHERE lot_id = ${lotId} AND expired_at IS NULL
    RETURNING lot_id, account_id, ledger_account_id`
  if (ended === undefined) return milligrams(0)
  // A statement of its own: whoever holds the account has ended by then, and what it left is seen.
  const [left] = await sql<{ balance: bigint }[]>`
    SELECT balance FROM ledger_account WHERE ledger_account_id = ${ended.ledger_account_id} FOR NO KEY UPDATE`
  const lot = { ...ended, balance: left?.balance ?? 0n }
  if (lot.balance === 0n) return milligrams(0)
  const lineage = await lineageOfLot(sql, lot.lot_id)
  await giveBacking(sql, lot, await withRuns(sql, lineage.left), now)
  return milligrams(Number(lot.balance * MILLIGRAMS_PER_POINT))
}

/** Ends every living lot of an account, as when it is closed. Returns the milligrams given. */
export const endLots = async (sql: Transaction, accountId: string, now: Date): Promise<Milligrams> => {
  const lots = await sql<{ lot_id: string }[]>`
    SELECT lot_id FROM points_lot WHERE account_id = ${accountId} AND expired_at IS NULL ORDER BY lot_id`
  let given = 0
  for (const { lot_id: lotId } of lots) given += await endLot(sql, lotId, now)
  return milligrams(given)
}

/** What stands behind the points she could still spend. */
export const backingMilligramsOf = async (sql: Transaction, accountId: string): Promise<Milligrams> => {
  const [row] = await sql<{ points: bigint }[]>`
    SELECT coalesce(sum(balance), 0)::bigint AS points FROM points_lot JOIN ledger_account USING (ledger_account_id)
    WHERE account_id = ${accountId}`
  return milligrams(Number((row?.points ?? 0n) * MILLIGRAMS_PER_POINT))
}

/** One transfer of points, and one of milligrams for each month and class behind them, with the serials; last, because issuer and pool are everybody's. */
const giveBacking = async (
  sql: Transaction,
  lot: EndedLot,
  serials: readonly RunSerials[],
  now: Date,
): Promise<void> => {
  const act = { accountId: lot.account_id, causeId: lot.lot_id, act: 'expired' }
  const parts = await backingParts(sql, act, serials)
  const behind = parts.reduce((sum, { amount }) => sum + amount, 0n)
  if (behind !== lot.balance * MILLIGRAMS_PER_POINT)
    throw new Error(`lot ${lot.lot_id}: ${behind} mg stand behind ${lot.balance} points`)
  const [ids] = await sql<{ transfer: string; issuer: string; scheme: string; pool: string }[]>`
    SELECT derived_uuid(${lot.lot_id}::uuid, 'expired') AS transfer, scheme_owner() AS scheme,
      ledger_account_key(scheme_owner(), 'points-issuer', 'point', NULL, NULL) AS issuer,
      ledger_account_key(scheme_owner(), 'public-pool', 'mgCO2e', NULL, NULL) AS pool`
  if (ids === undefined) throw new Error('a query without a table returned no row')
  const of = { causeId: lot.lot_id, occurredAt: now }
  const expired = {
    transferId: ids.transfer,
    from: lot.ledger_account_id,
    to: ids.issuer,
    kind: 'points-expired',
    ...of,
  }
  await postTransfers(sql, [
    ...parts.map(({ transferId, backing, amount }) => ({
      ...{
        transferId,
        from: backing,
        to: ids.pool,
        amount,
        unit: 'mgCO2e' as const,
        kind: 'to-public-pool',
        ...of,
      },
    })),
    { ...expired, unit: 'point', amount: lot.balance },
  ])
  for (const { transferId, serials: moved } of parts) {
    await moveSerials(sql, {
      transferId,
      from: { ownerId: lot.account_id, book: 'points-backing' },
      to: { ownerId: ids.scheme, book: 'public-pool' },
      serials: moved,
      movedAt: now,
    })
  }
}
