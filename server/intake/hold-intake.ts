import { refuse, type Refusal } from '#contract'
import type { Queryable, Transaction } from '#server/platform/index'

const keyOf = (operatorId: string): string => `operator intake ${operatorId}`

/** Refuses `operator.suspended` where supervision has stopped this operator's intake, at this moment or until a later one. */
export const suspendedIntake = async (
  sql: Queryable,
  { operatorId, moment }: { readonly operatorId: string; readonly moment: Date },
): Promise<Refusal | undefined> => {
  const stopped = await sql`
    SELECT FROM operator
    WHERE operator_id = ${operatorId} AND account_is_suspended(suspended_at, resumed_at, ${moment}::timestamptz)`
  return stopped.length > 0 ? refuse('operator.suspended') : undefined
}

/**
 * Keeps an operator's intake open until the transaction ends, or refuses `operator.suspended`. The lock is one that is waited for in turn:
 * a row lock would let new pushes pass before a suspension that waits, and an operator that always sends could not be stopped.
 */
export const holdIntake = async (
  transaction: Transaction,
  asked: { readonly operatorId: string; readonly moment: Date },
): Promise<Refusal | undefined> => {
  await transaction`SELECT pg_advisory_xact_lock_shared(hashtextextended(${keyOf(asked.operatorId)}, 0))`
  return suspendedIntake(transaction, asked)
}

/** The side of a suspension: pushes under way come first, and those behind wait until it is decided. */
export const endIntake = async (transaction: Transaction, operatorId: string): Promise<void> => {
  await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${keyOf(operatorId)}, 0))`
}
