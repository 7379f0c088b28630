import type { RunSerials } from '#server/ledger/index'
import type { Queryable, Transaction } from '#server/platform/index'

/** Where milligrams that were taken back lie for good. */
export interface ClawedBack {
  readonly ownerId: string
  readonly book: 'clawed-back'
  readonly ledgerAccountId: string
}

export const clawedBackBook = async (sql: Queryable): Promise<ClawedBack> => {
  const [row] = await sql<{ owner: string; id: string }[]>`
    SELECT scheme_owner() AS owner, ledger_account_key(scheme_owner(), 'clawed-back', 'mgCO2e', NULL, NULL) AS id`
  if (row === undefined) throw new Error('a query without a table returned no row')
  return { ownerId: row.owner, book: 'clawed-back', ledgerAccountId: row.id }
}

/** The books of a shortfall: what a resident owes, below zero, and what her operator's guarantee answers for. Opened when first asked for. */
export interface ShortfallBooks {
  readonly shortfall: string
  readonly guarantee: string
}

export const shortfallBooks = async (
  sql: Transaction,
  { accountId, operatorNo }: { accountId: string; operatorNo: number },
): Promise<ShortfallBooks> => {
  const [row] = await sql<ShortfallBooks[]>`
    SELECT ledger_open(${accountId}::uuid, 'shortfall', 'resident', 'mgCO2e', is_source => true) AS shortfall,
      ledger_open(operator_owner(${operatorNo}::smallint), 'guarantee', 'operator', 'mgCO2e') AS guarantee`
  if (row === undefined) throw new Error('a query without a table returned no row')
  return row
}

/** An id that follows from what it stands for, so that a retry makes no second one. */
export const derivedId = async (sql: Queryable, lead: string, name: string): Promise<string> => {
  const [row] = await sql<{ id: string }[]>`SELECT derived_uuid(${lead}::uuid, ${name}) AS id`
  if (row === undefined) throw new Error('a query without a table returned no row')
  return row.id
}

/** The serials of a run before all others: those of the very ride, or of the credit that repays. */
export const ownRunFirst = (serials: readonly RunSerials[], runId: string): readonly RunSerials[] => [
  ...serials.filter((range) => range.runId === runId),
  ...serials.filter((range) => range.runId !== runId),
]
