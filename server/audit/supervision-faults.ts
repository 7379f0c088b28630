import type { AuditFault } from '#domain/audit'
import { encodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

interface Step {
  readonly table: string
  readonly key: string
  readonly id: string
  readonly prefix: 'sus' | 'frd'
  readonly action: string
  /** As the database writes it, so that a moment no calendar has is named like any other. */
  readonly at: string
  readonly actor: string
}

/** Who stopped and let go on, who looked at a report of fraud and answered it, and when, is what the chained log says, and the other way round. */
export async function* supervisionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const unmatched = new Map((await logged(sql)).map((line) => [line.line, line]))
  for (const step of await kept(sql)) {
    const line = `${encodeId(step.prefix, step.id)} ${step.action} ${step.at} ${step.actor}`
    if (unmatched.delete(line)) continue
    yield {
      ...{ table: step.table, key: step.key, what: 'who and when' },
      expected: `an entry ${step.action} of the log of actions`,
      found: `none at ${step.at} by ${step.actor}`,
    }
  }
  for (const { line, sequence } of unmatched.values())
    yield {
      ...{ table: line.startsWith('sus') ? 'suspension' : 'fraud_report', key: `sequence=${sequence}` },
      ...{ what: 'a row behind the log', expected: line, found: 'nothing of it' },
    }
}

const logged = async (sql: Transaction): Promise<{ line: string; sequence: bigint }[]> => {
  const rows = await sql<{ id: string; action: string; at: string; actor: string; sequence: bigint }[]>`
    SELECT coalesce(detail ->> 'suspensionId', subject) AS id, action, occurred_at::text AS at, actor, sequence FROM audit_entry
    WHERE action IN ('fraud-report.received', 'fraud-report.looked-at', 'fraud-report.answered')
      OR action IN ('account.suspended', 'account.resumed', 'operator.suspended', 'operator.resumed', 'institution.suspended',
        'institution.resumed') AND detail ? 'suspensionId'
    ORDER BY sequence`
  return rows.map(({ id, action, at, actor, sequence }) => ({
    line: `${id} ${action} ${at} ${actor}`,
    sequence,
  }))
}

const kept = (sql: Transaction): Promise<Step[]> =>
  sql<Step[]>`
    SELECT 'suspension' AS table, format('suspension_id=%s', suspension_id) AS key, suspension_id AS id, 'sus' AS prefix,
      kind || '.suspended' AS action, began_at::text AS at, 'staff:' || suspended_by AS actor FROM suspension
    UNION ALL
    SELECT 'suspension', format('suspension_id=%s', suspension_id), suspension_id, 'sus', kind || '.resumed', ended_at::text,
      coalesce('staff:' || ended_by, 'job:supervision') FROM suspension WHERE ended_at IS NOT NULL
    UNION ALL
    SELECT 'fraud_report', format('report_id=%s', report_id), report_id, 'frd', 'fraud-report.received', received_at::text, 'public'
    FROM fraud_report
    UNION ALL
    SELECT 'fraud_report', format('report_id=%s', report_id), report_id, 'frd', 'fraud-report.looked-at', looked_at::text, 'staff:' || looked_at_by
    FROM fraud_report WHERE looked_at IS NOT NULL
    UNION ALL
    SELECT 'fraud_report', format('report_id=%s', report_id), report_id, 'frd', 'fraud-report.answered', answered_at::text, 'staff:' || answered_by
    FROM fraud_report WHERE answered_at IS NOT NULL`
