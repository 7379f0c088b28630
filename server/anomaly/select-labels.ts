import type { AnomalyKind } from '#domain/anomaly'
import { addDays, endOfCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import type { Queryable, Transaction } from '#server/platform/index'

/** What of a rule is needed to measure by it. */
export interface AppliedRule {
  readonly rule_id: string
  readonly kind: AnomalyKind
  readonly scene_ids: readonly string[]
  readonly threshold: number
  /** The dry run whose medians it compares with; null where it compares with none. */
  readonly dry_run_id: string | null
}

/** Whose rides are looked at on a city day, and what counts as standing beside them. */
export interface AskedRides {
  readonly day: CityDay
  /** One run by what its rides name it by; null: every settled run of the rule's scenes. */
  readonly run: { run_id: string; operator_no: number; scene_no: number; run_no: number } | null
  /** States of a ride that counts: 0, and for the most there can have been also 2, withdrawn since. */
  readonly states: readonly number[]
  /** Rides of runs that had settled by then stand beside those asked about. */
  readonly settledUntil: Date
}

/** A settling under way is not seen by another: within this of a moment nobody can say what that one saw. Our own figure. */
export const SETTLING_HOURS_MAX = 1

/** A ride lasts a day at most (`rideFault`). */
const RIDE_DAYS_MAX = 1

/**
 * Select of `operator_day`, `ride_key`, `measured` of the rides beyond a rule's threshold. Rules of two rides at once need the accounts that
 * `withMeetings` has gathered for the same asking.
 */
export const selectLabels = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => {
  switch (rule.kind) {
    case 'impossibleSpeed':
      return tooFast(sql, rule, asked)
    case 'tooManyRides':
      return tooMany(sql, rule, asked)
    case 'distanceOff':
      return offMedian(sql, rule, asked)
    case 'overlap':
    case 'instrumentTwice':
      return atOnce(sql, rule, asked)
  }
}

/** Condition on `ride`: it counts and is one of those asked about. Days and numbers stand as values, so that one partition is opened. */
export const isAsked = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => {
  const { run } = asked
  if (run === null) return isOfScenes(sql, rule, asked)
  return sql`${counts(sql, asked)} AND ride.operator_no = ${run.operator_no} AND ride.scene_no = ${run.scene_no}
    AND ride.run_no = ${run.run_no}`
}

const counts = (sql: Queryable, { day, states }: AskedRides) => sql`
  ride.operator_day = ${day} AND ride.state = ANY (${[...states]}::smallint[])`

/** Condition on `ride`: it counts, is of the rule's scenes, and its run had settled by then or is the one asked about. */
const isOfScenes = (sql: Queryable, { scene_ids }: AppliedRule, asked: AskedRides) => sql`
  ${counts(sql, asked)} AND ride.scene_no IN (SELECT scene_no FROM scene WHERE scene_id = ANY (${[...scene_ids]}::text[]))
    AND ${hasSettled(sql, asked, 'ride')}`

const hasSettled = (sql: Queryable, { day, run, settledUntil }: AskedRides, ride: 'ride' | 'other') => sql`
  (${sql(ride)}.operator_day, ${sql(ride)}.operator_no, ${sql(ride)}.scene_no, ${sql(ride)}.run_no) IN (
    SELECT operator_day, operator_no, scene_no, run_no FROM run
    WHERE operator_day BETWEEN ${day}::date - 1 AND ${day}::date + 1
      AND (settled_at <= ${settledUntil} OR run_id = ${run?.run_id ?? null}))`

const tooFast = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => sql`
  SELECT operator_day, ride_key, ride_speed(distance_meters, boarded_at, alighted_at) AS measured
  FROM ride
  WHERE ${isAsked(sql, rule, asked)} AND ride_speed(distance_meters, boarded_at, alighted_at) > ${rule.threshold}`

/** Rides of the rule's scenes are counted together, whoever reported them. */
const tooMany = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => sql`
  SELECT ride.operator_day, ride.ride_key, busy.rides AS measured
  FROM (SELECT account_id, count(*) AS rides FROM ride
    WHERE ${isOfScenes(sql, rule, asked)}
    GROUP BY account_id HAVING count(*) > ${rule.threshold}) AS busy
  JOIN ride USING (account_id)
  WHERE ${isAsked(sql, rule, asked)}`

const offMedian = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => sql`
  SELECT ride.operator_day, ride.ride_key, ride_permille_off(ride.distance_meters, median_meters) AS measured
  FROM ride JOIN anomaly_reference AS reference USING (operator_no, scene_no, stations_digest)
  WHERE reference.dry_run_id = ${rule.dry_run_id} AND ${isAsked(sql, rule, asked)}
    AND ride_permille_off(ride.distance_meters, median_meters) > ${rule.threshold}`

/** The longest time each ride has in common with another of its account: by another instrument, or by the same. */
const atOnce = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => sql`
  SELECT operator_day, ride_key, max(seconds) AS measured
  FROM (
    SELECT ride.operator_day, ride.ride_key, ride_seconds_together(ride.boarded_at, coalesce(ride.alighted_at, ride.boarded_at),
      other.boarded_at, coalesce(other.alighted_at, other.boarded_at)) AS seconds
    FROM meeting_account JOIN ride USING (account_id) JOIN ride AS other USING (account_id)
    WHERE ${isAsked(sql, rule, asked)} AND other.operator_day BETWEEN ${asked.day}::date - 1 AND ${asked.day}::date + 1
      AND other.ride_key <> ride.ride_key AND other.state = ANY (${[...asked.states]}::smallint[])
      AND (other.instrument_id = ride.instrument_id) = ${rule.kind === 'instrumentTwice'}
      AND ${hasSettled(sql, asked, 'other')}
  ) AS together
  WHERE seconds > ${rule.threshold} GROUP BY operator_day, ride_key`

const isOfMeetings = ({ kind }: AppliedRule): boolean => kind === 'overlap' || kind === 'instrumentTwice'

/**
 * Does `work` while the accounts that were in two rides at once are gathered, if one of the rules needs them: a table for the length of the
 * work, because only a table has statistics. The rides asked about are sorted once, whatever the number of rules.
 */
export const withMeetings = async <T>(
  sql: Transaction,
  rules: readonly AppliedRule[],
  asked: AskedRides,
  work: () => Promise<T>,
): Promise<T> => {
  const concerned = rules.filter(isOfMeetings)
  if (concerned.length === 0) return work()
  const scene_ids = [...new Set(concerned.flatMap((rule) => rule.scene_ids))]
  await gatherMeetings(sql, { ...concerned[0]!, scene_ids }, asked)
  const done = await work()
  await sql`DROP TABLE meeting_account`
  return done
}

const gatherMeetings = async (sql: Transaction, rule: AppliedRule, asked: AskedRides): Promise<void> => {
  const isAlone = !(await hasOthers(sql, asked))
  if (!isAlone) await gatherConcerned(sql, rule, asked)
  await sql`CREATE TEMPORARY TABLE meeting_account (account_id UUID PRIMARY KEY) ON COMMIT DROP`
  await sql`
    INSERT INTO meeting_account
    SELECT DISTINCT account_id FROM (
      SELECT account_id, boarded_at, max(ended_at) OVER (
        PARTITION BY account_id ORDER BY boarded_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
      FROM (
        SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) AS ended_at FROM ride WHERE ${isAsked(sql, rule, asked)}
        ${isAlone ? sql`` : ridesOfOthers(sql, rule, asked)}
      ) AS near
    ) AS ordered
    WHERE boarded_at < reached`
  await sql`ANALYZE meeting_account`
  if (!isAlone) await sql`DROP TABLE meeting_concerned`
}

/** Whether anything but the run asked about had settled near that day. */
const hasOthers = async (sql: Transaction, { day, run, settledUntil }: AskedRides): Promise<boolean> => {
  const [found] = await sql<{ any: boolean }[]>`
    SELECT EXISTS (SELECT FROM run WHERE operator_day BETWEEN ${day}::date - 1 AND ${day}::date + 1
      AND settled_at <= ${settledUntil} AND run_id IS DISTINCT FROM ${run?.run_id ?? null}) AS any`
  return found?.any === true
}

const gatherConcerned = async (sql: Transaction, rule: AppliedRule, asked: AskedRides): Promise<void> => {
  await sql`CREATE TEMPORARY TABLE meeting_concerned (account_id UUID PRIMARY KEY) ON COMMIT DROP`
  await sql`INSERT INTO meeting_concerned SELECT DISTINCT account_id FROM ride WHERE ${isAsked(sql, rule, asked)}`
  await sql`ANALYZE meeting_concerned`
}

/** Rides of the same accounts that may reach into those asked about: of other scenes and runs, of the day before and the day after. */
const ridesOfOthers = (sql: Queryable, rule: AppliedRule, asked: AskedRides) => {
  const { day, states } = asked
  return sql`
    UNION ALL
    SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) FROM meeting_concerned JOIN ride USING (account_id)
    WHERE ride.operator_day BETWEEN ${day}::date - 1 AND ${day}::date + 1 AND ride.state = ANY (${[...states]}::smallint[])
      AND coalesce(alighted_at, boarded_at) > ${startOfCityDay(day)}
      AND boarded_at < ${endOfCityDay(addDays(day, RIDE_DAYS_MAX))}
      AND ${hasSettled(sql, asked, 'ride')} AND NOT (${isAsked(sql, rule, asked)})`
}
