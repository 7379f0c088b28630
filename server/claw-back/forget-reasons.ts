import type { Transaction } from '#server/platform/index'

/** What stays of words about somebody who left. */
export const FORGOTTEN = '——'

/** Blanks why rides of these accounts were withdrawn; they must have closed. What was taken back stays. */
export const forgetReasons = async (sql: Transaction, accountIds: readonly string[]): Promise<void> => {
  await sql`
    UPDATE claw_back SET reason = ${FORGOTTEN}
    WHERE account_id = ANY (${[...accountIds]}::text[]::uuid[]) AND reason <> ${FORGOTTEN}`
}
