import type { VoucherState } from '#contract'
import { isFormOut } from '#domain/voucher'
import type { Queryable, Transaction } from '#server/platform/index'

/**
 * Ends vouchers that are in one of the states `from`, and gives back to its lots exactly what each took. Returns the uuids of those that
 * ended now: whoever ended one before has given it back. What is on its way to somebody is left alone: nothing is given back on silence.
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
  const asked = [...given.voucherIds]
  // Locked before deliveries are looked for: one that begins now is seen, or begins when it is too late for it.
  await sql`SELECT FROM voucher WHERE voucher_id = ANY (${asked}::text[]::uuid[]) ORDER BY voucher_id FOR UPDATE`
  const [row] = await sql<{ ended: string[] }[]>`
    SELECT voucher_return(ARRAY(SELECT unnest(${asked}::text[]::uuid[])
      EXCEPT SELECT voucher_id FROM delivery WHERE settled_at IS NULL), ${[...given.from]}::text[], ${given.ending},
      ${given.now}::timestamptz) AS ended`
  return row?.ended ?? []
}

/**
 * Gives back whatever an account still holds or could show, as when it is closed. One whose signed form is out stays until tills can tell no
 * more that they took it. Locked before it is looked at, so that no form is signed meanwhile.
 */
export const giveBackAll = async (sql: Transaction, accountId: string, now: Date): Promise<void> => {
  const living = await sql<{ voucher_id: string; offline_until: Date | null }[]>`
    SELECT voucher_id, offline_until FROM voucher WHERE account_id = ${accountId} AND state IN ('held', 'issued')
    ORDER BY voucher_id FOR UPDATE`
  const isOut = ({ offline_until: until }: (typeof living)[number]): boolean => isFormOut(until, now)
  const idsOf = (rows: readonly { voucher_id: string }[]): string[] => rows.map(({ voucher_id: id }) => id)
  await sql`UPDATE voucher SET ends_with_form = true WHERE voucher_id = ANY (${idsOf(living.filter(isOut))}::text[]::uuid[])`
  const voucherIds = idsOf(living.filter((voucher) => !isOut(voucher)))
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
