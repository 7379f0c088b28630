import type { Holding } from '#domain/issuance'
import { parseCityMonth } from '#domain/calendar'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'

import type { Queryable, Transaction } from '#server/platform/index'

interface HoldingRow {
  ledger_account_id: string
  city_month: string
  methodology_class: string
  balance: bigint
}

/** A holding and the ledger account it lies in. */
export type LockedHolding = Holding & { readonly ledgerAccountId: string }

/** What an account holds: each holding with something in it, oldest first, with the ledger account it lies in. */
export const holdingsOf = async (sql: Queryable, accountId: string): Promise<LockedHolding[]> => {
  const rows = await sql<HoldingRow[]>`
    SELECT ledger_account_id, city_month, methodology_class, balance FROM ledger_account
    WHERE owner_id = ${accountId} AND book = 'holding' AND unit = 'mgCO2e' AND balance > 0
    ORDER BY city_month, methodology_class`
  return rows.map((row) => ({
    ledgerAccountId: row.ledger_account_id,
    cityMonth: parseCityMonth(row.city_month.slice(0, 7))!,
    methodologyClass: row.methodology_class,
    balance: milligrams(Number(row.balance)),
  }))
}

/** The same, locked in id order until the transaction ends: nobody takes from them or adds to them meanwhile. */
export const lockHoldings = async (sql: Transaction, accountId: string): Promise<LockedHolding[]> => {
  await sql`
    SELECT FROM ledger_account WHERE owner_id = ${accountId} AND book = 'holding'
    ORDER BY ledger_account_id FOR NO KEY UPDATE`
  return holdingsOf(sql, accountId)
}

/** Issued and still held, all holdings together, in milligrams. */
export const remainingMilligramsOf = async (sql: Queryable, accountId: string): Promise<Milligrams> =>
  sumMilligrams((await holdingsOf(sql, accountId)).map(({ balance }) => balance))
