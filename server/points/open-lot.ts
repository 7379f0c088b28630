import { cityMonthOf, firstDayOf } from '#domain/calendar'
import { monthlyLotExpiry } from '#domain/points'
import type { Transaction } from '#server/platform/index'

export interface OpenLot {
  readonly lotId: string
  readonly ledgerAccountId: string
  readonly expiresAt: Date
}

/**
 * The lot that takes points granted now: one an account and city month, opened when the first point comes. Its id is derived from
 * both, so two who open it at once open one.
 */
export const openMonthlyLot = async (sql: Transaction, accountId: string, now: Date): Promise<OpenLot> => {
  const grantedMonth = cityMonthOf(now)
  const expiresAt = monthlyLotExpiry(grantedMonth)
  const [row] = await sql<{ lot_id: string; ledger_account_id: string }[]>`
    SELECT lot_id, ledger_open(lot_id, 'points', 'resident', 'point') AS ledger_account_id
    FROM (SELECT derived_uuid(${accountId}::uuid, ${`lot/${grantedMonth}`}) AS lot_id) AS derived`
  if (row === undefined) throw new Error('a query without a table returned no row')
  await sql`
    INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id)
    VALUES (${row.lot_id}, ${accountId}, ${firstDayOf(grantedMonth)}, ${expiresAt}, ${row.ledger_account_id})
    ON CONFLICT DO NOTHING`
  return { lotId: row.lot_id, ledgerAccountId: row.ledger_account_id, expiresAt }
}
