import { refuse, type Refusal } from '#contract'
import { districtOf } from '#domain/district'
import { mayChangeDistrict } from '#domain/group'
import { holdDecidedAccount } from '#server/identity/index'
import { inTransaction, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { standingOf } from './child-standing'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Names her district, or none any more (null, at any time); said again it is left as it is. Refuses account.closed,
 * account.guardian-needed, request.invalid for what is no district, group.guardian-needed, district.changed-this-month.
 */
export const chooseDistrict = (
  { sql, clock }: Parts,
  accountId: string,
  district: string | null,
): Promise<Refusal | undefined> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const closed = await holdDecidedAccount(transaction, accountId)
    if (closed) return closed
    if (district !== null && districtOf(district) === undefined)
      return refuse('request.invalid', '/body/district')
    // Two choices of hers, one after the other: who shares her account's row would not wait.
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`district of ${accountId}`}, 0))`
    const last = await lastChoice(transaction, accountId)
    const now = clock.now()
    if (last?.ended_at === null && last.district === district) return undefined
    if (district === null) return endChoice(transaction, accountId, now)
    const { isChild, isAllowed } = await standingOf(transaction, accountId)
    if (isChild && !isAllowed) return refuse('group.guardian-needed')
    if (last !== undefined && !mayChangeDistrict(last.chosen_at, now))
      return refuse('district.changed-this-month')
    await endChoice(transaction, accountId, now)
    await transaction`
      INSERT INTO district_choice (choice_id, account_id, district, chosen_at)
      VALUES (${newId(clock)}, ${accountId}, ${district}, ${now})`
    return undefined
  })

const lastChoice = async (
  sql: Transaction,
  accountId: string,
): Promise<{ district: string; chosen_at: Date; ended_at: Date | null } | undefined> => {
  const [row] = await sql<{ district: string; chosen_at: Date; ended_at: Date | null }[]>`
    SELECT district, chosen_at, ended_at FROM district_choice WHERE account_id = ${accountId}
    ORDER BY chosen_at DESC LIMIT 1`
  return row
}

const endChoice = async (sql: Transaction, accountId: string, now: Date): Promise<undefined> => {
  await sql`
    UPDATE district_choice SET ended_at = greatest(chosen_at, ${now}::timestamptz)
    WHERE account_id = ${accountId} AND ended_at IS NULL`
}
