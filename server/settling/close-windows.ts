import postgres from 'postgres'

import { parseCityDay } from '#domain/calendar'
import type { Dependencies, Transaction } from '#server/platform/index'

import type { ClosingGroup } from './candidate-rides'
import { resolveRunOverlaps } from './resolve-run-overlaps'
import { returnTripsOfWithdrawnWinners } from './return-trips'
import { sealRun } from './seal-run'

/** SQLSTATE lock_not_available: a push still holds a run; the next round tries again. */
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Shorter than the database's deadlock check (1 s): a push that locks runs in another order than ours is never made the victim,
 * settling gives way instead.
 */
const LOCK_WAIT_MILLISECONDS = 800

/**
 * Closes every run whose window is over, all operators of one scene and city day together, each group in a transaction of its
 * own, and returns how many runs closed. A run is taken for update, so it never closes under a push in flight: such a group is
 * left for the next round. Harmless when run again or by several processes at once.
 */
export const closeDueWindows = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<number> => {
  const now = clock.now()
  const due = await sql<{ operator_day: string; scene_no: number }[]>`
    SELECT DISTINCT operator_day, scene_no FROM run WHERE state = 'open' AND closes_at <= ${now}
    ORDER BY operator_day, scene_no`
  let closed = 0
  for (const { operator_day, scene_no } of due) {
    const operatorDay = parseCityDay(operator_day)!
    try {
      closed += await sql.begin((transaction) =>
        closeGroup(transaction, { operatorDay, sceneNo: scene_no, now }),
      )
    } catch (error) {
      if (!(error instanceof postgres.PostgresError) || error.code !== LOCK_NOT_AVAILABLE) throw error
    }
  }
  return closed
}

const closeGroup = async (
  sql: Transaction,
  { operatorDay, sceneNo, now }: Omit<ClosingGroup, 'runIds'>,
): Promise<number> => {
  await sql.unsafe(`SET LOCAL lock_timeout = ${LOCK_WAIT_MILLISECONDS}`)
  const runs = await sql<{ run_id: string }[]>`
    SELECT run_id FROM run
    WHERE state = 'open' AND closes_at <= ${now} AND operator_day = ${operatorDay} AND scene_no = ${sceneNo}
    ORDER BY run_id FOR UPDATE`
  await sql`SET LOCAL lock_timeout = 0`
  if (runs.length === 0) return 0
  const group = { operatorDay, sceneNo, runIds: runs.map(({ run_id }) => run_id), now }
  await resolveRunOverlaps(sql, group)
  for (const runId of group.runIds) await sealRun(sql, runId, now)
  await returnTripsOfWithdrawnWinners(sql, group)
  return runs.length
}
