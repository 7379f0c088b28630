import type postgres from 'postgres'

import { isRefusal, refuse, type ProjectPeriod, type Refusal } from '#contract'
import { cityDayOf, daysBetween, type CityDay } from '#domain/calendar'
import { dueAfter } from '#domain/methodology'
import {
  implausibleDayOf,
  periodFaultOf,
  projectTermsOn,
  stepProject,
  isProjectStepRefusal,
  type Period,
} from '#domain/project'
import { whileOwning, type Owner } from '#server/institution/index'
import { inTransaction, type Dependencies, type Queryable, type Transaction } from '#server/platform/index'

import { readPeriod, refusalOfClaim } from './claim'
import { methodologyFor, type KeptMethodology } from './methodologies'
import { actorOf } from './owner'
import { stateOf, type ProjectRow } from './project-row'
import { reckonPeriod, textsOf, type Reckoned } from './reckon-period'
import { holdProject, logOf, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** A report as it was just kept. */
export interface KeptReport {
  readonly reportNo: number
  readonly evidenceDigest: Buffer
  readonly reductionMilligrams: bigint
}

/**
 * Reckons a period of a held project and keeps it as its next report. Refuses what `judgePeriod`, `refusalOfClaim` and
 * `refusalOfReckoned` do.
 */
export const keepReport = async (
  transaction: Transaction,
  row: ProjectRow,
  asked: { period: ProjectPeriod; now: Date; dueAt: Date | null },
): Promise<KeptReport | Refusal> => {
  const judged = await judgePeriod(transaction, row, asked)
  if (isRefusal(judged)) return judged
  const { period, reportNo, kept } = judged
  const refused = await refusalOfClaim(transaction, row, kept.methodology, period)
  if (refused !== undefined) return refused
  const projectId = row.project_id
  const reckoned = await reckonPeriod(transaction, { projectId, period, meters: row.record.meters, ...kept })
  const unsound = refusalOfReckoned(row, kept, reckoned)
  if (unsound !== undefined) return unsound
  await transaction`
    INSERT INTO project_report (project_id, report_no, period_from, period_to, methodology_no, readings, totals, reduction_milligrams,
      evidence_digest, state, handed_in_at, due_at)
    VALUES (${projectId}, ${reportNo}, ${period.from}, ${period.to}, ${kept.methodologyNo}, ${reckoned.readings},
      ${transaction.json(textsOf(reckoned.totals) as postgres.JSONValue)}, ${reckoned.reductionMilligrams},
      ${reckoned.evidenceDigest}, 'handedIn', ${asked.now}, ${asked.dueAt})`
  return { reportNo, ...reckoned }
}

/**
 * Why what a period comes to is not reported. Its readings were taken line by line, but a record that was amended since may say of another
 * size or of other meters. Refuses project.readings-implausible with the day, project.nothing-measured.
 */
export const refusalOfReckoned = (
  { record }: Pick<ProjectRow, 'record'>,
  { methodology }: Pick<KeptMethodology, 'methodology'>,
  { latest, reductionMilligrams }: Reckoned,
): Refusal | undefined => {
  const day = implausibleDayOf(methodology, record.size, latest)
  if (day !== undefined) return refuse('project.readings-implausible', day)
  return reductionMilligrams === 0n ? refuse('project.nothing-measured') : undefined
}

/** A period that may be reported next, and the methodology it is reckoned by. */
interface JudgedPeriod {
  readonly period: Period
  readonly reportNo: number
  readonly kept: KeptMethodology
}

/**
 * Whether a period of a project may be reported next. Refuses request.invalid, project.period-open, project.period-invalid,
 * project.kind-unknown.
 */
export const judgePeriod = async (
  sql: Queryable,
  row: ProjectRow,
  asked: { period: ProjectPeriod; now: Date },
): Promise<JudgedPeriod | Refusal> => {
  const period = readPeriod(asked.period)
  if (period === undefined) return refuse('request.invalid', '/body/period')
  const { reportNo, reportedUntil } = await nextReport(sql, row.project_id)
  const days = daysBetween(period.from, period.to)
  const fault = periodFaultOf(period, { today: cityDayOf(asked.now), reportedUntil, days })
  if (fault !== undefined) return refuse(fault)
  const kept = await methodologyFor(sql, row.record.kind, period)
  return kept === undefined ? refuse('project.kind-unknown') : { period, reportNo, kept }
}

const nextReport = async (
  sql: Queryable,
  projectId: string,
): Promise<{ reportNo: number; reportedUntil: CityDay | null }> => {
  const [row] = await sql<{ last: number; until: CityDay | null }[]>`
    SELECT coalesce(max(report_no), 0)::int AS last, max(period_to) FILTER (WHERE state <> 'returned') AS until
    FROM project_report WHERE project_id = ${projectId}`
  return { reportNo: (row?.last ?? 0) + 1, reportedUntil: row?.until ?? null }
}

/** Periods of a project that were handed in and not sent back. */
export const reportedPeriods = (transaction: Transaction, projectId: string): Promise<Period[]> =>
  transaction<Period[]>`
    SELECT period_from AS from, period_to AS to FROM project_report WHERE project_id = ${projectId} AND state <> 'returned'`

/**
 * Hands the report of a later period in, by itself: the project is not reviewed again. Refuses request.not-found, project.not-crediting
 * and what `keepReport` does.
 */
export const handInReport = async (
  parts: Parts,
  owner: Owner,
  act: Act & { period: ProjectPeriod },
): Promise<Refusal | null> =>
  whileOwning<Refusal | null>(parts, owner, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, owner)
    if (row === undefined) return refuse('request.not-found')
    const next = stepProject(stateOf(row), 'issue')
    if (isProjectStepRefusal(next)) return refuse(next)
    const now = parts.clock.now()
    const dueAt = dueAfter(now, projectTermsOn(cityDayOf(now)).verificationDays)
    const kept = await keepReport(transaction, row, { period: act.period, now, dueAt })
    if (isRefusal(kept)) return kept
    const entry = {
      actor: actorOf(owner),
      action: 'project.reported' as const,
      now,
      requestId: act.requestId,
    }
    await logOf(transaction, row, entry, detailOf(kept))
    return null
  })

/** A report in the log of actions: its number, its figure and the digest of what is behind it. */
export const detailOf = ({ reportNo, reductionMilligrams, evidenceDigest }: KeptReport) => ({
  reportNo,
  reductionMilligrams: reductionMilligrams.toString(),
  evidenceDigest: evidenceDigest.toString('hex'),
})

/** Runs staff's work on a project in a transaction. */
export const asStaff = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, work)
