import type { Refusal } from '#contract'
import { holdDecidedAccount } from '#server/identity/index'
import { whileActing } from '#server/institution/index'
import {
  inTransaction,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Principal,
  type Queryable,
  type ResidentPrincipal,
  type Transaction,
} from '#server/platform/index'

/** In whose name a project runs, and to whom its reductions go: a resident's account or an institution. */
export type Owner = ResidentPrincipal | MemberPrincipal

export const ownerOf = (principal: Principal | null): Owner => {
  if (principal?.kind === 'resident' || principal?.kind === 'member') return principal
  throw new Error('a route of project owners was reached by somebody else')
}

/** The log of actions names no person: the project's own id stands for whoever made it. */
export const actorOf = (owner: Owner): string =>
  owner.kind === 'resident' ? 'applicant' : principalKey(owner)

/** Condition on `project`: this owner's. */
export const isOwn = (sql: Queryable, owner: Owner) =>
  owner.kind === 'resident'
    ? sql`account_id = ${owner.accountId}`
    : sql`institution_id = ${owner.institutionId}`

/**
 * Runs `work` in a transaction in which the owner may act: a resident's account stays open, a member acts for her institution. Refuses
 * what `holdDecidedAccount` and `whileActing` do.
 */
export const whileOwning = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  owner: Owner,
  work: (transaction: Transaction) => Promise<T | Refusal>,
): Promise<T | Refusal> =>
  owner.kind === 'member'
    ? whileActing<T | Refusal>({ sql }, owner, work)
    : inTransaction(
        sql,
        { isolation: 'read committed', attemptsMax: 3 },
        async (transaction) => (await holdDecidedAccount(transaction, owner.accountId)) ?? work(transaction),
      )
