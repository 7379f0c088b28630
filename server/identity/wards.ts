import { tell } from '#server/message/tell'
import type { Queryable, Transaction } from '#server/platform/index'

/**
 * Leaves open accounts of children without a guardian: what they allowed is withdrawn, nothing new is begun until somebody
 * consents again, and they are told, once for each `cause`. What was recorded stays theirs.
 */
export const leaveWithoutGuardian = async (
  transaction: Transaction,
  wards: readonly { readonly accountId: string; readonly causeId: string }[],
  now: Date,
): Promise<void> => {
  for (const { accountId, causeId } of wards) {
    const left = await transaction`
      UPDATE account SET guardian_account_id = NULL, guardian_needed_since = ${now}
      WHERE account_id = ${accountId} AND closed_at IS NULL AND guardian_needed_since IS NULL RETURNING 1`
    if (left.length === 0) continue
    await transaction`
      UPDATE consent SET withdrawn_at = greatest(granted_at, ${now}::timestamptz)
      WHERE account_id = ${accountId} AND withdrawn_at IS NULL`
    await tell(transaction, { kind: 'guardianNeeded', accountId, subjectId: causeId }, now)
  }
}

/** Her account waits for no guardian any more: somebody consented again, or she is old enough. */
export const endWaitForGuardian = async (
  sql: Queryable,
  { accountId, guardianAccountId }: { accountId: string; guardianAccountId: string | null },
): Promise<void> => {
  await sql`
    UPDATE account SET guardian_account_id = ${guardianAccountId}, guardian_needed_since = NULL
    WHERE account_id = ${accountId} AND closed_at IS NULL`
}
