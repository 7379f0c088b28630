import type { Queryable } from '#server/platform/index'

/** The open account of a person, by her blind index. */
export const findOpenAccount = async (sql: Queryable, personIndex: Buffer): Promise<string | undefined> => {
  const [row] = await sql<{ account_id: string }[]>`
    SELECT account_id FROM account WHERE person_index = ${personIndex}`
  return row?.account_id
}

export const hasGuardian = async (sql: Queryable, personIndex: Buffer): Promise<boolean> => {
  const rows = await sql`SELECT 1 FROM guardianship WHERE ward_index = ${personIndex}`
  return rows.length > 0
}
