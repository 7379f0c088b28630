import type { VoucherState } from '#contract'
import type { Queryable, Transaction } from '#server/platform/index'

/**
 * Ends vouchers that are in one of the states `from`, and gives back to its lots exactly what each took. Returns the uuids of those that
 * ended now: whoever ended one before has given it back.
 */
export const giveBack = async (
  sql: Transaction,
  given: {
    readonly voucherIds: readonly string[]
    readonly from: readonly VoucherState[]
    readonly ending: 'released' | 'refunded' | 'expired'
    readonly now: Date
  },
): Promise<readonly string[]> => {
  const [row] = await sql<{ ended: string[] }[]>`
    SELECT voucher_return(${[...given.voucherIds]}::text[]::uuid[], ${[...given.from]}::text[], ${given.ending},
      ${given.now}::timestamptz) AS ended`
  return row?.ended ?? []
}

/** Gives back whatever an account still holds or could show, as when it is closed. */
export const giveBackAll = async (sql: Transaction, accountId: string, now: Date): Promise<void> => {
  const living = await sql<{ voucher_id: string }[]>`
    SELECT voucher_id FROM voucher WHERE account_id = ${accountId} AND state IN ('held', 'issued')`
  const voucherIds = living.map(({ voucher_id: voucherId }) => voucherId)
  await giveBack(sql, { voucherIds, from: ['held'], ending: 'released', now })
  await giveBack(sql, { voucherIds, from: ['issued'], ending: 'refunded', now })
}

/** Points inside vouchers that have not ended. */
export const heldPointsOf = async (sql: Queryable, accountId: string): Promise<bigint> => {
  const [row] = await sql<{ points: bigint }[]>`
    SELECT coalesce(sum(balance), 0)::bigint AS points FROM ledger_account
    WHERE owner_id = ${accountId} AND book = 'points-held' AND unit = 'point'`
  return row?.points ?? 0n
}
