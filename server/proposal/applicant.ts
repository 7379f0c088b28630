import { refuse, type Refusal } from '#contract'
import { attestedPersonOf } from '#server/identity/index'
import { memberSubjectIndex, whileActing } from '#server/institution/index'
import {
  inTransaction,
  principalKey,
  type Dependencies,
  type Principal,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

/** In whose name a proposal is made: a signed-in person, an institution, or the centre itself. */
export type Applicant =
  | {
      readonly kind: 'person'
      readonly index: Buffer
      /** Hers, where she holds one: there she is told what becomes of it. */
      readonly accountId: string | null
      readonly actor: string
    }
  | {
      readonly kind: 'institution'
      readonly institutionId: string
      readonly memberId: string
      readonly actor: string
    }
  | { readonly kind: 'staff'; readonly staffId: string; readonly actor: string }

/**
 * The applicant behind a request of a signed-in person, a member or staff. A person is known by the keyed index of her host's name for
 * her, as a member is, so that nobody needs an account to apply. Refuses access.not-signed-in once the session has ended.
 */
export const applicantOf = async (
  deps: Pick<Dependencies, 'sessions' | 'crypto'>,
  principal: Principal | null,
): Promise<Applicant | Refusal> => {
  switch (principal?.kind) {
    case 'visitor':
    case 'resident': {
      const attested = await attestedPersonOf(deps, principal.sessionId)
      if (attested === undefined) return refuse('access.not-signed-in')
      const { hostId } = principal
      const index = memberSubjectIndex(deps.crypto, { hostId, subject: attested.subject })
      // The log names no person: the proposal's own id stands for whoever made it.
      const accountId = principal.kind === 'resident' ? principal.accountId : null
      return { kind: 'person', index, accountId, actor: 'applicant' }
    }
    case 'member': {
      const { institutionId, memberId } = principal
      return { kind: 'institution', institutionId, memberId, actor: principalKey(principal) }
    }
    case 'staff':
      return { kind: 'staff', staffId: principal.staffId, actor: principalKey(principal) }
    case 'operator':
    case 'partner':
    case 'expert':
    case undefined:
      throw new Error('a route for applicants was reached by somebody else')
  }
}

/**
 * Condition on `methodology_proposal`: this applicant's. A person's are those she made through this host and, where she holds an account,
 * those it is told of, whichever host she made them through. The centre's proposals are its staff's in common.
 */
export const isOf = (sql: Queryable, applicant: Applicant) => {
  switch (applicant.kind) {
    case 'person':
      return sql`(applicant_index = ${applicant.index} OR account_id = ${applicant.accountId})`
    case 'institution':
      return sql`institution_id = ${applicant.institutionId}`
    case 'staff':
      return sql`staff_id IS NOT NULL`
  }
}

/**
 * Runs `work` in a transaction; a member's while she acts for her institution, a resident's while her account is open. `applicant`: null
 * where staff act. Refuses access.not-signed-in where the account was closed meanwhile.
 */
export const whileApplying = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  applicant: Applicant | null,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T | Refusal> =>
  applicant?.kind === 'institution'
    ? whileActing({ sql }, applicant, work)
    : inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
        const accountId = accountOf(applicant)
        if (accountId === null) return work(transaction)
        const open = await transaction`
          SELECT FROM account WHERE account_id = ${accountId} AND closed_at IS NULL FOR KEY SHARE`
        return open.length > 0 ? work(transaction) : refuse('access.not-signed-in')
      })

/** The account of whoever applies in her own name, where she holds one. */
export const accountOf = (applicant: Applicant | null): string | null =>
  applicant?.kind === 'person' ? applicant.accountId : null

/** A closing ends the tie between her account and what she proposed; the proposal goes on. */
export const unlinkProposals = async (transaction: Transaction, accountId: string): Promise<void> => {
  await transaction`UPDATE methodology_proposal SET account_id = NULL WHERE account_id = ${accountId}`
}
