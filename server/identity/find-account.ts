import type { Queryable } from '#server/platform/index'

export interface OpenAccount {
  readonly accountId: string
  /** She is under 14 and whoever consented for her does so no more. */
  readonly isGuardianNeeded: boolean
}

/** The open account of a person, by her blind index. */
export const findOpenAccount = async (
  sql: Queryable,
  personIndex: Buffer,
): Promise<OpenAccount | undefined> => {
  const [row] = await sql<{ account_id: string; waits: boolean }[]>`
    SELECT account_id, guardian_needed_since IS NOT NULL AS waits FROM account WHERE person_index = ${personIndex}`
  return row && { accountId: row.account_id, isGuardianNeeded: row.waits }
}

/** Whether somebody consents for a child, and until when; null for one of whom that is not yet written down. */
export const findGuardianship = async (
  sql: Queryable,
  wardIndex: Buffer,
): Promise<{ readonly wardUntil: string | null } | undefined> => {
  const [row] = await sql<{ ward_until: string | null }[]>`
    SELECT ward_until FROM guardianship WHERE ward_index = ${wardIndex}`
  return row && { wardUntil: row.ward_until }
}
