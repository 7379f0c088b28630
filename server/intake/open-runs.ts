import { randomBytes } from 'node:crypto'

import { endOfCityDay, parseCityDay } from '#domain/calendar'
import { newId, type Config, type Clock, type Queryable } from '#server/platform/index'

import { LATE_WINDOW_SECONDS } from './limits'
import type { RideGroup } from './ride-columns'

type Settling = Pick<Config, 'settlingAnchor' | 'settlingSeconds'>

export interface RunOpening {
  readonly operatorNo: number
  readonly config: Settling
  readonly clock: Clock
}

/** Makes sure that a day's partition and an open run exist. Called outside the push's transaction, so that pushes of a new day do not wait for each other. */
export async function prepareGroup(sql: Queryable, opening: RunOpening, group: RideGroup): Promise<void> {
  await sql`SELECT ensure_ride_partition(${group.operatorDay})`
  const { operatorNo, clock } = opening
  const now = clock.now()
  const open = await sql`
    SELECT FROM run
    WHERE operator_day = ${group.operatorDay} AND operator_no = ${operatorNo} AND scene_no = ${group.sceneNo}
      AND state = 'open' AND closes_at > ${now}`
  if (open.length === 0) await openRun(sql, opening, group, now)
}

/**
 * The number of the open run of this day and scene, held for share until the transaction ends: settling takes a run for update, so
 * it never closes under a push. A run that closed in the meantime is followed by the next one, and so is a run whose window is
 * over but which settling has not reached yet: when a window ends does not depend on when settling comes by.
 */
export async function holdOpenRun(sql: Queryable, opening: RunOpening, group: RideGroup): Promise<number> {
  // One moment for the whole search: a run opened at it is open at it, however long the database takes and whatever the clock does.
  const now = opening.clock.now()
  for (;;) {
    const [run] = await sql<{ run_no: number }[]>`
      SELECT run_no FROM run
      WHERE operator_day = ${group.operatorDay} AND operator_no = ${opening.operatorNo} AND scene_no = ${group.sceneNo}
        AND state = 'open' AND closes_at > ${now}
      ORDER BY run_no LIMIT 1
      FOR SHARE`
    if (run !== undefined) return run.run_no
    await openRun(sql, opening, group, now)
  }
}

/** Harmless when somebody else opens it first: that run is then found, or has the number that this one would have. */
async function openRun(
  sql: Queryable,
  { operatorNo, config, clock }: RunOpening,
  group: RideGroup,
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt)
    SELECT ${newId(clock)}, ${group.operatorDay}, ${operatorNo}, ${group.sceneNo}, coalesce(max(run_no), 0) + 1,
      ${group.methodologyNo}, 'open', ${now}, ${closesAt(config, group.operatorDay, now)}, ${randomBytes(16)}
    FROM run
    WHERE operator_day = ${group.operatorDay} AND operator_no = ${operatorNo} AND scene_no = ${group.sceneNo}
    HAVING coalesce(bool_and(state <> 'open' OR closes_at <= ${now}), true)
    ON CONFLICT DO NOTHING`
}

/**
 * When a run opened now closes: the settling window after the city day or after the first receipt, as configured. A day whose
 * window is over already gets a late window, so that late rows have time to be corrected too.
 */
export function closesAt(
  { settlingAnchor, settlingSeconds }: Settling,
  operatorDay: string,
  now: Date,
): Date {
  if (settlingSeconds < 1) throw new Error('A settling window has a second at least.')
  const day = parseCityDay(operatorDay)
  if (day === undefined) throw new Error(`${operatorDay} is not a city day.`)
  const anchor = settlingAnchor === 'receipt' ? now : endOfCityDay(day)
  const ordinary = new Date(anchor.getTime() + settlingSeconds * 1000)
  if (ordinary > now) return ordinary
  return new Date(now.getTime() + Math.min(settlingSeconds, LATE_WINDOW_SECONDS) * 1000)
}
