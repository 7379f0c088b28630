import type { OperatorRunList, RunState } from '#contract'
import type { Dependencies, OperatorPrincipal } from '#server/platform/index'

import { presentOperatorRun, selectRun, type RunRow } from './run-row'

const RUNS_MAX = 500

/** The runs of one operator whose windows are over, the newest day first, at most 500; of one state if asked. */
export const listOperatorRuns = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { operatorNo }: Pick<OperatorPrincipal, 'operatorNo'>,
  state: RunState | undefined,
): Promise<OperatorRunList> => {
  const rows = await sql<RunRow[]>`
    ${selectRun(sql)}
    WHERE run.operator_no = ${operatorNo} AND run.state <> 'open'
      AND (${state ?? null}::text IS NULL OR run.state = ${state ?? null})
    ORDER BY run.operator_day DESC, scene.scene_id, run.run_no DESC LIMIT ${RUNS_MAX}`
  return { items: rows.map(presentOperatorRun) }
}
