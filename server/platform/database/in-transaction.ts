import { setTimeout as sleep } from 'node:timers/promises'

import postgres from 'postgres'

import { type Sql, type Transaction } from './open-database'

export interface TransactionOptions {
  isolation: 'read committed' | 'repeatable read' | 'serializable'
  /** How often the work is begun at most, counting the first time. */
  attemptsMax: number
}

/** SQLSTATE of serialization_failure and deadlock_detected: the work had no effect and may be begun again. */
const RETRYABLE = new Set(['40001', '40P01'])

/**
 * Runs `work` in a transaction and begins it again when the database asks for that. `work` must have no effect but
 * through its transaction.
 *
 * Rows are locked in one order everywhere, so that transactions wait in a row and never in a ring:
 * 1. turns, which are no rows: the dismissals of an institution, what a member does (`whileActing`), what is guessed at tills;
 * 2. `institution`, then `shop`, `institution_member`, `institution_invitation`, `till`, `scene_application`;
 * 3. `account`: a guardian's before her wards', others by id – also where the work begins with something of hers; whose it is, is
 *    then read first without a lock, and the thing itself again under it;
 * 4. what belongs to accounts: guardianship, code, consent, link, appeal, message;
 * 5. `session`, its row before its tokens;
 * 6. `partner_order`, then `voucher` by id, then its `delivery` or `redemption`, then `points_lot` by id;
 * 7. `project`, then its reports; `run`, then `claw_back`; serials, ledger accounts of points and milligrams – one person's own by id, those that everybody shares by the ledger itself
 *    at the very end;
 * 8. `goods` by id, then `goods_consent`, then the ledger accounts of money;
 * 9. `audit_head`.
 * A till's log alone meets vouchers in the order it tells them; it is begun again when another met them otherwise.
 */
export async function inTransaction<T>(
  sql: Sql,
  options: TransactionOptions,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sql.begin(`isolation level ${options.isolation}`, work)
    } catch (error) {
      if (attempt >= options.attemptsMax || !isRetryable(error)) throw error
      await sleep(2 ** attempt * 5 * Math.random())
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof postgres.PostgresError && RETRYABLE.has(error.code)
}

/** The name of the constraint an error broke, so that a use case can turn it into a refusal; null for anything else. */
export function brokenConstraint(error: unknown): string | null {
  return error instanceof postgres.PostgresError && error.code.startsWith('23')
    ? (error.constraint_name ?? null)
    : null
}
