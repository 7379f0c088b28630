import { refuse, type Refusal, type YearReport } from '#contract'
import { addDays, endOfCityDay, startOfCityDay } from '#domain/calendar'
import { comparisonOf, spanOfYear, type YearSpan } from '#domain/year-report'
import type { Dependencies, Queryable } from '#server/platform/index'

import { readYearBounds } from './year-bounds'

/**
 * One city year of hers: sums from what was written when rides and projects were issued, by the month they were for; metres and days from her issued rides, all in one
 * snapshot. Refuses year.not-yours for a year before her account and whatever was issued to her, and for one to come.
 */
export const readYear = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
  year: number,
): Promise<YearReport | Refusal> =>
  sql.begin('isolation level repeatable read read only', async (snapshot): Promise<YearReport | Refusal> => {
    const bounds = await readYearBounds(snapshot, accountId, clock.now())
    const span = bounds && spanOfYear(year, bounds)
    if (span === undefined) return refuse('year.not-yours')
    const issued = await readIssued(snapshot, accountId, year)
    const ridden = await readRidden(snapshot, accountId, year)
    const ofProjects = await readIssuedByProjects(snapshot, accountId, year)
    const projectMilligrams = massOf(ofProjects)
    const issuedMilligrams = massOf(issued) + projectMilligrams
    return {
      ...{ year, ...span, issuedMilligrams, projectMilligrams },
      rides: sumOf(issued.map(({ rides }) => rides)),
      distanceMeters: sumOf(ridden.scenes.map(({ meters }) => Number(meters ?? 0))),
      days: ridden.days,
      byScene: scenesOf(issued, ridden.scenes),
      months: monthsOf(year, [...issued, ...ofProjects]),
      points: await readPoints(snapshot, accountId, year),
      titles: await readTitles(snapshot, accountId, span),
      comparison: comparisonOf(issuedMilligrams),
    }
  }) as Promise<YearReport | Refusal>

/** What was issued for one city month. */
interface IssuedMass {
  readonly month: string
  readonly milligrams: bigint
}

interface IssuedRow extends IssuedMass {
  readonly scene_id: string
  readonly name_zh: string
  readonly name_en: string
  readonly rides: number
}

const readIssued = (sql: Queryable, accountId: string, year: number): Promise<IssuedRow[]> => sql<
  IssuedRow[]
>`
  SELECT to_char(city_month, 'YYYY-MM') AS month, scene_id, name_zh, name_en, rides, issued_milligrams AS milligrams
  FROM account_month JOIN scene USING (scene_no)
  WHERE account_id = ${accountId} AND city_month >= make_date(${year}, 1, 1) AND city_month <= make_date(${year}, 12, 1)
    AND rides > 0
  ORDER BY city_month, scene_no`

/** Reductions of her own projects, by the month in which their periods ended. */
const readIssuedByProjects = (sql: Queryable, accountId: string, year: number): Promise<IssuedMass[]> => sql<
  IssuedMass[]
>`
  SELECT to_char(city_month, 'YYYY-MM') AS month, sum(reduction_milligrams)::bigint AS milligrams
  FROM project_issuance
  WHERE owner_id = ${accountId} AND city_month >= make_date(${year}, 1, 1) AND city_month <= make_date(${year}, 12, 1)
  GROUP BY city_month`

interface RiddenRow {
  readonly scene_id: string
  readonly meters: bigint | null
}

/** Metres by scene and the days with a ride, of rides that count and whose run was issued. The account's index holds the time. */
const readRidden = async (
  sql: Queryable,
  accountId: string,
  year: number,
): Promise<{ days: number; scenes: readonly RiddenRow[] }> => {
  const [first, next] = [`${year}-01-01`, `${year + 1}-01-01`] as [never, never]
  const rows = await sql<{ operator_day: string; scene_id: string; meters: bigint | null }[]>`
    SELECT ride.operator_day, scene_id, sum(distance_meters)::bigint AS meters
    FROM ride JOIN run USING (operator_day, operator_no, scene_no, run_no) JOIN scene USING (scene_no)
    WHERE ride.account_id = ${accountId} AND ride.state = 0 AND run.state = 'issued'
      AND ride.operator_day >= ${first}::date AND ride.operator_day < ${next}::date
      AND ride.boarded_at >= ${startOfCityDay(first)} AND ride.boarded_at < ${startOfCityDay(next)}
    GROUP BY ride.operator_day, scene_id`
  const scenes = new Map<string, bigint | null>()
  for (const { scene_id: sceneId, meters } of rows) {
    const known = scenes.get(sceneId) ?? null
    scenes.set(sceneId, meters === null ? known : (known ?? 0n) + meters)
  }
  return {
    days: new Set(rows.map(({ operator_day: day }) => day)).size,
    scenes: [...scenes].map(([scene_id, meters]) => ({ scene_id, meters })),
  }
}

const scenesOf = (issued: readonly IssuedRow[], ridden: readonly RiddenRow[]): YearReport['byScene'] => {
  const scenes = new Map<string, YearReport['byScene'][number]>()
  for (const { scene_id: sceneId, name_zh: zh, name_en: en, rides, milligrams } of issued) {
    const meters = ridden.find(({ scene_id: id }) => id === sceneId)?.meters ?? null
    const scene = scenes.get(sceneId) ?? {
      ...{ sceneId, name: { zh, en }, rides: 0, issuedMilligrams: 0 },
      distanceMeters: meters === null ? null : Number(meters),
    }
    scene.rides += rides
    scene.issuedMilligrams += Number(milligrams)
    scenes.set(sceneId, scene)
  }
  return [...scenes.values()].sort((a, b) => b.issuedMilligrams - a.issuedMilligrams)
}

const monthsOf = (year: number, issued: readonly IssuedMass[]): YearReport['months'] =>
  Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`
    return { month, issuedMilligrams: massOf(issued.filter((one) => one.month === month)) }
  })

/** Points she got for reductions, and those that went for goods she did not give back. */
const readPoints = async (sql: Queryable, accountId: string, year: number): Promise<YearReport['points']> => {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`] as [never, never]
  const [from, to] = [startOfCityDay(first), endOfCityDay(last)]
  const [row] = await sql<{ converted: bigint; spent: bigint }[]>`
    SELECT
      (SELECT coalesce(sum(grams), 0)::bigint FROM conversion
        WHERE account_id = ${accountId} AND converted_at >= ${from} AND converted_at < ${to}) AS converted,
      (SELECT coalesce(sum(price_points), 0)::bigint FROM voucher
        WHERE account_id = ${accountId} AND state IN ('issued', 'redeemed') AND issued_at >= ${from} AND issued_at < ${to}) AS spent`
  return { converted: Number(row?.converted ?? 0), spent: Number(row?.spent ?? 0) }
}

const readTitles = async (
  sql: Queryable,
  accountId: string,
  { from, to }: YearSpan,
): Promise<YearReport['titles']> => {
  const rows = await sql<{ zh: string; en: string }[]>`
    SELECT name_zh AS zh, name_en AS en FROM voucher JOIN goods USING (goods_id)
    WHERE account_id = ${accountId} AND kind = 'title' AND voucher.state = 'redeemed'
      AND ended_at >= ${startOfCityDay(from)} AND ended_at < ${startOfCityDay(addDays(to, 1))} ORDER BY ended_at`
  return rows.map(({ zh, en }) => ({ zh, en }))
}

const massOf = (issued: readonly IssuedMass[]): number =>
  sumOf(issued.map(({ milligrams }) => Number(milligrams)))

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
