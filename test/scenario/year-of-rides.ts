import type { RideRow } from '#contract'
import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import type { Resident } from '#mock/city/index'
import { instantText } from '#mock/operators/index'
import type { SimulatedCity } from './simulated-city'

/** This month ten days of a hundred rides; before it a day of about ninety in each of eleven months. */
const DAYS_THIS_MONTH = 10
const RIDES_A_DAY = 100
const MONTHS_BEFORE = 11
export const RIDES_THIS_MONTH = DAYS_THIS_MONTH * RIDES_A_DAY
export const RIDES_OF_THE_YEAR = 2_000

const MINUTES_APART = 14
const RIDING_MINUTES = 10

/** Two thousand issued rides of a resident who has an account: pushed, settled and confirmed like any other. */
export async function rideForAYear(city: SimulatedCity, { wallet: [card] }: Resident): Promise<void> {
  await beResidentForLong(city)
  const rows = daysOf(cityDayOf(city.clock.now())).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, n) => rideOf(day, n, card!)),
  )
  const pushed = await city.operator('sptcc').push('a-year', rows)
  if (!pushed.ok || pushed.value.counts.accepted !== RIDES_OF_THE_YEAR)
    throw new Error(
      `not every ride was taken in: ${JSON.stringify(pushed.ok ? pushed.value.counts : pushed)}`,
    )
  await city.closeWindows()
  await city.workThroughQueues()
}

/** The accounts here were opened just now; they, their links and consents are dated back, since rides before them do not count. */
async function beResidentForLong({ platform }: SimulatedCity): Promise<void> {
  const { sql } = platform.deps
  await sql`UPDATE instrument_link SET linked_at = linked_at - interval '400 days'`
  await sql`UPDATE account SET opened_at = opened_at - interval '400 days'`
  await sql`UPDATE consent SET granted_at = granted_at - interval '400 days'`
}

const daysOf = (today: CityDay): (readonly [CityDay, number])[] => {
  const thisMonth = Array.from(
    { length: DAYS_THIS_MONTH },
    (_, n) => [addDays(today, -1 - n), RIDES_A_DAY] as const,
  )
  const rest = RIDES_OF_THE_YEAR - RIDES_THIS_MONTH
  const before = Array.from({ length: MONTHS_BEFORE }, (_, n) => {
    const count = Math.floor((rest * (n + 1)) / MONTHS_BEFORE) - Math.floor((rest * n) / MONTHS_BEFORE)
    // Thirty days a step from the middle of a month always land in the month before.
    return [addDays(today, -30 * (n + 1)), count] as const
  })
  return [...thisMonth, ...before]
}

const rideOf = (day: CityDay, n: number, { scheme, value }: Resident['wallet'][number]): RideRow => {
  const boardedAt = Date.parse(`${day}T00:05:00+08:00`) + n * MINUTES_APART * 60_000
  const [from, to] = n % 2 === 0 ? ['莘庄', '人民广场'] : ['国际旅游度假区', '虹桥火车站']
  return {
    rideNo: `year-${n}`,
    operatorDay: day,
    scene: 'metro',
    subject: { scheme, value },
    board: { at: instantText(new Date(boardedAt)), station: from! },
    alight: { at: instantText(new Date(boardedAt + RIDING_MINUTES * 60_000)), station: to! },
    distanceMeters: 3_000 + n * 7,
    status: 'complete',
  }
}
