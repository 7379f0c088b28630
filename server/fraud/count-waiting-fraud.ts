import type { DeskWaiting } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

/** Reports of fraud nobody has answered; any of the three bodies does, a district reads none. */
export const countWaitingFraud = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { role }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (role === 'district') return []
  const [counted] = await sql<{ count: number; overdue: number }[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE answer_due_at <= ${clock.now()})::int AS overdue
    FROM fraud_report WHERE state <> 'answered'`
  return [{ kind: 'fraudReports', count: counted?.count ?? 0, overdue: counted?.overdue ?? 0 }]
}
