import { digestOf, textOfEntry, type EntryRow } from './audit-log'
import { type Queryable } from './database'

/** An entry of the log with the text its digest is of. */
export interface KeptAction {
  readonly sequence: bigint
  readonly occurredAt: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly text: string
  readonly previousDigest: string
  readonly digest: string
}

export interface ActionsAsked {
  readonly actor?: string
  /** A whole name, or its beginning up to a dot. */
  readonly action?: string
  readonly subject?: string
  readonly from?: Date
  readonly before?: Date
  /** Only entries below this. */
  readonly below?: bigint
  /** Kinds of actors whose entries are left out. */
  readonly hidden?: readonly string[]
  readonly limit: number
}

/** Entries of the log, the newest first. */
export async function readActions(sql: Queryable, asked: ActionsAsked): Promise<KeptAction[]> {
  const { actor = null, action = null, subject = null, from = null, before = null, below = null } = asked
  const hidden = [...(asked.hidden ?? [])]
  const rows = await sql<EntryRow[]>`
    SELECT * FROM audit_entry
    WHERE split_part(actor, ':', 1) <> ALL (${hidden}::text[])
      AND (${actor}::text IS NULL OR actor = ${actor})
      AND (${action}::text IS NULL OR action = ${action} OR starts_with(action, ${action} || '.'))
      AND (${subject}::text IS NULL OR subject = ${subject})
      AND (${from}::timestamptz IS NULL OR occurred_at >= ${from})
      AND (${before}::timestamptz IS NULL OR occurred_at < ${before})
      AND (${below}::bigint IS NULL OR sequence < ${below})
    ORDER BY sequence DESC LIMIT ${asked.limit}`
  return rows.map((row) => ({
    sequence: row.sequence,
    occurredAt: row.occurred_at,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    text: textOfEntry(row),
    previousDigest: row.previous_digest.toString('hex'),
    digest: row.digest.toString('hex'),
  }))
}

/**
 * Walks a stretch of the chain, both ends included: the first entry that is missing, changed or does not follow from the one before, or null;
 * and the chain's end as it is now.
 */
export async function walkActions(
  sql: Queryable,
  { from, to }: { from: bigint; to: bigint },
): Promise<{ brokenAt: bigint | null; head: { sequence: bigint; digest: string } }> {
  const rows = await sql<EntryRow[]>`
    SELECT * FROM audit_entry WHERE sequence BETWEEN ${from - 1n} AND ${to} ORDER BY sequence`
  const [head] = await sql<{ sequence: bigint; digest: Buffer }[]>`SELECT sequence, digest FROM audit_head`
  if (head === undefined) throw new Error('The audit log has no head.')
  const kept = new Map(rows.map((row) => [row.sequence, row]))
  let previous = from === 1n ? Buffer.alloc(32) : kept.get(from - 1n)?.digest
  let brokenAt: bigint | null = null
  for (let sequence = from; sequence <= to && brokenAt === null; sequence += 1n) {
    const row = kept.get(sequence)
    const follows =
      row !== undefined && previous?.equals(row.previous_digest) === true && digestOf(row).equals(row.digest)
    if (!follows) brokenAt = sequence
    previous = row?.digest
  }
  const endsHere = to !== head.sequence || previous?.equals(head.digest) === true
  return {
    brokenAt: brokenAt ?? (endsHere ? null : to),
    head: { sequence: head.sequence, digest: head.digest.toString('hex') },
  }
}
