import type { AuditFault } from '#domain/audit'
import { decodeId } from '#domain/id'
import type { Transaction } from '#server/platform/index'

interface Step {
  readonly table: string
  readonly key: string
  readonly run_id: string
  readonly at: Date | null
  readonly actor: string | null
  readonly actions: readonly string[]
  readonly rides: string | null
  readonly milligrams: string | null
}

interface RunAction {
  readonly subject: string
  readonly action: string
  readonly occurred_at: Date
  readonly actor: string
  readonly rides: string | null
  readonly milligrams: string | null
}

/**
 * Who did what to a run, and when, must be an entry of the chained log: report, every replay, every confirmation and the issuing
 * each name their moment, their person and, where they count something, their figures.
 */
export async function* actionFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const logged = new Set<string>()
  for (const entry of await actionsOfRuns(sql)) {
    const runId = decodeId('run', entry.subject)
    if (runId !== undefined) logged.add(lineOf({ ...entry, run_id: runId, at: entry.occurred_at }))
  }
  for (const step of await stepsOfRuns(sql)) {
    if (step.actions.some((action) => logged.has(lineOf({ ...step, action })))) continue
    yield {
      table: step.table,
      key: step.key,
      what: 'who, when and how much',
      expected: `an entry ${step.actions.join(' or ')} of the log of actions`,
      found: `none at ${step.at?.toISOString() ?? 'no moment'} by ${step.actor ?? 'nobody'}`,
    }
  }
}

const lineOf = (step: {
  run_id: string
  action: string
  at: Date | null
  actor: string | null
  rides: string | null
  milligrams: string | null
}): string =>
  [
    step.run_id.replaceAll('-', ''),
    step.action,
    step.at?.getTime(),
    step.actor,
    step.rides,
    step.milligrams,
  ].join(' ')

/** The figures of a signature and of a confirmation are those of its run, and not said again. */
const actionsOfRuns = (sql: Transaction): Promise<RunAction[]> =>
  sql<RunAction[]>`
    SELECT subject, action, occurred_at, actor, detail ->> 'rides' AS rides,
      CASE WHEN detail ->> 'reductionMilligrams' ~ '^\\d+$' THEN (detail ->> 'reductionMilligrams')::numeric::text END AS milligrams
    FROM audit_entry
    WHERE action IN ('run.reported', 'run.verified', 'run.replay-differed', 'run.signed', 'run.confirmed', 'run.issued')`

const stepsOfRuns = (sql: Transaction): Promise<Step[]> =>
  sql<Step[]>`
    SELECT 'run' AS table, format('run_id=%s', run_id) AS key, run_id, reported_at AS at, 'operator:' || operator_id AS actor,
      ARRAY['run.reported'] AS actions, rides::text, reduction_milligrams::text AS milligrams
    FROM run JOIN operator USING (operator_no) WHERE state IN ('reported', 'verified', 'confirmed', 'issued')
    UNION ALL
    SELECT 'run_replay', format('replay_id=%s', replay_id), run_id, replayed_at, 'staff:' || replayed_by,
      ARRAY[CASE WHEN equal THEN 'run.verified' ELSE 'run.replay-differed' END], rides::text, reduction_milligrams::text
    FROM run_replay
    UNION ALL
    SELECT 'run', format('run_id=%s', run_id), run_id, verified_at, 'staff:' || verified_by, ARRAY['run.verified'],
      rides::text, reduction_milligrams::text
    FROM run WHERE state IN ('verified', 'confirmed', 'issued')
    UNION ALL
    SELECT 'run_confirmation', format('run_id=%s, staff_id=%s', run_id, staff_id), run_id, confirmed_at, 'staff:' || staff_id,
      ARRAY['run.signed', 'run.confirmed'], NULL, NULL
    FROM run_confirmation
    UNION ALL
    SELECT 'run', format('run_id=%s', run_id), run_id, issued_at, 'job:issuance', ARRAY['run.issued'], rides::text,
      reduction_milligrams::text
    FROM run WHERE state = 'issued'`
