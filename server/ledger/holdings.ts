import type { Holding } from '#domain/issuance'
import { parseCityMonth } from '#domain/calendar'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'

import type { Queryable } from '#server/platform/index'

interface HoldingRow {
  ledger_account_id: string
  city_month: string
  methodology_class: string
  balance: bigint
}

/** What an account holds: each holding with something in it, oldest first, with the ledger account it lies in. */
export const holdingsOf = async (
  sql: Queryable,
  accountId: string,
): Promise<(Holding & { ledgerAccountId: string })[]> => {
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

/** Issued and still held, all holdings together, in milligrams. */
export const remainingMilligramsOf = async (sql: Queryable, accountId: string): Promise<Milligrams> =>
  sumMilligrams((await holdingsOf(sql, accountId)).map(({ balance }) => balance))
