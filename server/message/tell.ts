import type { ReminderDays } from '#domain/points'
import type { Queryable, Transaction } from '#server/platform/index'

/** What somebody is told, and about what; said twice it is one message. */
export interface Told {
  readonly kind:
    | 'appealAnswered'
    | 'guardianNeeded'
    | 'ofAge'
    | 'wardOfAge'
    | 'voucherTwice'
    | 'voucherUndone'
    | 'orderSpent'
    | 'orderRefunded'
    | 'delivered'
    | 'deliveryRefused'
    | 'accountSuspended'
    | 'accountResumed'
    | 'creditAnswered'
    | 'rideWithdrawn'
  /** Whom. */
  readonly accountId: string
  readonly subjectId: string
}

/** Has a resident told, within the transaction of what she is told about: both happen or neither. */
export const tell = async (
  transaction: Transaction,
  { kind, accountId, subjectId }: Told,
  now: Date,
): Promise<void> => {
  await transaction`
    INSERT INTO message (message_id, account_id, kind, subject_id, due_at, attempt_after)
    SELECT gen_random_uuid(), account_id, ${kind}::text, ${subjectId}::uuid, ${now}::timestamptz, ${now}
    FROM account WHERE account_id = ${accountId} AND closed_at IS NULL
    ON CONFLICT DO NOTHING`
}

/**
 * Has many told at once. `whom` is a query that gives account_id and subject_id of each; who was told of that subject before is not
 * told again.
 */
export const tellMany = async (
  transaction: Transaction,
  kind: `pointsEnd${ReminderDays}`,
  whom: ReturnType<Transaction>,
  now: Date,
): Promise<void> => {
  await transaction`
    INSERT INTO message (message_id, account_id, kind, subject_id, due_at, attempt_after)
    SELECT gen_random_uuid(), account_id, ${kind}::text, subject_id, ${now}::timestamptz, ${now}
    FROM (${whom}) AS whom JOIN account USING (account_id) WHERE closed_at IS NULL
    ON CONFLICT DO NOTHING`
}

/** Everything that was to be said to an account that closes. */
export const forgetMessages = async (sql: Queryable, accountId: string): Promise<void> => {
  await sql`DELETE FROM message WHERE account_id = ${accountId}`
  await sql`DELETE FROM account_host WHERE account_id = ${accountId}`
}
