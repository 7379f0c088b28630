import type { DeskWaiting } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

import { isWithinReach } from './appeal-row'

/** Open appeals within reach that this member of staff may answer: a review is another person's than who answered first. */
export const countWaitingAppeals = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  const [counted] = await sql<{ count: number; overdue: number }[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE appeal.answer_due_at <= ${clock.now()})::int AS overdue
    FROM appeal JOIN account USING (account_id)
    LEFT JOIN appeal AS heard ON heard.operator_day = appeal.operator_day AND heard.ride_key = appeal.ride_key
      AND heard.stage = 'first' AND appeal.stage IS DISTINCT FROM 'first'
    WHERE appeal.state = 'open' AND ${isWithinReach(sql, staff)}
      AND coalesce(appeal.first_answered_by, heard.answered_by) IS DISTINCT FROM ${staff.staffId}`
  return [{ kind: 'appeals', count: counted?.count ?? 0, overdue: counted?.overdue ?? 0 }]
}
