import type { Transaction } from '#server/platform/index'

/** Takes her out of every group and district, as when nobody answers for a child any more. What closed months say stays. */
export const endTogether = async (sql: Transaction, accountId: string, now: Date): Promise<void> => {
  await sql`
    UPDATE group_membership SET left_at = greatest(joined_at, ${now}::timestamptz), nickname = NULL
    WHERE account_id = ${accountId} AND left_at IS NULL`
  await sql`
    UPDATE district_choice SET ended_at = greatest(chosen_at, ${now}::timestamptz)
    WHERE account_id = ${accountId} AND ended_at IS NULL`
}

/** The same when she closes her account; nothing leads back to her any more. */
export const forgetTogether = async (sql: Transaction, accountId: string, now: Date): Promise<void> => {
  await endTogether(sql, accountId, now)
  await sql`UPDATE group_membership SET account_id = NULL WHERE account_id = ${accountId}`
  await sql`UPDATE district_choice SET account_id = NULL WHERE account_id = ${accountId}`
}
