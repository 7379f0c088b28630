import postgres from 'postgres'

import type { AuditFault } from '#domain/audit'
import { judgeReading, type ReadingOutcome } from '#domain/credit-record'
import { encodeId } from '#domain/id'
import {
  boundsOf,
  claimedTermsOf,
  heldOf,
  purposeOf,
  selectStatement,
  verifyStatement,
  type StatedRecord,
  type StatementRow,
} from '#server/credit-record/index'
import { canonicalJson, type CryptoModule, type Transaction } from '#server/platform/index'

const ROWS_A_ROUND = 500

/**
 * Corrections must follow from the chained log word by word; a statement is what we signed, for the reader and the days in its row, over a
 * record that its evidence bears out; every reading was answered as purpose, days and revocation then demanded. Without `crypto` no
 * signature is looked at.
 */
export async function* creditFaults(sql: Transaction, crypto?: CryptoModule): AsyncGenerator<AuditFault> {
  yield* correctionFaults(sql)
  if (crypto !== undefined) yield* statementFaults(sql, crypto)
  yield* readingFaults(sql)
}

interface Decided {
  readonly correction_id: string
  readonly state: string
  readonly granted_units: number | null
  readonly answered_at: Date | null
  readonly said: readonly string[]
}

/** One word or entry as a line that can be compared. Units as they are written: the log could hold anything. */
const lineOf = (actor: string, body: string | null, units: number | string | null, at: Date): string =>
  `${actor} ${body} ${units ?? 'refused'} ${momentText(at)}`

/** Infinity is a moment in the database and none here. */
const momentText = (at: Date): string => (Number.isNaN(at.getTime()) ? 'no moment' : at.toISOString())

async function* correctionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = await entriesByCorrection(sql)
  for (const row of await corrections(sql)) {
    const id = encodeId('ccr', row.correction_id)
    const entries = logged.get(id) ?? []
    logged.delete(id)
    const key = `correction_id=${row.correction_id}`
    const [told, kept] = [entries.map(({ line }) => line).join('; '), row.said.join('; ')]
    if (told !== kept)
      yield { table: 'credit_correction_word', key, what: 'as the log says', expected: told, found: kept }
    const last = entries.find(({ action }) => action !== 'credit.signed')
    const expected =
      last === undefined ? 'open' : `${last.action.slice('credit.'.length)} ${last.units ?? ''} ${last.at}`
    const found = row.state === 'lapsed' ? 'open' : stateText(row)
    if (expected !== found)
      yield { table: 'credit_correction', key, what: 'as the log says', expected, found }
  }
  for (const [id, entries] of logged)
    yield {
      ...{ table: 'credit_correction', key: `correction_id=${id}`, what: 'a row behind the log' },
      ...{ expected: 'a correction', found: `none for ${entries.length} entries` },
    }
}

const stateText = ({ state, granted_units: units, answered_at: at }: Decided): string =>
  at === null ? state : `${state} ${units ?? ''} ${momentText(at)}`

const corrections = async (sql: Transaction): Promise<Decided[]> => {
  const rows = await sql<(Omit<Decided, 'said'> & { said: SaidRow[] })[]>`
    SELECT correction_id, state, granted_units, answered_at,
      coalesce((SELECT jsonb_agg(jsonb_build_object('staff', staff_id, 'body', body, 'units', units,
          'at', extract(epoch FROM said_at) * 1000) ORDER BY word_no)
        FROM credit_correction_word AS said WHERE said.correction_id = correction.correction_id), '[]') AS said
    FROM credit_correction AS correction`
  return rows.map(({ said, ...row }) => ({
    ...row,
    said: said.map(({ staff, body, units, at }) => lineOf(`staff:${staff}`, body, units, new Date(at))),
  }))
}

interface SaidRow {
  readonly staff: string
  readonly body: string
  readonly units: number | null
  /** Milliseconds; a word where they are infinite. */
  readonly at: number | string
}

interface Entry {
  readonly action: string
  readonly units: string | null
  readonly at: string
  readonly line: string
}

const entriesByCorrection = async (sql: Transaction): Promise<Map<string, Entry[]>> => {
  const rows = await sql<
    {
      subject: string
      action: string
      actor: string
      at: Date
      body: string | null
      units: string | null
    }[]
  >`
    SELECT subject, action, actor, occurred_at AS at, detail ->> 'body' AS body, detail ->> 'units' AS units
    FROM audit_entry WHERE action IN ('credit.signed', 'credit.granted', 'credit.refused') ORDER BY sequence`
  const entries = new Map<string, Entry[]>()
  for (const { subject, action, actor, at, body, units } of rows) {
    const entry = { action, units, at: momentText(at), line: lineOf(actor, body, units, at) }
    entries.set(subject, [...(entries.get(subject) ?? []), entry])
  }
  return entries
}

/** A row that cannot be judged is a fault of its own: it keeps the audit from none of the others. */
async function* guarded(
  { table, key }: Pick<AuditFault, 'table' | 'key'>,
  faults: AsyncIterable<AuditFault>,
): AsyncGenerator<AuditFault> {
  try {
    yield* faults
  } catch (error) {
    // What the database itself says ends the transaction, and is no fault of a row.
    if (error instanceof postgres.PostgresError) throw error
    yield { table, key, what: 'can be judged', expected: 'yes', found: String(error) }
  }
}

async function* statementFaults(sql: Transaction, crypto: CryptoModule): AsyncGenerator<AuditFault> {
  for await (const rows of sql<StatementRow[]>`${selectStatement(sql)}`.cursor(ROWS_A_ROUND))
    for (const row of rows) {
      const of = { table: 'credit_statement', key: `statement_id=${row.statement_id}` }
      yield* guarded(of, faultsOfStatement(sql, crypto, row))
    }
}

async function* faultsOfStatement(
  sql: Transaction,
  crypto: CryptoModule,
  row: StatementRow,
): AsyncGenerator<AuditFault> {
  const key = `statement_id=${row.statement_id}`
  const claims = await verifyStatement(crypto, row.jws)
  const expected = await claimedTermsOf(sql, row)
  const { record, ...terms } = claims ?? { record: undefined }
  const found = claims === undefined ? 'no signature of ours' : canonicalJson(terms)
  const wanted = canonicalJson(expected)
  if (found !== wanted) yield { table: 'credit_statement', key, what: 'signature', expected: wanted, found }
  else if (record !== undefined) yield* recordFaults(sql, row, record)
}

/** Line by line between the least and the most that the evidence of the moment bears out. */
async function* recordFaults(
  sql: Transaction,
  row: StatementRow,
  record: StatedRecord,
): AsyncGenerator<AuditFault> {
  const { least, most } = await boundsOf(sql, row)
  for (const [index, { lineId, units, part }] of record.lines.entries()) {
    const [low, high] = [least.lines[index], most.lines[index]]
    const isBorne =
      low?.lineId === lineId &&
      low.units <= units &&
      units <= (high?.units ?? -1) &&
      part === units * low.rule.weight
    if (isBorne) continue
    yield {
      ...{ table: 'credit_statement', key: `statement_id=${row.statement_id}`, what: `line ${lineId}` },
      ...{ expected: `${low?.units} to ${high?.units} units`, found: `${units} units, ${part}` },
    }
  }
  const sum = record.lines.reduce((total, { part }) => total + part, 0)
  if (sum !== record.sum)
    yield {
      ...{ table: 'credit_statement', key: `statement_id=${row.statement_id}`, what: 'sum' },
      ...{ expected: String(sum), found: String(record.sum) },
    }
}

interface ReadingRow extends StatementRow {
  readonly reading_no: bigint
  readonly asked_id: StatementRow['purpose_id']
  readonly asked_words: string | null
  readonly outcome: ReadingOutcome
  readonly read_at: Date
}

async function* readingFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const readings = sql<ReadingRow[]>`
    SELECT statement.*, reading_no, reading.purpose_id AS asked_id, reading.purpose_words AS asked_words, outcome, read_at
    FROM (${selectStatement(sql)}) AS statement JOIN credit_reading AS reading USING (statement_id)`
  for await (const rows of readings.cursor(ROWS_A_ROUND))
    for (const row of rows)
      yield* guarded({ table: 'credit_reading', key: `reading_no=${row.reading_no}` }, faultsOfReading(row))
}

async function* faultsOfReading(row: ReadingRow): AsyncGenerator<AuditFault> {
  const { revoked_at: revokedAt, read_at: now } = row
  const purpose = purposeOf({ purpose_id: row.asked_id, purpose_words: row.asked_words })
  const judged = (isRevoked: boolean): ReadingOutcome =>
    judgeReading({ ...heldOf(row), isRevoked }, { purpose, now })
  const expected = judged(revokedAt !== null && revokedAt <= now)
  // In one millisecond either may have come first.
  const isEither = revokedAt?.getTime() === now.getTime() && row.outcome === judged(false)
  if (expected === row.outcome || isEither) return
  const key = `reading_no=${row.reading_no}`
  yield { table: 'credit_reading', key, what: 'outcome', expected, found: row.outcome }
}
