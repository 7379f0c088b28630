import type { Dependencies, Transaction } from '#server/platform/index'

import { endActing } from './while-acting'

/**
 * Suspends an institution within the transaction: what its members have under way comes first, then they are locked out together. Says when
 * and how many; `joined` where somebody joined meanwhile who may have something under way, and it is to be begun anew; `stopped` where it
 * was suspended before; `unknown` where there is none. Who calls writes it into the log, of the same moment.
 */
export const stopInstitution = async (
  { clock, sessions }: Pick<Dependencies, 'clock' | 'sessions'>,
  transaction: Transaction,
  institutionId: string,
): Promise<{ readonly at: Date; readonly members: number } | 'joined' | 'stopped' | 'unknown'> => {
  const known = await membersOf(transaction, institutionId)
  await endActing(transaction, known)
  const held = await transaction`
    SELECT FROM institution WHERE institution_id = ${institutionId} FOR NO KEY UPDATE`
  if (held.length === 0) return 'unknown'
  // No session of a member begins from here on; one who joined since may have something under way.
  const memberIds = await membersOf(transaction, institutionId)
  if (memberIds.some((memberId) => !known.includes(memberId))) return 'joined'
  const at = clock.now()
  const suspended = await transaction`
    UPDATE institution SET suspended_at = ${at} WHERE institution_id = ${institutionId} AND suspended_at IS NULL RETURNING 1`
  if (suspended.length === 0) return 'stopped'
  await sessions.endAll(transaction, { memberIds }, 'institution suspended')
  return { at, members: memberIds.length }
}

const membersOf = async (sql: Transaction, institutionId: string): Promise<readonly string[]> => {
  const rows = await sql<{ member_id: string }[]>`
    SELECT member_id FROM institution_member WHERE institution_id = ${institutionId} AND dismissed_at IS NULL`
  return rows.map(({ member_id: memberId }) => memberId)
}
