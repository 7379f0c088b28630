import { createHash } from 'node:crypto'

import type postgres from 'postgres'

import type { LoggedActionName } from '#domain/supervision'

import { canonicalJson } from './crypto'
import { type Queryable, type Transaction } from './database'

/** One action of staff, or of security, as it enters the chained log. No personal data: ids and figures only. */
export interface AuditAction {
  occurredAt: Date
  /** `principalKey(…)`, or the name of a job. */
  actor: string
  action: LoggedActionName
  /** Id of what it was done to. */
  subject: string
  /** Whole numbers and texts; amounts beyond 2^53 as text. */
  detail: Record<string, unknown>
  requestId?: string
}

/** An entry as it is kept. */
export interface EntryRow {
  sequence: bigint
  occurred_at: Date
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
  request_id: string | null
  previous_digest: Buffer
  digest: Buffer
}

/** Appends within the caller's transaction, so that an action and its entry are durable together or not at all. */
export async function appendAudit(transaction: Transaction, action: AuditAction): Promise<void> {
  const [head] = await transaction<{ sequence: bigint; digest: Buffer }[]>`
    SELECT sequence, digest FROM audit_head FOR UPDATE`
  if (head === undefined) throw new Error('The audit log has no head.')
  const entry = {
    sequence: head.sequence + 1n,
    occurred_at: action.occurredAt,
    actor: action.actor,
    action: action.action,
    subject: action.subject,
    detail: action.detail,
    request_id: action.requestId ?? null,
    previous_digest: head.digest,
  }
  const digest = digestOf(entry)
  const detail = transaction.json(action.detail as postgres.JSONValue)
  await transaction`
    INSERT INTO audit_entry
      (sequence, occurred_at, actor, action, subject, detail, request_id, previous_digest, digest)
    VALUES (${entry.sequence}, ${entry.occurred_at}, ${entry.actor}, ${entry.action}, ${entry.subject}, ${detail},
      ${entry.request_id}, ${entry.previous_digest}, ${digest})`
  await transaction`UPDATE audit_head SET sequence = ${entry.sequence}, digest = ${digest}`
}

/** Walks the whole chain. Null when it holds; otherwise the sequence of the first entry that was changed or is missing. */
export async function findAuditBreak(sql: Queryable): Promise<bigint | null> {
  const [head] = await sql<{ sequence: bigint; digest: Buffer }[]>`SELECT sequence, digest FROM audit_head`
  const rows = await sql<EntryRow[]>`SELECT * FROM audit_entry ORDER BY sequence`
  let previous: Buffer = Buffer.alloc(32)
  let sequence = 0n
  for (const row of rows) {
    sequence += 1n
    const holds =
      row.sequence === sequence && row.previous_digest.equals(previous) && digestOf(row).equals(row.digest)
    if (!holds) return sequence
    previous = row.digest
  }
  return head?.sequence === sequence && head.digest.equals(previous) ? null : sequence + 1n
}

/** What is hashed of an entry behind the digest before it. */
export function textOfEntry(entry: Omit<EntryRow, 'digest' | 'previous_digest'>): string {
  return canonicalJson({
    sequence: entry.sequence.toString(),
    occurredAt: timeOf(entry.occurred_at),
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: entry.detail,
    requestId: entry.request_id,
  })
}

/** No calendar has the moment `infinity`, which somebody may have written by hand: it breaks the chain and not the walk. */
const timeOf = (at: Date): string => (Number.isNaN(at.getTime()) ? 'no time' : at.toISOString())

/** SHA-256 of the digest before, as bytes, and the entry's text. */
export function digestOf(entry: Omit<EntryRow, 'digest'>): Buffer {
  return createHash('sha256').update(entry.previous_digest).update(textOfEntry(entry)).digest()
}
