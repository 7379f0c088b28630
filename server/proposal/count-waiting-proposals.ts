import type { DeskWaiting } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { panelVerdict, reviewTermsOn } from '#domain/methodology'
import { recordDigest } from '#server/methodology/index'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'

import { panelOf, readSeats } from './panel'
import { selectProposal, type ProposalRow } from './proposal-row'
import { latestNames, publicationOf, SIGNING_ROLES } from './signatures'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type Waiting = DeskWaiting['items']

const REVIEWS_MAX = 200

/**
 * Methodologies that wait for this member of staff: formal checks and panels for the centre, publications for the office that has not
 * signed – or not for the day the other one named.
 */
export const countWaitingProposals = async (deps: Parts, staff: StaffPrincipal): Promise<Waiting> => {
  if (!SIGNING_ROLES.some((role) => role === staff.role)) return []
  const { panels, publications } = await countReviews(deps, staff)
  const signing: Waiting = [{ kind: 'publications', count: publications, overdue: 0 }]
  if (staff.role !== 'centre') return signing
  return [await countChecks(deps), { kind: 'panels', count: panels, overdue: 0 }, ...signing]
}

const countChecks = async ({ sql, clock }: Parts): Promise<Waiting[number]> => {
  const [counted] = await sql<{ count: number; overdue: number }[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE check_due_at <= ${clock.now()})::int AS overdue
    FROM methodology_proposal WHERE state IN ('submitted', 'formalCheck')`
  return { kind: 'formChecks', count: counted?.count ?? 0, overdue: counted?.overdue ?? 0 }
}

/** A panel needs the centre when somebody has to be asked or its opinions have to be followed; while experts write, nobody is waited for. */
const countReviews = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
): Promise<{ panels: number; publications: number }> => {
  const now = clock.now()
  const { opinionsNeeded } = reviewTermsOn(cityDayOf(now))
  const rows = await sql<ProposalRow[]>`
    ${selectProposal(sql)} WHERE state = 'review' ORDER BY opened_at, proposal_id LIMIT ${REVIEWS_MAX}`
  let [panels, publications] = [0, 0]
  for (const row of rows) {
    const panel = panelOf(await readSeats(sql, row, now), row.round)
    const verdict = panelVerdict(panel, opinionsNeeded)
    const isShort = panel.filter(({ left }) => !left).length < opinionsNeeded
    if (verdict === 'against' || verdict === 'inConflict' || isShort) panels += 1
    if (verdict === 'agreed' && (await isNameMissing(sql, row, staff))) publications += 1
  }
  return { panels, publications }
}

/** Whether her office has not put a name under this record, or another day stands under the other office's. */
const isNameMissing = async (
  sql: Queryable,
  row: ProposalRow,
  { role }: StaffPrincipal,
): Promise<boolean> => {
  const signed = await sql<{ role: string; day: string }[]>`
    SELECT role, day::text FROM (${latestNames(sql, publicationOf(row))}) AS latest
    WHERE record_digest = ${recordDigest(row.record)}`
  const own = signed.find((one) => one.role === role)
  return own === undefined || signed.some(({ day }) => day !== own.day)
}
