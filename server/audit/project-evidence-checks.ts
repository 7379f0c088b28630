import type { ProjectRecord } from '#contract'
import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { recordDigest } from '#server/methodology/index'
import { readSignedText, verifyEd25519, readContentDigest, type Transaction } from '#server/platform/index'
import { readMethodologyRow, reckonPeriod, reviewDigestOf, textsOf } from '#server/project/index'

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
  yield* pushFaults(sql)
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
    const { methodology } = await readMethodologyRow(sql, row.methodology_no)
    const period = { from: row.period_from, to: row.period_to }
    const { project_id: projectId, record } = row
    const again = await reckonPeriod(sql, { projectId, period, methodology, meters: record.meters })
    const key = `project_id=${projectId}, report_no=${row.report_no}`
    const expected = figuresText({ ...again, totals: textsOf(again.totals) })
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

interface PushRow {
  project_id: string
  push_id: string
  content_digest: Buffer
  row_count: number
  accepted: number
  outcome: string
  signature_base: string | null
  signature: Buffer | null
  public_key: Buffer | null
  lines: number[]
}

async function* pushFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rows = await sql<PushRow[]>`
    SELECT project_id, push_id, content_digest, row_count, accepted, outcome, signature_base, signature, public_key,
      ARRAY(SELECT line FROM project_reading AS reading
        WHERE (reading.project_id, reading.push_id) = (push.project_id, push.push_id) ORDER BY line) AS lines
    FROM project_push AS push LEFT JOIN institution_key USING (key_id)`
  for (const row of rows) {
    const key = `project_id=${row.project_id}, push_id=${row.push_id}`
    const {
      rows: told,
      counts,
      verdicts,
    } = JSON.parse(row.outcome) as {
      rows: number
      counts: { accepted: number }
      verdicts: { line: number; verdict: string }[]
    }
    const accepted = verdicts.filter(({ verdict }) => verdict === 'accepted').map(({ line }) => line)
    const expected = `${told} rows, ${counts.accepted} accepted, lines ${accepted.join(' ')}`
    const found = `${row.row_count} rows, ${row.accepted} accepted, lines ${row.lines.join(' ')}`
    if (found !== expected)
      yield { table: 'project_push', key, what: 'readings as answered', expected, found }
    if (row.signature_base !== null && !isAsSigned(row))
      yield {
        table: 'project_push',
        key,
        what: 'signature',
        expected: 'its sender’s signature over these bytes',
        found: 'another',
      }
  }
}

const isAsSigned = (row: PushRow): boolean => {
  const { signature_base: base, signature, public_key: publicKey } = row
  if (base === null || signature === null || publicKey === null) return false
  const digest = readContentDigest(readSignedText(base).contentDigest)
  const isOfBytes = Buffer.isBuffer(digest) && digest.equals(row.content_digest)
  return isOfBytes && verifyEd25519(publicKey, Buffer.from(base, 'utf8'), signature)
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
