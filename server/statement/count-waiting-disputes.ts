import type { DeskWaiting } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

/** Disputed statements that nobody has answered yet; the centre reads them. */
export const countWaitingDisputes = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { role }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (role !== 'centre') return []
  const [counted] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM statement
    WHERE statement_id IN (SELECT disputed.statement_id FROM statement_act AS disputed WHERE act = 'disputed')
      AND 'disputed' = (SELECT act FROM statement_act AS said WHERE said.statement_id = statement.statement_id
        ORDER BY act_no DESC LIMIT 1)
      AND NOT EXISTS (SELECT FROM statement AS newer WHERE newer.institution_id = statement.institution_id
        AND newer.city_day = statement.city_day AND newer.version = statement.version + 1)`
  return [{ kind: 'statementDisputes', count: counted?.count ?? 0, overdue: 0 }]
}
