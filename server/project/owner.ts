import type { Owner } from '#server/institution/index'
import { principalKey, type Queryable } from '#server/platform/index'

/** The log of actions names no person: the project's own id stands for whoever made it. */
export const actorOf = (owner: Owner): string =>
  owner.kind === 'resident' ? 'applicant' : principalKey(owner)

/** Condition on `project`: this owner's. */
export const isOwn = (sql: Queryable, owner: Owner) =>
  owner.kind === 'resident'
    ? sql`account_id = ${owner.accountId}`
    : sql`institution_id = ${owner.institutionId}`
