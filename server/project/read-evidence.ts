import { REFUSALS, refuse, type ProjectEvidence, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { exclusionsOf } from '#server/exclusion/index'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'

import { readPeriod, refusalOfClaim } from './claim'
import { methodologyFor } from './methodologies'
import { leaveTrace } from './read-projects'
import { selectProject, type ProjectRow } from './project-row'
import { exclusionKeysOf } from './site-keys'

/**
 * What a verdict on a project rests on beside its reports: readings by month, the exclusion list, and what would be refused by now. A
 * person sees that hers were read. Refuses request.not-found.
 */
export const readEvidence = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  reader: StaffPrincipal,
  wireId: string,
): Promise<ProjectEvidence | Refusal> => {
  const [row] = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE project_id = ${decodeId('prj', wireId) ?? null} AND round > 0`
  if (row === undefined) return refuse('request.not-found')
  await leaveTrace({ sql, clock }, reader, row)
  const keysOf = await exclusionKeysOf(sql, [row])
  const entries = await exclusionsOf(sql, keysOf(row))
  return {
    months: await readMonths(sql, row),
    exclusions: entries.map(({ scheme, key, from, to }) => ({ scheme, siteKey: { ...key }, from, to })),
    refusal: await refusalNow(sql, row),
  }
}

/** As a period is reckoned: of each meter, measure and day the highest revision, and only what its record names. */
const readMonths = (sql: Queryable, { project_id: projectId, record: { meters } }: ProjectRow) =>
  sql<ProjectEvidence['months']>`
    SELECT to_char(day, 'YYYY-MM') AS month, measure, count(DISTINCT day)::int AS days, sum(quantity)::text AS quantity
    FROM (
      SELECT DISTINCT ON (meter_no, measure, day) measure, day, quantity FROM project_reading
      WHERE project_id = ${projectId} AND (meter_no, measure) IN (SELECT * FROM unnest(
        ${meters.map(({ meterNo }) => meterNo)}::text[], ${meters.map(({ measure }) => measure)}::text[]))
      ORDER BY meter_no, measure, day, revision DESC) AS latest
    GROUP BY 1, 2 ORDER BY 1, 2`

const refusalNow = async (sql: Queryable, row: ProjectRow): Promise<ProjectEvidence['refusal']> => {
  const period = readPeriod(row.record.period)
  const kept = period && (await methodologyFor(sql, row.record.kind, period))
  if (period === undefined || kept === undefined) return asSaid(refuse('project.kind-unknown'))
  const refused = await refusalOfClaim(sql, row, kept.methodology, period)
  return refused === undefined ? null : asSaid(refused)
}

const asSaid = ({ refused }: Refusal): NonNullable<ProjectEvidence['refusal']> => ({
  code: refused,
  message: { zh: REFUSALS[refused].zh, en: REFUSALS[refused].en },
})
