import type { IntakeDay } from '#contract'
import { addDays, startOfCityDay, type CityDay } from '#domain/calendar'
import { matchRateOf } from '#domain/supervision'
import type { Queryable } from '#server/platform/index'

/** How many city days of receipt the desk looks back on, today among them. */
export const DAYS_SHOWN = 30

type Counts = Omit<IntakeDay, 'day' | 'matchRatePerTenThousand'>
type DayRow = Record<keyof Counts, string> & { day: CityDay }

/** What an operator's pushes came to, by the city day they were received on, the newest last; days without one with zeros. */
export const intakeDays = async (
  sql: Queryable,
  { operatorNo, today }: { readonly operatorNo: number; readonly today: CityDay },
): Promise<IntakeDay[]> => {
  const first = addDays(today, 1 - DAYS_SHOWN)
  const rows = await sql<DayRow[]>`
    SELECT (received_at AT TIME ZONE 'Asia/Shanghai')::date AS day, count(*) AS pushes, sum(row_count) AS rows,
      sum(accepted) AS accepted, sum(duplicate) AS duplicate, sum(conflict) AS conflict, sum(unmatched) AS unmatched,
      sum(rejected) AS rejected, sum(tested) AS tested
    FROM push WHERE operator_no = ${operatorNo} AND received_at >= ${startOfCityDay(first)}
      AND received_at < ${startOfCityDay(addDays(today, 1))}
    GROUP BY 1`
  const byDay = new Map(rows.map((row) => [row.day, row]))
  return Array.from({ length: DAYS_SHOWN }, (_, place) => {
    const day = addDays(first, place)
    return presentDay(day, byDay.get(day))
  })
}

const presentDay = (day: CityDay, row: DayRow | undefined): IntakeDay => {
  const read = (name: keyof Counts): number => Number(row?.[name] ?? 0)
  const [accepted, duplicate, conflict] = [read('accepted'), read('duplicate'), read('conflict')]
  const unmatched = read('unmatched')
  return {
    day,
    pushes: read('pushes'),
    rows: read('rows'),
    ...{ accepted, duplicate, conflict, unmatched },
    rejected: read('rejected'),
    tested: read('tested'),
    matchRatePerTenThousand: matchRateOf({
      matched: BigInt(accepted + duplicate + conflict),
      unmatched: BigInt(unmatched),
    }),
  }
}
