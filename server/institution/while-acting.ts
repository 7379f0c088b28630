import { refuse, type Refusal } from '#contract'
import {
  inTransaction,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

/**
 * Runs `work` in a transaction in which the member acts: her dismissal, and her institution's suspension, wait for what she has under
 * way, and what begins behind them finds her gone. Whatever a member writes is written in here. Refuses access.not-signed-in, as every session of hers does from then on.
 */
export const whileActing = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  { memberId }: Pick<MemberPrincipal, 'memberId'>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) =>
    (await holdActing(transaction, memberId)) === 'acts' ? work(transaction) : refuse('access.not-signed-in'),
  )

/** Nobody acts for a suspended institution. */
type Standing = 'acts' | 'suspended' | 'gone'

/**
 * Whether the member acts now; if so she does until the transaction ends. The lock is one that is waited for in turn: locks on her row
 * would let new acts pass before a dismissal that waits, and whoever kept two under way could not be dismissed.
 */
export const holdActing = async (sql: Transaction, memberId: string): Promise<Standing> => {
  // Sent one behind the other: the second sees what was committed while the first waited.
  const [, [row]] = await Promise.all([
    sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${keyOf(memberId)}, 0))`,
    sql<{ is_suspended: boolean }[]>`
      SELECT suspended_at IS NOT NULL AS is_suspended FROM institution_member JOIN institution USING (institution_id)
      WHERE member_id = ${memberId} AND dismissed_at IS NULL`,
  ])
  if (row === undefined) return 'gone'
  return row.is_suspended ? 'suspended' : 'acts'
}

/** The side of a dismissal or suspension: what these members have under way comes first, and what follows waits until they are gone. By id, as they are many. */
export const endActing = async (sql: Transaction, memberIds: readonly string[]): Promise<void> => {
  for (const memberId of [...memberIds].sort())
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${keyOf(memberId)}, 0))`
}

const keyOf = (memberId: string): string => `member acts ${memberId}`
