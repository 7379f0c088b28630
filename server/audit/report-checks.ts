import { createHash } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import { decodeId, encodeId } from '#domain/id'
import { sealedReport } from '#server/issuance/index'
import {
  readContentDigest,
  readSignedText,
  verifySignature,
  type SignatureAlgorithm,
  type Transaction,
} from '#server/platform/index'

import { readKeyTerms, wasTaken, type KeyTerms } from './key-terms'
import { decodedPath, readJsonObject } from './signed-words'

/** Opens a shared secret that is stored sealed; only who has the master key can. */
export type OpenSecret = (keyId: string, sealed: Uint8Array) => Uint8Array

interface ReportedRun {
  run_id: string
  operator_id: string
  report_id: string | null
  rides: bigint
  reduction_milligrams: bigint
  evidence_digest: Buffer | null
  operator_figures_digest: Buffer | null
  key_id: string | null
  signature_base: string | null
  signature: Buffer | null
  body: string | null
  algorithm: SignatureAlgorithm | null
  public_key: Buffer | null
  key_sealed: Buffer | null
  /** Null where there is no report in this moment, or no key of this id. */
  key_of: string | null
  reported_at: Date
  valid_from: Date
  valid_to: Date | null
}

/**
 * Every report that closed a run is proved again: the key was the operator's when it reported, the signature holds for the kept text, the
 * text is of this run's report and of the kept body, the body tells the run's figures, and the log of actions sealed all of it. Throws
 * when a report was signed with a shared secret and nobody can open it.
 */
export async function* reportFaults(sql: Transaction, openSecret?: OpenSecret): AsyncGenerator<AuditFault> {
  const sealed = await lastSeals(sql)
  const terms = await readKeyTerms(sql, 'operator-key')
  for (const run of await reportedRuns(sql)) {
    const seal = sealed.get(run.run_id)
    for (const [what, expected, found] of [...keyFaults(run, terms), ...proofFaults(run, seal, openSecret)])
      yield { table: 'run_report', key: `run_id=${run.run_id}`, what, expected, found }
  }
}

type Fault = readonly [what: string, expected: string, found: string]
type Seal = Readonly<Record<string, unknown>>

function* keyFaults(run: ReportedRun, terms: ReadonlyMap<string, KeyTerms>): Generator<Fault> {
  const expected = `a key that ${run.operator_id} held then`
  const isHeld = run.key_of === run.operator_id && wasTaken(run, terms.get(run.key_id ?? ''), run.reported_at)
  if (!isHeld) yield ['key_id', expected, run.key_id ?? 'no report']
}

/** Of a report from before the proof was kept, which the log of actions knows by its lack of a seal, the key is all there is. */
function* proofFaults(run: ReportedRun, seal: Seal | undefined, openSecret?: OpenSecret): Generator<Fault> {
  const { report_id: reportId, signature_base: base, signature, body } = run
  if (seal?.['reportId'] === undefined && base === null) return
  if (reportId === null || base === null || signature === null || body === null) {
    yield ['report', 'a report with its signed text and its body', 'none']
    return
  }
  const read = readSignedText(base)
  const digest = readContentDigest(read.contentDigest)
  const isOfBody = Buffer.isBuffer(digest) && digest.equals(createHash('sha256').update(body).digest())
  if (!isOfBody) yield ['body', 'the body whose digest was signed', 'another']
  if (read.keyId !== run.key_id) yield ['key_id', String(read.keyId), String(run.key_id)]
  const request = `POST /v1/operators/${run.operator_id}/runs/${encodeId('run', run.run_id)}/report`
  const told = `${read.method} ${decodedPath(read.path)}`
  if (told !== request) yield ['signature_base', request, told]
  if (!holds(run, base, signature, openSecret))
    yield ['signature', `that of ${run.key_id} for the signed text`, 'another']
  yield* figureFaults(run, body)
  const kept = sealedReport({ reportId, base, signature, body }, run)
  for (const [name, found] of Object.entries(kept)) {
    if (seal?.[name] !== found)
      yield [`${name} in the log of actions`, String(seal?.[name] ?? 'none'), String(found)]
  }
}

function* figureFaults(run: ReportedRun, body: string): Generator<Fault> {
  const expected = `${run.rides} rides, ${run.reduction_milligrams} mg`
  const told = readJsonObject(body)
  const found = `${String(told?.['rides'])} rides, ${String(told?.['reductionMilligrams'])} mg`
  if (expected !== found) yield ['figures of the body', expected, found]
}

function holds(run: ReportedRun, base: string, signature: Buffer, openSecret?: OpenSecret): boolean {
  const { algorithm, public_key: publicKey, key_sealed: sealed, key_id: keyId } = run
  if (algorithm === null || keyId === null) return false
  const key = publicKey ?? (sealed === null ? undefined : secretOf(keyId, sealed, openSecret))
  return key !== undefined && verifySignature({ algorithm, key }, Buffer.from(base, 'utf8'), signature)
}

function secretOf(keyId: string, sealed: Buffer, openSecret?: OpenSecret): Uint8Array | undefined {
  if (openSecret === undefined)
    throw new Error(`${keyId} signs with a shared secret: set SUITAN_MASTER_KEY to prove its reports.`)
  try {
    return openSecret(keyId, sealed)
  } catch {
    return undefined
  }
}

/** What the log of actions says of each run's last report. */
const lastSeals = async (sql: Transaction): Promise<ReadonlyMap<string, Seal>> => {
  const rows = await sql<{ subject: string; detail: Seal }[]>`
    SELECT subject, detail FROM audit_entry WHERE action = 'run.reported' ORDER BY sequence`
  const seals = new Map<string, Seal>()
  for (const { subject, detail } of rows) {
    const runId = decodeId('run', subject)
    if (runId !== undefined) seals.set(runId, detail)
  }
  return seals
}

const reportedRuns = (sql: Transaction): Promise<ReportedRun[]> =>
  sql<ReportedRun[]>`
    SELECT run.run_id, operator.operator_id, run.report_id, run.rides, run.reduction_milligrams, run.evidence_digest,
      run.operator_figures_digest, report.key_id, report.signature_base, report.signature, report.body, own.algorithm, own.public_key,
      own.key_sealed, CASE WHEN report.reported_at = run.reported_at THEN own.operator_id END AS key_of, run.reported_at, own.valid_from,
      own.valid_to
    FROM run JOIN operator USING (operator_no)
    LEFT JOIN run_report AS report ON report.report_id = run.report_id AND report.run_id = run.run_id
    LEFT JOIN operator_key AS own ON own.key_id = report.key_id
    WHERE run.state IN ('reported', 'verified', 'confirmed', 'issued')
    ORDER BY run.run_id`
