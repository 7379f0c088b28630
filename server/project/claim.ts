import { refuse, type ProjectRecord, type Refusal } from '#contract'
import { parseCalendarDay, parseCityDay } from '#domain/calendar'
import { siteValue } from '#domain/exclusion'
import { decodeId } from '#domain/id'
import { ineligibilityOf, type Period, type ProjectMethodology } from '#domain/project'
import { exclusionsOf } from '#server/exclusion/index'
import type { Queryable } from '#server/platform/index'

import type { ProjectRow } from './project-row'
import { exclusionKeysOf, siteKeysOf } from './site-keys'

/** The period as days that exist; undefined otherwise. */
export const readPeriod = ({ from, to }: { from: string; to: string }): Period | undefined => {
  const [first, end] = [parseCityDay(from), parseCityDay(to)]
  return first === undefined || end === undefined ? undefined : { from: first, to: end }
}

/**
 * What in a record's texts is no day, no site or no institution, or a meter named twice. Refuses request.invalid, project.meter-twice,
 * project.institution-unknown.
 */
export const recordFaultOf = async (sql: Queryable, record: ProjectRecord): Promise<Refusal | undefined> => {
  if (parseCalendarDay(record.startDay) === undefined)
    return refuse('request.invalid', '/body/record/startDay')
  if (readPeriod(record.period) === undefined) return refuse('request.invalid', '/body/record/period')
  if (siteKeysOf(record).some(({ value }) => value === ''))
    return refuse('request.invalid', '/body/record/siteKeys')
  // The same meter written in two ways would be read twice.
  const meters = new Set(record.meters.map(({ meterNo, measure }) => `${siteValue(meterNo)} ${measure}`))
  if (meters.size < record.meters.length) return refuse('project.meter-twice', '/body/record/meters')
  if (record.pusherId === null) return undefined
  const known = await sql`
    SELECT FROM institution WHERE institution_id = ${decodeId('org', record.pusherId) ?? null}`
  return known.length === 0 ? refuse('project.institution-unknown', '/body/record/pusherId') : undefined
}

/**
 * Why a project may not be credited for a period as things stand now: the rules of its methodology, the exclusion list, what was issued
 * for its sites and meters before, the owners' entrustments. Asked at application, in review and at every issuing. Refuses the name of the
 * rule, project.days-issued, project.entrustment-missing.
 */
export const refusalOfClaim = async (
  sql: Queryable,
  row: Pick<ProjectRow, 'project_id' | 'institution_id' | 'record'>,
  methodology: ProjectMethodology,
  period: Period,
): Promise<Refusal | undefined> => {
  const { record } = row
  const startDay = parseCalendarDay(record.startDay)
  if (startDay === undefined) throw new Error('a record was kept with a day that is none')
  const siteKeys = (await exclusionKeysOf(sql, [row]))(row)
  const claim = { size: record.size, startDay, siteKeys, otherScheme: record.otherScheme }
  const ineligible = ineligibilityOf(methodology, claim, period, await exclusionsOf(sql, siteKeys))
  if (ineligible !== undefined) return refuse(ineligible)
  return (await refusalOfIssuedDays(sql, row, period)) ?? refusalOfEntrustments(sql, row, methodology)
}

/**
 * Days of a site or meter that were issued to another project, whether it runs or has ended. Whoever has a site has it alone
 * (`project_site_once`) and lets go of it only when nothing more is issued to him, so by the time a project is reviewed or issued all that
 * was ever issued for its site stands here, and nothing is added meanwhile. An organisation's code tells no site from another.
 */
const refusalOfIssuedDays = async (
  sql: Queryable,
  { project_id: projectId, record }: Pick<ProjectRow, 'project_id' | 'record'>,
  period: Period,
): Promise<Refusal | undefined> => {
  const keys = siteKeysOf(record).filter(({ kind }) => kind !== 'creditCode')
  const issued = await sql`
    SELECT FROM project_site AS site JOIN unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ value }) => value)}::text[]) AS asked (kind, value)
      ON (key_kind, key_value) = (kind, value)
    JOIN project AS other USING (project_id, round)
    JOIN project_issuance USING (project_id) JOIN project_report USING (project_id, report_no)
    WHERE project_id <> ${projectId} AND period_from < ${period.to} AND ${period.from} < period_to LIMIT 1`
  return issued.length === 0 ? undefined : refuse('project.days-issued')
}

/** Every site is entrusted by a live entrustment the project names; whoever applies for itself needs none. */
const refusalOfEntrustments = async (
  sql: Queryable,
  { institution_id: institutionId, record }: Pick<ProjectRow, 'institution_id' | 'record'>,
  { siteKeyKind }: ProjectMethodology,
): Promise<Refusal | undefined> => {
  if (record.entrustmentIds.length === 0) return undefined
  const ids = record.entrustmentIds.map((id) => decodeId('ent', id) ?? null)
  const entrusted = await sql<{ key_value: string }[]>`
    SELECT key_value FROM project_entrustment AS given
    LEFT JOIN account USING (account_id)
    WHERE entrustment_id = ANY (${ids}::text[]::uuid[]) AND institution_id = ${institutionId} AND key_kind = ${siteKeyKind}
      AND ended_at IS NULL AND account.closed_at IS NULL`
  const sites = siteKeysOf(record).filter(({ kind }) => kind === siteKeyKind)
  const alone = sites.find(({ value }) => !entrusted.some((row) => row.key_value === value))
  return alone === undefined ? undefined : refuse('project.entrustment-missing', alone.value)
}
