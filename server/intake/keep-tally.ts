import type { Transaction } from '#server/platform/index'

import type { RideGroup } from './ride-columns'
import type { TallyLine } from './verdicts'

interface OfPush {
  readonly operatorNo: number
  readonly pushId: string
}

/** Counts of a push by scene, verdict and reason, for good: the report on data quality is made of them, not of rows that are forgotten. */
export const keepTally = async (
  sql: Transaction,
  { operatorNo, pushId }: OfPush,
  tally: readonly TallyLine[],
): Promise<void> => {
  await sql`
    INSERT INTO push_tally (operator_no, push_id, scene_id, verdict, code, rows, breaks)
    SELECT ${operatorNo}::smallint, ${pushId}, nullif(scene, ''), verdict, nullif(code, ''), rows, breaks
    FROM unnest(${tally.map(({ sceneId }) => sceneId ?? '')}::text[], ${tally.map(({ verdict }) => verdict)}::text[],
      ${tally.map(({ code }) => code ?? '')}::text[], ${tally.map(({ rows }) => rows)}::int[],
      ${tally.map(({ breaks }) => breaks)}::int[]) AS line (scene, verdict, code, rows, breaks)`
}

/** Which runs a push's rows were sent into. */
export const keepRunsOfPush = async (
  sql: Transaction,
  { operatorNo, pushId }: OfPush,
  runs: readonly { readonly group: RideGroup; readonly runNo: number; readonly rows: number }[],
): Promise<void> => {
  if (runs.length === 0) return
  await sql`
    INSERT INTO push_run (operator_no, push_id, operator_day, scene_no, run_no, rows)
    SELECT ${operatorNo}::smallint, ${pushId}, day, scene_no, run_no, rows
    FROM unnest(${runs.map(({ group }) => group.operatorDay)}::text[]::date[], ${runs.map(({ group }) => group.sceneNo)}::int[],
      ${runs.map(({ runNo }) => runNo)}::int[], ${runs.map(({ rows }) => rows)}::int[]) AS sent (day, scene_no, run_no, rows)`
}
