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

export const hasGuardian = async (sql: Queryable, personIndex: Buffer): Promise<boolean> => {
  const rows = await sql`SELECT 1 FROM guardianship WHERE ward_index = ${personIndex}`
  return rows.length > 0
}
