import type { DeskWaiting } from '#contract'
import { DECIDING_BODIES } from '#domain/project'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

interface Counted {
  checks: number
  late_checks: number
  reviews: number
  late_reviews: number
  reports: number
  late_reports: number
  issuings: number
}

/**
 * Projects that wait for this member of staff: applications and reports for the centre, reviews and issuings under which nobody of her
 * body has put a name.
 */
export const countWaitingProjects = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { role }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (!DECIDING_BODIES.some((body) => body === role)) return []
  const now = clock.now()
  const isSigned = (act: 'review' | 'issue', digest: ReturnType<typeof sql>) => sql`
    EXISTS (SELECT FROM project_signature AS own WHERE own.project_id = project.project_id AND own.act = ${act}
      AND own.role = ${role} AND own.digest = ${digest})`
  const [counted] = await sql<Counted[]>`
    SELECT applied.*, reported.* FROM (
      SELECT count(*) FILTER (WHERE state = 'applied')::int AS checks,
        count(*) FILTER (WHERE state = 'applied' AND due_at <= ${now})::int AS late_checks,
        count(*) FILTER (WHERE state = 'review')::int AS reviews,
        count(*) FILTER (WHERE state = 'review' AND due_at <= ${now})::int AS late_reviews
      FROM project JOIN project_round USING (project_id, round)
      WHERE state = 'applied' OR state = 'review' AND NOT ${isSigned('review', sql`review_digest`)}) AS applied, (
      SELECT count(*) FILTER (WHERE report.state = 'handedIn')::int AS reports,
        count(*) FILTER (WHERE report.state = 'handedIn' AND report.due_at <= ${now})::int AS late_reports,
        count(*) FILTER (WHERE report.state = 'verified' AND NOT ${isSigned('issue', sql`evidence_digest`)})::int AS issuings
      FROM project_report AS report JOIN project USING (project_id)
      WHERE project.state IN ('crediting', 'tracking') AND report.state IN ('handedIn', 'verified')) AS reported`
  if (counted === undefined) throw new Error('a count without a group returned no row')
  const { checks, late_checks, reviews, late_reviews, reports, late_reports, issuings } = counted
  const isCentre = role === 'centre'
  return [
    { kind: 'projectChecks', count: isCentre ? checks : 0, overdue: late_checks },
    { kind: 'projectReviews', count: reviews, overdue: late_reviews },
    { kind: 'reportsToVerify', count: isCentre ? reports : 0, overdue: late_reports },
    { kind: 'issuings', count: issuings, overdue: 0 },
  ]
}
