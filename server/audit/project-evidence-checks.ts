import postgres from 'postgres'

import type { ProjectRecord } from '#contract'
import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { recordDigest } from '#server/methodology/index'
import { isDatabaseLoss, type Transaction } from '#server/platform/index'
import { readMethodologyRow, reckonPeriod, reviewDigestOf, textsOf } from '#server/project/index'

import { projectPushFaults } from './project-push-checks'

/** Where a project stands by the last step of the log of actions. */
const STATE_OF_ACTION: Readonly<Record<string, string>> = {
  'project.opened': 'draft',
  'project.applied': 'applied',
  'project.accepted': 'review',
  'project.returned': 'returned',
  'project.withdrawn': 'withdrawn',
  'project.refused': 'refused',
  'project.approved': 'crediting',
  'project.issued': 'tracking',
  'project.suspended': 'suspended',
  'project.ended': 'ended',
}

/** Reports from their readings, rounds from what was applied with, pushes from their own answers and signatures, states from the log. */
export async function* projectFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  yield* methodologyFaults(sql)
  yield* reportFaults(sql)
  yield* projectPushFaults(sql)
  yield* stateFaults(sql)
}

/** A methodology for projects is the very record that was loaded. */
async function* methodologyFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<{ name: string; definition: Record<string, unknown>; digest: string | null }[]>`
    SELECT format('%s/%s', code, version) AS name, definition, entry.detail ->> 'recordDigest' AS digest
    FROM project_methodology LEFT JOIN audit_entry AS entry
      ON entry.action = 'project-methodology.kept' AND entry.subject = format('%s/%s', code, version)`
  for (const { name, definition, digest } of rows) {
    const found = recordDigest(definition).toString('hex')
    if (found === digest) continue
    const expected = digest ?? 'an entry project-methodology.kept of the log of actions'
    yield { table: 'project_methodology', key: name, what: 'as kept', expected, found }
  }
}

interface ReportRow {
  project_id: string
  report_no: number
  period_from: CityDay
  period_to: CityDay
  methodology_no: number
  readings: number
  totals: Record<string, string>
  reduction_milligrams: bigint
  evidence_digest: Buffer
  record: ProjectRecord
  review_digest: Buffer | null
}

/** What was sent back may be measured anew, so only what was not is reckoned again. */
async function* reportFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<ReportRow[]>`
    SELECT project_id, report_no, period_from, period_to, methodology_no, readings, totals, reduction_milligrams, evidence_digest,
      coalesce(round.record, project.record) AS record, review_digest
    FROM project_report AS report JOIN project USING (project_id) LEFT JOIN project_round AS round USING (project_id, report_no)
    WHERE report.state <> 'returned'`
  for (const row of rows) {
    const { project_id: projectId, record } = row
    const key = `project_id=${projectId}, report_no=${row.report_no}`
    const expected = await figuresAgain(sql, row)
    const found = figuresText({
      ...row,
      reductionMilligrams: row.reduction_milligrams,
      evidenceDigest: row.evidence_digest,
    })
    if (found !== expected) yield { table: 'project_report', key, what: 'figures', expected, found }
    if (row.review_digest === null) continue
    const signed = reviewDigestOf(record, row.evidence_digest).toString('hex')
    const kept = row.review_digest.toString('hex')
    if (kept !== signed)
      yield { table: 'project_round', key, what: 'review digest', expected: signed, found: kept }
  }
}

/** What the readings come to now; a record or a methodology changed to nonsense comes to nothing, and stops no audit. */
const figuresAgain = async (sql: Transaction, row: ReportRow): Promise<string> => {
  const { project_id: projectId, record } = row
  const period = { from: row.period_from, to: row.period_to }
  try {
    const { methodology } = await readMethodologyRow(sql, row.methodology_no)
    const again = await reckonPeriod(sql, { projectId, period, methodology, meters: record.meters })
    return figuresText({ ...again, totals: textsOf(again.totals) })
  } catch (error) {
    if (error instanceof postgres.PostgresError || isDatabaseLoss(error)) throw error
    return 'what cannot be reckoned'
  }
}

const figuresText = (figures: {
  readings: number
  totals: Record<string, string>
  reductionMilligrams: bigint
  evidenceDigest: Buffer
}): string => {
  const totals = Object.entries(figures.totals).sort().flat().join(' ')
  const digest = figures.evidenceDigest.toString('hex')
  return `${figures.readings} readings, ${totals}, ${figures.reductionMilligrams} mg, ${digest}`
}

interface StateRow {
  project_id: string
  state: string
  live: number
  is_live: boolean
}

/** States from the log of actions; a site is taken exactly while its project applies or runs. */
async function* stateFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const entries = await sql<{ subject: string; action: string }[]>`
    SELECT subject, action FROM audit_entry WHERE action LIKE 'project.%' ORDER BY sequence`
  const states = new Map<string, string>()
  const isIssued = new Set<string>()
  for (const { subject, action } of entries) {
    if (action === 'project.issued') isIssued.add(subject)
    const resumed = isIssued.has(subject) ? 'tracking' : 'crediting'
    const state = action === 'project.resumed' ? resumed : STATE_OF_ACTION[action]
    if (state !== undefined) states.set(subject, state)
  }
  const rows = await sql<StateRow[]>`
    SELECT project_id, state, state IN ('applied', 'review', 'crediting', 'tracking', 'suspended') AS is_live,
      (SELECT count(*)::int FROM project_site AS site WHERE site.project_id = project.project_id AND released_at IS NULL) AS live
    FROM project`
  for (const { project_id: projectId, state, live, is_live: isLive } of rows) {
    const key = `project_id=${projectId}`
    const expected = states.get(encodeId('prj', projectId)) ?? 'no entry of the log of actions'
    if (state !== expected) yield { table: 'project', key, what: 'state', expected, found: state }
    if (live > 0 === isLive) continue
    const site = isLive ? 'taken' : 'free'
    yield { table: 'project_site', key, what: 'site', expected: site, found: `${live} taken` }
  }
}
