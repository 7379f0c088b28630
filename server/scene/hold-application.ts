import { refuse, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { whileActing } from '#server/institution/index'
import {
  inTransaction,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

import { selectApplication, type ApplicationRow } from './application-row'

/** Somebody acting for the institution that applies, or for the operator's own; or an office, which reaches what was handed in. */
export type Reach =
  | { readonly kind: 'member'; readonly member: MemberPrincipal }
  | { readonly kind: 'office'; readonly actor: string }

export const actorOf = (reach: Reach): string =>
  reach.kind === 'member' ? principalKey(reach.member) : reach.actor

/** Condition on `scene_application AS application`: within reach. */
export const isWithin = (sql: Queryable, reach: Reach) =>
  reach.kind === 'office'
    ? sql`application.state <> 'draft' AND (application.round > 0 OR application.source IS NOT NULL)`
    : sql`(application.institution_id = ${reach.member.institutionId} OR application.operator_id =
        (SELECT operator_id FROM institution WHERE institution_id = ${reach.member.institutionId}))`

/** Runs `work` in a transaction; a member's while she acts for her institution. */
export const whileReaching = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  reach: Reach,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T | Refusal> =>
  reach.kind === 'member'
    ? whileActing({ sql }, reach.member, work)
    : inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, work)

/**
 * An application within reach, held until the transaction ends. Refuses request.not-found, mandate.refused where the mandate by which an
 * entrusted party acts has run out.
 */
export const holdApplication = async (
  transaction: Transaction,
  { applicationId, reach, now }: { applicationId: string; reach: Reach; now: Date },
): Promise<ApplicationRow | Refusal> => {
  // Not FOR UPDATE: a push that notes its trial rows refers to the row, and need not wait.
  const [row] = await transaction<ApplicationRow[]>`
    ${selectApplication(transaction)}
    WHERE application_id = ${decodeId('sca', applicationId) ?? null} AND ${isWithin(transaction, reach)}
    FOR NO KEY UPDATE OF application`
  if (row === undefined) return refuse('request.not-found')
  const isAgent =
    reach.kind === 'member' && row.mandate_id !== null && row.institution_id === reach.member.institutionId
  const hasRunOut = isAgent && row.mandate_expires_at !== null && row.mandate_expires_at <= now
  return hasRunOut ? refuse('mandate.refused') : row
}
