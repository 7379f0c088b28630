import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import { refuse, type Refusal } from '#contract'
import { inTransaction, type Dependencies, type Transaction } from '#server/platform/index'

import { arrangeRides } from './arrange-rides'
import { digestArray } from './column-arrays'
import { forgetClosed } from './forget-closed'
import { holdIntake } from './hold-intake'
import { keepRunsOfPush, keepTally } from './keep-tally'
import { holdOpenRun, prepareGroup } from './open-runs'
import { findPush, type StoredPush } from './stored-push'
import type { RideColumns, RideGroup } from './ride-columns'
import { storeRides } from './store-rides'
import type { TrialCount } from './trials'
import type { Verdicts } from './verdicts'

export interface PushToStore {
  readonly operatorId: string
  readonly operatorNo: number
  readonly pushId: string
  /** SHA-256 of the body as sent; it names the content of this push id for ever. */
  readonly contentDigest: Buffer
  readonly receivedAt: Date
  readonly columns: RideColumns
  readonly verdicts: Verdicts
  readonly trials: readonly TrialCount[]
}

/** A deadlock with something that is not a push is begun again; more often would only hide a fault. */
const ATTEMPTS_MAX = 4

const compress = promisify(gzip)

/**
 * Writes a whole push in one transaction: rides, quarantine, refusals, outcome; all of it or nothing. Of two sendings of one push id
 * the second waits for the first and gets its outcome. Refuses `push.conflict`, `operator.suspended`.
 */
export async function storePush(deps: Dependencies, push: PushToStore): Promise<StoredPush | Refusal> {
  const { sql } = deps
  const opening = { ...deps, operatorNo: push.operatorNo }
  const arranged = arrangeRides(push.columns)
  for (const { group } of arranged.groups) await prepareGroup(sql, opening, group)
  return inTransaction(
    sql,
    { isolation: 'read committed', attemptsMax: ATTEMPTS_MAX },
    async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${push.operatorNo}, hashtext(${push.pushId}))`
      const known = await findPush(transaction, push)
      if (known !== undefined)
        return known.contentDigest.equals(push.contentDigest) ? known : refuse('push.conflict')
      const stopped = await holdIntake(transaction, { ...push, moment: push.receivedAt })
      if (stopped) return stopped
      await planForManyRows(transaction)
      const runNos = new Map<RideGroup, number>()
      for (const { group } of arranged.groups)
        runNos.set(group, await holdOpenRun(transaction, opening, group))
      const takenBack = new Set<number>()
      const runNoOf = (group: RideGroup): number => runNos.get(group)!
      const conflicts = await storeRides(transaction, { ...push, runNoOf, takenBack }, arranged)
      await quarantine(transaction, push, conflicts)
      await keepRefusals(transaction, push)
      const stored = await keepOutcome(transaction, push)
      await keepTally(transaction, push, push.verdicts.tally())
      await keepRunsOfPush(transaction, push, acceptedByGroup(push, runNos, takenBack))
      await keepTrials(transaction, push)
      await forgetClosed(transaction, push)
      return stored
    },
  )
}

/** Accepted rows of each group, and the run that was open for them; not those that took a ride of a closed one back. */
function acceptedByGroup(
  { columns, verdicts }: PushToStore,
  runNos: ReadonlyMap<RideGroup, number>,
  takenBack: ReadonlySet<number>,
) {
  const rows = new Uint32Array(columns.groups.length)
  for (let place = 0; place < columns.count; place += 1)
    if (verdicts.verdictOf(columns.line[place]!) === 'accepted' && !takenBack.has(columns.line[place]!))
      rows[columns.groupNo[place]!]! += 1
  return columns.groups.flatMap((group, at) =>
    rows[at]! > 0 ? [{ group, runNo: runNos.get(group)!, rows: rows[at]! }] : [],
  )
}

/**
 * A statement over thousands of sent rows probes an index for each: a plan made once for few rows, or one that reads a whole table
 * to join it, is many times slower.
 */
async function planForManyRows(sql: Transaction): Promise<void> {
  await sql.unsafe(`SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off; SET LOCAL jit = off`)
}

/** Only digests are kept of a row that contradicts the ride that stands. */
async function quarantine(sql: Transaction, push: PushToStore, conflicts: number[]): Promise<void> {
  if (conflicts.length === 0) return
  const { columns, operatorNo, pushId, receivedAt } = push
  const places = conflicts.sort((left, right) => left - right)
  const days = places.map((place) => columns.groups[columns.groupNo[place]!]!.operatorDay)
  const lines = places.map((place) => columns.line[place]!)
  await sql`
    INSERT INTO ride_conflict (operator_day, ride_key, payload_digest, operator_no, push_id, line, received_at)
    SELECT sent.operator_day, sent.ride_key, sent.payload, ${operatorNo}::smallint, ${pushId}, sent.line, ${receivedAt}
    FROM unnest(${days}::text[]::date[], ${digestArray(columns.rideKey, places)}::uuid[],
      ${digestArray(columns.payloadDigest, places)}::uuid[], ${lines}::int[]) AS sent (operator_day, ride_key, payload, line)
    ORDER BY sent.operator_day, sent.ride_key, sent.payload
    ON CONFLICT DO NOTHING`
}

async function keepRefusals(
  sql: Transaction,
  { verdicts, operatorNo, pushId, receivedAt }: PushToStore,
): Promise<void> {
  const faults = verdicts.faults()
  if (faults.length === 0) return
  await sql`
    INSERT INTO row_refusal (operator_no, push_id, line, code, field, refused_at)
    SELECT ${operatorNo}::smallint, ${pushId}, line, code, nullif(field, ''), ${receivedAt}
    FROM unnest(${faults.map(([line]) => line)}::int[], ${faults.map(([, { code }]) => code)}::text[],
      ${faults.map(([, { field }]) => field ?? '')}::text[]) AS refusal (line, code, field)`
}

async function keepOutcome(sql: Transaction, push: PushToStore): Promise<StoredPush> {
  const { operatorId, operatorNo, pushId, contentDigest, receivedAt, verdicts } = push
  const { counts, breaks, json } = verdicts.outcome({
    pushId,
    operatorId,
    receivedAt: receivedAt.toISOString(),
  })
  const outcome = await compress(json, { level: 1 })
  await sql`
    INSERT INTO push (operator_no, push_id, content_digest, received_at, row_count, accepted, duplicate, conflict, unmatched,
      rejected, tested, outcome)
    VALUES (${operatorNo}, ${pushId}, ${contentDigest}, ${receivedAt}, ${verdicts.lines()}, ${counts.accepted},
      ${counts.duplicate}, ${counts.conflict}, ${counts.unmatched}, ${counts.rejected}, ${counts.tested},
      ${outcome})`
  return { contentDigest, outcome, counts, breaks }
}

/** What the push came to for scenes in their test or connection: numbers only, the rows themselves are gone. */
async function keepTrials(
  sql: Transaction,
  { trials, operatorNo, pushId, receivedAt }: PushToStore,
): Promise<void> {
  for (const { applicationId, tested, rejected } of trials)
    await sql`
      INSERT INTO scene_trial_push (application_id, operator_no, push_id, received_at, tested, rejected)
      VALUES (${applicationId}, ${operatorNo}, ${pushId}, ${receivedAt}, ${tested}, ${rejected})`
}
