import { milligrams, type Milligrams } from '#domain/measure'
import { MILLIGRAMS_PER_POINT } from '#domain/points'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

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
  const parts = await byBacking(sql, lot, serials)
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

interface BackingPart {
  readonly transferId: string
  readonly backing: string
  readonly amount: bigint
  readonly serials: readonly RunSerials[]
}

/** Serials by the ledger account their milligrams lie in: the month and class of their run. */
const byBacking = async (
  sql: Transaction,
  lot: EndedLot,
  serials: readonly RunSerials[],
): Promise<readonly BackingPart[]> => {
  const rows = await sql<{ run_id: string; backing: string; transfer_id: string }[]>`
    SELECT run_id, backing, derived_uuid(${lot.lot_id}::uuid, 'expired/' || backing) AS transfer_id
    FROM (
      SELECT run_id, ledger_account_key(${lot.account_id}::uuid, 'points-backing', 'mgCO2e',
        date_trunc('month', operator_day)::date, methodology.class) AS backing
      FROM run JOIN methodology USING (methodology_no)
      WHERE run_id = ANY (${[...new Set(serials.map(({ runId }) => runId))]}::text[]::uuid[])
    ) AS behind`
  const parts = new Map<string, { transferId: string; serials: RunSerials[] }>()
  for (const range of serials) {
    const row = rows.find(({ run_id: runId }) => runId === range.runId)
    if (row === undefined) throw new Error(`run ${range.runId} is gone`)
    const part = parts.get(row.backing) ?? { transferId: row.transfer_id, serials: [] }
    parts.set(row.backing, { ...part, serials: [...part.serials, range] })
  }
  return [...parts].map(([backing, part]) => ({
    ...part,
    backing,
    amount: part.serials.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n),
  }))
}
