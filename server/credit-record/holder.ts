import { refuse, type Refusal } from '#contract'
import type { HolderKind } from '#domain/credit-record'
import { whileOwning, type Owner } from '#server/institution/index'
import type { Dependencies, Queryable, Transaction } from '#server/platform/index'

/** Whose record it is: a resident's, or the institution's somebody acts for. */
export type Holder = Owner

/** The columns by which rows of a holder are found: one of them is null. */
export interface HolderIds {
  readonly accountId: string | null
  readonly institutionId: string | null
}

export const idsOf = (holder: Holder): HolderIds =>
  holder.kind === 'resident'
    ? { accountId: holder.accountId, institutionId: null }
    : { accountId: null, institutionId: holder.institutionId }

export const kindOf = ({ accountId }: HolderIds): HolderKind =>
  accountId === null ? 'institution' : 'person'

/** Condition on a table with account_id and institution_id: this holder's. */
export const isHolders = (sql: Queryable, { accountId, institutionId }: HolderIds) =>
  accountId === null ? sql`institution_id = ${institutionId}` : sql`account_id = ${accountId}`

/**
 * Whether it is the record of a child under a guardian's consent. That consent covers the account and not who else looks at her record
 * (PIPL Arts 31, 23), so nobody is shown it before she is 14.
 */
export const isOfChild = async (sql: Queryable, { accountId }: HolderIds): Promise<boolean> => {
  if (accountId === null) return false
  const [row] = await sql<{ is_child: boolean }[]>`
    SELECT guardian_account_id IS NOT NULL AS is_child FROM account WHERE account_id = ${accountId}`
  return row?.is_child ?? false
}

/** `whileOwning` for what lets somebody else look at the record. Refuses credit.not-for-children besides. */
export const whileShowing = <T>(
  parts: Pick<Dependencies, 'sql'>,
  holder: Holder,
  work: (transaction: Transaction) => Promise<T | Refusal>,
): Promise<T | Refusal> =>
  whileOwning<T>(parts, holder, async (transaction) =>
    (await isOfChild(transaction, idsOf(holder))) ? refuse('credit.not-for-children') : work(transaction),
  )
