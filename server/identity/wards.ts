import { ofAgeOn } from '#domain/identity'
import { endTogether } from '#server/group/end-together'
import { tell } from '#server/message/tell'
import type { CryptoModule, Queryable, Transaction } from '#server/platform/index'

/**
 * Leaves open accounts of children without a guardian: what they allowed is withdrawn, nothing new is begun until somebody
 * consents again, and they are told, once for each `cause`. What was recorded stays theirs. Nothing happens to a child for whom
 * somebody consents by now: her account is held before that is asked.
 */
export const leaveWithoutGuardian = async (
  transaction: Transaction,
  wards: readonly { readonly accountId: string; readonly causeId: string }[],
  now: Date,
): Promise<void> => {
  await holdAccounts(
    transaction,
    wards.map(({ accountId }) => accountId),
  )
  for (const { accountId, causeId } of wards) {
    const left = await transaction`
      UPDATE account SET guardian_account_id = NULL, guardian_needed_since = ${now}
      WHERE account_id = ${accountId} AND closed_at IS NULL AND guardian_needed_since IS NULL
        AND NOT EXISTS (SELECT FROM guardianship WHERE ward_index = person_index)
      RETURNING 1`
    if (left.length === 0) continue
    await transaction`
      UPDATE consent SET withdrawn_at = greatest(granted_at, ${now}::timestamptz)
      WHERE account_id = ${accountId} AND withdrawn_at IS NULL`
    await endTogether(transaction, accountId, now)
    await tell(transaction, { kind: 'guardianNeeded', accountId, subjectId: causeId }, now)
  }
}

/** Her account waits for no guardian any more, if she is old enough by now or somebody consents for her by now. */
export const endWaitForGuardian = async (
  transaction: Transaction,
  { accountId, isOfAge }: { accountId: string; isOfAge: boolean },
): Promise<void> => {
  await holdAccounts(transaction, [accountId])
  await transaction`
    UPDATE account SET guardian_needed_since = NULL, guardian_account_id = CASE WHEN NOT ${isOfAge} THEN guardian END
    FROM (
      SELECT (SELECT guardian_account_id FROM guardianship WHERE ward_index = person_index) AS guardian
      FROM account WHERE account_id = ${accountId}
    ) AS decided
    WHERE account_id = ${accountId} AND closed_at IS NULL AND (${isOfAge} OR guardian IS NOT NULL)`
}

/** In id order. */
const holdAccounts = async (transaction: Transaction, accountIds: readonly string[]): Promise<void> => {
  await transaction`
    SELECT FROM account WHERE account_id = ANY (${[...accountIds]}::text[]::uuid[])
    ORDER BY account_id FOR NO KEY UPDATE`
}

/**
 * Writes down until when somebody consents for a child where that was not yet known: guardianships are older than that rule. Her
 * identity number tells it, also where no host has attested her birthday since.
 */
export const learnWhenOfAge = async (
  sql: Queryable,
  crypto: CryptoModule,
  guardianAccountId: string | null = null,
): Promise<void> => {
  const wards = await sql<{ account_id: string; person_index: Buffer; person_sealed: Buffer }[]>`
    SELECT account_id, person_index, person_sealed FROM guardianship JOIN account ON person_index = ward_index
    WHERE ward_until IS NULL AND (${guardianAccountId}::uuid IS NULL OR guardianship.guardian_account_id = ${guardianAccountId}::uuid)`
  for (const { account_id: accountId, person_index: index, person_sealed: sealed } of wards) {
    const personId = crypto.open('person', sealed, accountId).toString('utf8')
    await keepWhenOfAge(sql, index, ofAgeOn({ birthDay: null, personId }))
  }
}

/** The same where a host attests it. */
export const keepWhenOfAge = async (
  sql: Queryable,
  wardIndex: Buffer,
  until: string | undefined,
): Promise<void> => {
  if (until === undefined) return
  await sql`UPDATE guardianship SET ward_until = ${until}::date WHERE ward_index = ${wardIndex} AND ward_until IS NULL`
}
