import type { DeskWaiting } from '#contract'
import { CORRECTING_BODIES } from '#domain/credit-record'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

/**
 * Requests for correction that wait for this member of staff: nobody of her body has named units yet, or another body named others. Not
 * the review of what she refused herself.
 */
export const countWaitingCorrections = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { role, staffId }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (!CORRECTING_BODIES.some((body) => body === role)) return []
  const [counted] = await sql<{ count: number; overdue: number }[]>`
    WITH waiting AS (
      SELECT * FROM credit_correction WHERE state = 'open'
    ), named AS (
      SELECT DISTINCT ON (correction_id, staff_id) correction_id, body, word.units
      FROM credit_correction_word AS word JOIN waiting USING (correction_id)
      ORDER BY correction_id, staff_id, word_no DESC
    )
    SELECT count(*)::int AS count, count(*) FILTER (WHERE due_at <= ${clock.now()})::int AS overdue FROM waiting
    WHERE (
      NOT EXISTS (SELECT FROM named WHERE named.correction_id = waiting.correction_id AND body = ${role})
      OR EXISTS (SELECT FROM named AS own JOIN named AS other USING (correction_id)
        WHERE correction_id = waiting.correction_id AND own.body = ${role} AND other.body <> own.body AND other.units <> own.units)
    ) AND NOT EXISTS (
      SELECT FROM credit_correction AS earlier JOIN credit_correction_word AS said USING (correction_id)
      WHERE (earlier.account_id = waiting.account_id OR earlier.institution_id = waiting.institution_id)
        AND earlier.line_id = waiting.line_id AND earlier.city_month = waiting.city_month AND earlier.hearing < waiting.hearing
        AND said.staff_id = ${staffId} AND said.units IS NULL)`
  return [{ kind: 'creditCorrections', count: counted?.count ?? 0, overdue: counted?.overdue ?? 0 }]
}
