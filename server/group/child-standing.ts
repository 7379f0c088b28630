import type { Queryable } from '#server/platform/index'

/** Whether she is a child under a guardian's consent, and whether that covers groups and a district (PIPL Art 31). */
export const standingOf = async (
  sql: Queryable,
  accountId: string,
): Promise<{ isChild: boolean; isAllowed: boolean }> => {
  const [row] = await sql<{ is_child: boolean; is_allowed: boolean }[]>`
    SELECT guardian_account_id IS NOT NULL AS is_child,
      EXISTS (SELECT FROM guardianship WHERE ward_index = person_index AND groups_allowed_at IS NOT NULL) AS is_allowed
    FROM account WHERE account_id = ${accountId}`
  return { isChild: row?.is_child ?? false, isAllowed: row?.is_allowed ?? false }
}
