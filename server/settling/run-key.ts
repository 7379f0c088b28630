import type { Queryable } from '#server/platform/index'

/** What a ride names its run by. */
export interface RunKey {
  readonly operator_day: string
  readonly operator_no: number
  readonly scene_no: number
  readonly run_no: number
}

/** Throws when there is no such run: whoever asks holds its id from a row. */
export const runKeyOf = async (sql: Queryable, runId: string): Promise<RunKey> => {
  const [key] = await sql<RunKey[]>`
    SELECT operator_day, operator_no, scene_no, run_no FROM run WHERE run_id = ${runId}`
  if (key === undefined) throw new Error(`no run ${runId}`)
  return key
}

/**
 * Condition on `ride`: it is among what its run is sealed, confirmed and posted with. One withdrawn after its window stays there, for that is
 * what people put their names to; what it brought is taken back.
 */
export const isSealed = (sql: Queryable) => sql`ride.state IN (0, 3)`

/** Condition on `ride`: it belongs to this run. The day stands as a value, so that only its partition is opened. */
export const isInRun = (sql: Queryable, run: RunKey) => sql`
  ride.operator_day = ${run.operator_day} AND ride.operator_no = ${run.operator_no}
    AND ride.scene_no = ${run.scene_no} AND ride.run_no = ${run.run_no}`
