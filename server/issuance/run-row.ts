import { decodeId, encodeId } from '#domain/id'
import type { RunState as AnyRunState } from '#domain/issuance'
import type { OperatorRun, Run, RunState } from '#contract'
import type { Queryable, Transaction } from '#server/platform/index'

import type { IssueFault } from './issue-fault'

/** A run with the names it is shown under. Figures are null while it is open. */
export interface RunRow {
  run_id: string
  operator_id: string
  operator_zh: string
  operator_en: string
  scene_id: string
  operator_day: string
  operator_no: number
  scene_no: number
  run_no: number
  state: AnyRunState
  salt: Buffer
  rides: bigint | null
  accounts: bigint | null
  reduction_milligrams: bigint | null
  evidence_digest: Buffer | null
  operator_figures_digest: Buffer | null
  settled_at: Date | null
  reported_at: Date | null
  verified_at: Date | null
  confirmed_at: Date | null
  issued_at: Date | null
  returned_reason: string | null
  issue_fault: IssueFault | null
  serial_from: bigint | null
  serial_to: bigint | null
  confirmations: number
}

/** Select list and tables of a RunRow; `WHERE` and the rest follow. */
export const selectRun = (sql: Queryable) => sql`
  SELECT run.*, operator.operator_id, operator.name_zh AS operator_zh, operator.name_en AS operator_en, scene.scene_id,
    (SELECT count(*)::int FROM run_confirmation AS c WHERE c.run_id = run.run_id) AS confirmations
  FROM run JOIN operator USING (operator_no) JOIN scene USING (scene_no)`

/** The run of a wire id, locked until the transaction ends; undefined when there is none, or nothing to act on yet. */
export const lockRun = async (sql: Transaction, wireId: string): Promise<RunRow | undefined> => {
  const runId = decodeId('run', wireId)
  if (runId === undefined) return undefined
  const [run] = await sql<RunRow[]>`
    ${selectRun(sql)} WHERE run.run_id = ${runId} AND run.state NOT IN ('open', 'empty') FOR UPDATE OF run`
  return run
}

const instant = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** A run as staff see it; `figures` replaces the run's own for somebody who sees one district only. */
export const presentRun = (
  row: RunRow,
  figures?: { rides: bigint; accounts: bigint; reduction_milligrams: bigint },
): Run => {
  const { rides, accounts, reduction_milligrams } = figures ?? row
  if (rides === null || accounts === null || reduction_milligrams === null || row.settled_at === null) {
    throw new Error(`run ${row.run_id} is shown before it settled`)
  }
  const isWhole = figures === undefined
  return {
    runId: encodeId('run', row.run_id),
    operatorId: row.operator_id,
    operator: { zh: row.operator_zh, en: row.operator_en },
    sceneId: row.scene_id,
    operatorDay: row.operator_day,
    runNo: row.run_no,
    state: shownState(row),
    rides: Number(rides),
    accounts: Number(accounts),
    reductionMilligrams: String(reduction_milligrams),
    settledAt: row.settled_at.toISOString(),
    reportedAt: instant(row.reported_at),
    verifiedAt: instant(row.verified_at),
    confirmedAt: instant(row.confirmed_at),
    issuedAt: instant(row.issued_at),
    returnedReason: row.returned_reason,
    confirmations: row.confirmations,
    // The range would tell the whole run's sum.
    serialFrom: isWhole && row.serial_from !== null ? String(row.serial_from) : null,
    serialTo: isWhole && row.serial_to !== null ? String(row.serial_to) : null,
  }
}

const shownState = ({ run_id, state }: RunRow): RunState => {
  if (state === 'open' || state === 'empty')
    throw new Error(`run ${run_id} is ${state} and has nothing to show`)
  return state
}

/** A run as its operator sees it. An empty one is shown too: its rows were all lost or withdrawn. */
export const presentOperatorRun = (row: RunRow): OperatorRun => ({
  runId: encodeId('run', row.run_id),
  sceneId: row.scene_id,
  operatorDay: row.operator_day,
  runNo: row.run_no,
  state: row.state,
  rides: Number(row.rides ?? 0n),
  reductionMilligrams: String(row.reduction_milligrams ?? 0n),
  returnedReason: row.returned_reason,
})
