import type { Refusal } from '#contract'
import { holdDecidedAccount } from '#server/identity/index'
import {
  inTransaction,
  type Dependencies,
  type MemberPrincipal,
  type Principal,
  type ResidentPrincipal,
  type Transaction,
} from '#server/platform/index'

import { whileActing } from './while-acting'

/** In whose name something is held or done, where persons and institutions may alike: a resident's account, or an institution. */
export type Owner = ResidentPrincipal | MemberPrincipal

/** The owner behind a request of a route that has a door for residents and one for members. */
export const ownerOf = (principal: Principal | null): Owner => {
  if (principal?.kind === 'resident' || principal?.kind === 'member') return principal
  throw new Error('A route for residents and members was reached by somebody else.')
}

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
        { isolation: 'read committed', attemptsMax: 5 },
        async (transaction) => (await holdDecidedAccount(transaction, owner.accountId)) ?? work(transaction),
      )
