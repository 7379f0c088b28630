import { refuse, type AnomalyRule, type Refusal } from '#contract'
import { isDryRunSpan, needsReferences, SAMPLES_KEPT } from '#domain/anomaly'
import { addDays, cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  newId,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { holdRule } from './hold-rule'
import { forgetReferences, gatherReferences } from './references'
import { digestOfDryRun, digestOfRule, presentRules, type DryRunRow, type RuleRow } from './rule-row'
import { isAsked, selectLabels, withMeetings, type AskedRides } from './select-labels'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** All days together; longer than this and other work would feel it. Our own figure. */
const SECONDS_MAX = 60
/** One dry run at a time, whoever asks. */
const LOCK = 'anomaly dry run'
/** What PostgreSQL answers when a statement ran out of its time (query_canceled). */
const TIMED_OUT = '57014'

interface Asked {
  readonly ruleId: string
  readonly from: string
  readonly to: string
  readonly requestId: string
}

/**
 * Tries a draft over past days, at most 31, as if it had been in force, and keeps what came out with the rule; no ride is labelled. Refuses
 * request.not-found, request.invalid for days that are not all over or too many, anomaly.not-a-draft, server.busy while another is under
 * way, anomaly.dry-run-too-long.
 */
export const tryRule = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  asked: Asked,
  secondsMax = SECONDS_MAX,
): Promise<AnomalyRule | Refusal> => {
  const [from, to] = [parseCityDay(asked.from), parseCityDay(asked.to)]
  if (from === undefined || to === undefined || !isDryRunSpan({ from, to }, cityDayOf(clock.now())))
    return refuse('request.invalid', '/body/to')
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 1 }, async (transaction) => {
    const [{ free }] = await transaction<[{ free: boolean }]>`
      SELECT pg_try_advisory_xact_lock(hashtext(${LOCK})) AS free`
    if (!free) return refuse('server.busy')
    const rule = await holdRule(transaction, asked.ruleId)
    if (rule === undefined) return refuse('request.not-found')
    if (rule.valid_from !== null) return refuse('anomaly.not-a-draft')
    const now = clock.now()
    const made = { dry_run_id: newId(clock), rule_id: rule.rule_id, made_at: now, made_by: staff.staffId }
    const found = await measureDays(transaction, rule, {
      ...{ from, to, now, secondsMax },
      dryRunId: made.dry_run_id,
    })
    await keepDryRun(transaction, { ...made, day_from: from, day_to: to, ...found }, { rule, staff, asked })
    const [shown] = await presentRules(transaction, [rule], cityDayOf(now))
    if (shown === undefined) throw new Error('a rule that is held is gone')
    return shown
  }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === TIMED_OUT) return refuse('anomaly.dry-run-too-long')
    throw error
  })
}

type Found = Pick<DryRunRow, 'days' | 'samples' | 'reference_pairs' | 'reference_digest'>

interface Span {
  readonly from: CityDay
  readonly to: CityDay
  readonly now: Date
  readonly secondsMax: number
  readonly dryRunId: string
}

/** Day by day, all within one time: what is left of it is what the next statement may take. */
const measureDays = async (transaction: Transaction, rule: RuleRow, span: Span): Promise<Found> => {
  const end = performance.now() + span.secondsMax * 1_000
  const limit = async (): Promise<void> => {
    const left = Math.max(1, Math.floor(end - performance.now()))
    await transaction`SELECT set_config('statement_timeout', ${`${left}ms`}, true)`
  }
  await limit()
  await forgetReferences(transaction, rule.rule_id)
  const { from, to, dryRunId } = span
  const references = needsReferences(rule.kind)
    ? await gatherReferences(transaction, { dryRunId, sceneIds: rule.scene_ids, from, to })
    : null
  const days: DryRunRow['days'] = []
  let samples: DryRunRow['samples'] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await limit()
    const found = await measureDay(
      transaction,
      rule,
      { day, run: null, states: [0], settledUntil: span.now },
      dryRunId,
    )
    if (found.rides > 0) days.push({ day, rides: found.rides, labels: found.labels })
    samples = [...samples, ...found.samples].sort(farthestFirst).slice(0, SAMPLES_KEPT)
  }
  await transaction`SELECT set_config('statement_timeout', '0', true)`
  return {
    days,
    samples,
    reference_pairs: references?.pairs ?? null,
    reference_digest: references?.digest ?? null,
  }
}

type Sample = DryRunRow['samples'][number]

const farthestFirst = (a: Sample, b: Sample): number =>
  b.measured - a.measured || (a.rideKey < b.rideKey ? -1 : 1)

const measureDay = async (
  transaction: Transaction,
  rule: RuleRow,
  asked: AskedRides,
  dryRunId: string,
): Promise<{ rides: number; labels: number; samples: Sample[] }> => {
  const applied = { ...rule, dry_run_id: dryRunId }
  return withMeetings(transaction, [applied], asked, async () => {
    const [found] = await transaction<{ rides: number; labels: number; samples: Sample[] }[]>`
      WITH found AS MATERIALIZED (${selectLabels(transaction, applied, asked)}), sample AS (
        SELECT * FROM found ORDER BY measured DESC, ride_key LIMIT ${SAMPLES_KEPT}
      )
      SELECT (SELECT count(*)::int FROM ride WHERE ${isAsked(transaction, applied, asked)}) AS rides,
        (SELECT count(*)::int FROM found) AS labels,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('day', operator_day, 'rideKey', ride_key, 'measured', measured)), '[]')
          FROM sample) AS samples`
    if (found === undefined) throw new Error('a query without a table returned no row')
    return found
  })
}

const keepDryRun = async (
  transaction: Transaction,
  row: DryRunRow,
  { rule, staff, asked }: { rule: RuleRow; staff: StaffPrincipal; asked: Asked },
): Promise<void> => {
  await transaction`
    INSERT INTO anomaly_dry_run (dry_run_id, rule_id, day_from, day_to, made_at, made_by, days, samples, reference_pairs, reference_digest)
    VALUES (${row.dry_run_id}, ${row.rule_id}, ${row.day_from}, ${row.day_to}, ${row.made_at}, ${row.made_by},
      ${transaction.json(row.days)}, ${transaction.json(row.samples)}, ${row.reference_pairs}, ${row.reference_digest})`
  await appendAudit(transaction, {
    occurredAt: row.made_at,
    actor: principalKey(staff),
    action: 'anomaly-rule.tried',
    subject: encodeId('anr', row.rule_id),
    detail: {
      ...{ dryRunId: encodeId('adr', row.dry_run_id), digest: digestOfDryRun(row) },
      ruleDigest: digestOfRule(rule),
    },
    requestId: asked.requestId,
  })
}
