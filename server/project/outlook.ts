import {
  isRefusal,
  refuse,
  REFUSALS,
  type ProjectOutlook,
  type ProjectPeriod,
  type Refusal,
  type RefusalCode,
} from '#contract'
import { addMonths, firstDayOf, monthOfDay, type CityMonth } from '#domain/calendar'
import { decodeId } from '#domain/id'
import type { Period } from '#domain/project'
import type { Owner } from '#server/institution/index'
import type { Dependencies, Queryable } from '#server/platform/index'

import { refusalOfClaim } from './claim'
import { judgePeriod, refusalOfReckoned } from './hand-in-report'
import type { KeptMethodology } from './methodologies'
import { isOwn } from './owner'
import { selectProject, type ProjectRow } from './project-row'
import { reckonPeriod, textsOf } from './reckon-period'
import { siteKeysOf } from './site-keys'

/**
 * What a period of an owner's project would come to and what would be said to it, asked as handing it in asks; nothing is kept. Refuses
 * request.not-found, and what makes no period of any project: request.invalid, project.period-open, project.period-invalid,
 * project.kind-unknown.
 */
export const foreseeReport = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  owner: Owner,
  asked: { projectId: string; period: ProjectPeriod },
): Promise<ProjectOutlook | Refusal> => {
  const [row] = await sql<ProjectRow[]>`
    ${selectProject(sql)} WHERE project_id = ${decodeId('prj', asked.projectId) ?? null} AND ${isOwn(sql, owner)}`
  if (row === undefined) return refuse('request.not-found')
  const judged = await judgePeriod(sql, row, { period: asked.period, now: clock.now() })
  if (isRefusal(judged)) return judged
  const { period, kept } = judged
  const reckoned = await reckonPeriod(sql, { ...measuredOf(row), period, ...kept })
  const refused = (await refusalOfClaim(sql, row, kept.methodology, period)) ?? (await takenSite(sql, row))
  const refusal = refused ?? refusalOfReckoned(row, kept, reckoned) ?? null
  return {
    period,
    readings: reckoned.readings,
    totals: textsOf(reckoned.totals),
    reductionMilligrams: reckoned.reductionMilligrams.toString(),
    months: await monthsOf(sql, row, { period, kept }),
    refusal: refusal && wordsOf(refusal.refused),
  }
}

const measuredOf = ({ project_id: projectId, record }: ProjectRow) => ({ projectId, meters: record.meters })

/** A site of it that is part of another project. */
const takenSite = async (sql: Queryable, row: ProjectRow): Promise<Refusal | undefined> => {
  const keys = siteKeysOf(row.record)
  const taken = await sql`
    SELECT FROM project_site JOIN unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ value }) => value)}::text[]) AS site (kind, value)
      ON (key_kind, key_value) = (kind, value)
    WHERE released_at IS NULL AND project_id <> ${row.project_id} LIMIT 1`
  return taken.length === 0 ? undefined : refuse('project.site-taken')
}

const monthsOf = async (
  sql: Queryable,
  row: ProjectRow,
  { period, kept }: { period: Period; kept: KeptMethodology },
): Promise<ProjectOutlook['months']> => {
  const months: ProjectOutlook['months'] = []
  for (let month = monthOfDay(period.from); firstDayOf(month) < period.to; month = addMonths(month, 1)) {
    const part = await reckonPeriod(sql, { ...measuredOf(row), period: withinMonth(period, month), ...kept })
    if (part.readings > 0) months.push({ month, readings: part.readings, totals: textsOf(part.totals) })
  }
  return months
}

const withinMonth = ({ from, to }: Period, month: CityMonth): Period => {
  const [first, end] = [firstDayOf(month), firstDayOf(addMonths(month, 1))]
  return { from: from > first ? from : first, to: to < end ? to : end }
}

const wordsOf = (code: RefusalCode): NonNullable<ProjectOutlook['refusal']> => {
  const { zh, en, nextZh, nextEn } = REFUSALS[code]
  return { code, message: zh, messageEn: en, next: nextZh, nextEn }
}
