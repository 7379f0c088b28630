import type { Home } from '#contract'
import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  firstDayOf,
  monthOfDay,
  parseCityDay,
  type CityDay,
  type CityMonth,
} from '#domain/calendar'
import type { Dependencies, Queryable } from '#server/platform/index'
import { readUsable } from '#server/points/index'

import { isCounting, isPending, judgeRides, rideOnWire, sumOf, type JudgedRide } from './judge-rides'
import { selectRides, type RideRow } from './ride-rows'

const TREND_MONTHS = 12
const LATEST_RIDES = 5

/**
 * The first screen: what was issued, from the figures written when it was issued, and what is pending, from the rides of the
 * days whose runs are still on their way. Everything is read in one snapshot, so that a ride issued meanwhile is never in
 * neither or in both.
 */
export const readHome = ({ sql, clock }: Dependencies, accountId: string): Promise<Home> =>
  sql.begin('isolation level repeatable read read only', async (snapshot) => {
    const now = clock.now()
    const [today, month] = [cityDayOf(now), cityMonthOf(now)]
    const issued = await readIssued(snapshot, accountId)
    const ofProjects = await readIssuedByProjects(snapshot, accountId)
    const rides = await readRecentAndPending(snapshot, accountId, today, issued)
    const all = [...issued, ...ofProjects]
    const pending = rides.filter(isPending)
    const inMonth = (ride: JudgedRide): boolean => ride.row.operator_day.slice(0, 7) === month
    const owned = await readOwned(snapshot, accountId)
    return {
      issuedMilligrams: massOf(all),
      projectMilligrams: massOf(ofProjects),
      ...(await readUsable(snapshot, accountId, now)),
      pendingMilligrams: sumOf(pending),
      month,
      monthIssuedMilligrams: issuedOf(all, month),
      monthPendingMilligrams: sumOf(pending.filter(inMonth)),
      monthRides: rides.filter((ride) => inMonth(ride) && isCounting(ride)).length,
      trend: trendOf(month, all, pending),
      byScene: bySceneOf(issued, pending),
      latestRides: rides.slice(0, LATEST_RIDES).map(rideOnWire),
      ...owned,
    }
  }) as Promise<Home>

/** What was issued for one city month. */
interface IssuedMass {
  readonly month: string
  readonly milligrams: bigint
}

interface IssuedMonth extends IssuedMass {
  readonly scene_id: string
  readonly rides: number
}

const readIssued = (sql: Queryable, accountId: string): Promise<IssuedMonth[]> => sql<IssuedMonth[]>`
  SELECT to_char(city_month, 'YYYY-MM') AS month, scene_id, rides, issued_milligrams AS milligrams
  FROM account_month JOIN scene USING (scene_no)
  WHERE account_id = ${accountId} ORDER BY city_month, scene_no`

/** Reductions of her own projects, by the month in which their periods ended. */
const readIssuedByProjects = (sql: Queryable, accountId: string): Promise<IssuedMass[]> => sql<IssuedMass[]>`
  SELECT to_char(city_month, 'YYYY-MM') AS month, sum(reduction_milligrams)::bigint AS milligrams
  FROM project_issuance WHERE owner_id = ${accountId} GROUP BY city_month`

/**
 * The rides of this and the past month, of every earlier day that still has a run on its way, and – for somebody who has not
 * ridden lately – of the last month she did. Latest first.
 */
const readRecentAndPending = async (
  sql: Queryable,
  accountId: string,
  today: CityDay,
  issued: readonly IssuedMonth[],
): Promise<readonly JudgedRide[]> => {
  const recentFrom = firstDayOf(addMonths(monthOfDay(today), -1))
  const before = addDays(today, 2)
  const recent = await selectRides(sql, { accountId, from: addDays(recentFrom, -1), before })
  const earlier = await readEarlierPending(sql, accountId, recentFrom)
  const seen = new Set(earlier.map(({ ride_key: key }) => key))
  const rows = [...recent.filter(({ ride_key: key }) => !seen.has(key)), ...earlier]
  const lastMonth = issued.at(-1)?.month as CityMonth | undefined
  if (rows.length > 0 || lastMonth === undefined) return judgeRides(rows)
  const span = { from: firstDayOf(lastMonth), before: firstDayOf(addMonths(lastMonth, 1)) }
  return judgeRides(await selectRides(sql, { accountId, ...span }))
}

/** Few days are pending for longer than a month; each is read with its neighbours, where a rival may lie. */
const readEarlierPending = async (sql: Queryable, accountId: string, before: CityDay): Promise<RideRow[]> => {
  const days = await sql<{ operator_day: string }[]>`
    SELECT DISTINCT operator_day FROM run
    WHERE state NOT IN ('issued', 'empty') AND operator_day < ${before} ORDER BY operator_day DESC`
  const rows = new Map<string, RideRow>()
  for (const { operator_day: text } of days) {
    const day = parseCityDay(text)
    if (day === undefined) throw new Error('A run has a day that is none.')
    const around = { accountId, from: addDays(day, -1), before: addDays(day, 2) }
    for (const row of await selectRides(sql, around)) rows.set(row.ride_key, row)
  }
  return [...rows.values()]
}

const readOwned = async (
  sql: Queryable,
  accountId: string,
): Promise<{ instruments: number; consentsGranted: number }> => {
  const [row] = await sql<{ instruments: number; consents: number }[]>`
    SELECT
      (SELECT count(*)::int FROM instrument_link WHERE account_id = ${accountId} AND unlinked_at IS NULL) AS instruments,
      (SELECT count(*)::int FROM consent WHERE account_id = ${accountId} AND withdrawn_at IS NULL) AS consents`
  return { instruments: row?.instruments ?? 0, consentsGranted: row?.consents ?? 0 }
}

const massOf = (issued: readonly IssuedMass[]): number =>
  issued.reduce((sum, { milligrams }) => sum + Number(milligrams), 0)

const issuedOf = (issued: readonly IssuedMass[], month: string): number =>
  massOf(issued.filter((one) => one.month === month))

const trendOf = (
  month: CityMonth,
  issued: readonly IssuedMass[],
  pending: readonly JudgedRide[],
): Home['trend'] =>
  Array.from({ length: TREND_MONTHS }, (_, index) => {
    const one = addMonths(month, index - TREND_MONTHS + 1)
    return {
      month: one,
      issuedMilligrams: issuedOf(issued, one),
      pendingMilligrams: sumOf(pending.filter(({ row }) => row.operator_day.slice(0, 7) === one)),
    }
  })

const bySceneOf = (issued: readonly IssuedMonth[], pending: readonly JudgedRide[]): Home['byScene'] => {
  const scenes = new Map<string, Home['byScene'][number]>()
  const sceneOf = (sceneId: string): Home['byScene'][number] => {
    const scene = scenes.get(sceneId) ?? { sceneId, rides: 0, issuedMilligrams: 0, pendingMilligrams: 0 }
    scenes.set(sceneId, scene)
    return scene
  }
  for (const { scene_id: sceneId, rides, milligrams } of issued) {
    const scene = sceneOf(sceneId)
    scene.rides += rides
    scene.issuedMilligrams += Number(milligrams)
  }
  for (const ride of pending) {
    const scene = sceneOf(ride.row.scene_id)
    scene.rides += 1
    scene.pendingMilligrams += Number(ride.row.reduction_milligrams)
  }
  // All she rode of a scene may have been withdrawn.
  return [...scenes.values()].filter(({ rides }) => rides > 0)
}
