import type { BookFigure, Reconciliation } from '#contract'
import { encodeId } from '#domain/id'
import { breaksKeptUntil } from '#domain/reconciliation'
import type { OperatorPrincipal, Queryable } from '#server/platform/index'

import type { FigureRow, RunFigureRow } from './compare-book'
import type { ReconciliationKey, ReconciliationRow } from './find-reconciliation'

/** A kept reconciliation as its operator reads it; the same at any time. */
export const readReconciliation = async (
  sql: Queryable,
  { operatorId, operatorNo }: Pick<OperatorPrincipal, 'operatorId' | 'operatorNo'>,
  row: ReconciliationRow,
): Promise<Reconciliation> => {
  const key = { operatorNo, reconciliationId: row.reconciliation_id }
  const [figures, runs] = [await figuresOf(sql, key), await runsOf(sql, key)]
  const { missing_here: missingHere, missing_there: missingThere, differs } = row
  return {
    reconciliationId: row.reconciliation_id,
    operatorId,
    operatorDay: row.operator_day,
    sceneId: row.scene_id,
    comparedAt: row.compared_at.toISOString(),
    rows: row.rows,
    isEqual: missingHere + missingThere + differs === 0,
    breaks: { missingHere, missingThere, differs },
    breaksListed: row.listed,
    breaksKeptUntil: breaksKeptUntil(row.compared_at).toISOString(),
    figures: figures.map(presentFigure),
    runs: runs.map(({ run_id, scene_id, run_no, state, rides, reduction_milligrams }) => ({
      runId: encodeId('run', run_id),
      sceneId: scene_id,
      runNo: run_no,
      state,
      rides: Number(rides),
      reductionMilligrams: String(reduction_milligrams),
    })),
    fileDigest: `sha-256=:${row.file_digest.toString('base64')}:`,
  }
}

export type NamedFigure = FigureRow & { scene_id: string }

/** Figures by scene, complete rides first. */
export const figuresOf = (
  sql: Queryable,
  { operatorNo, reconciliationId }: ReconciliationKey,
): Promise<NamedFigure[]> => sql<NamedFigure[]>`
  SELECT figure.*, scene.scene_id FROM reconciliation_figure AS figure JOIN scene USING (scene_no)
  WHERE operator_no = ${operatorNo} AND reconciliation_id = ${reconciliationId}
  ORDER BY scene_id, array_position(ARRAY['complete', 'takenBack', 'notKept'], standing)`

export type NamedRun = RunFigureRow & { scene_id: string; run_no: number }

/** Runs by scene and number. */
export const runsOf = (
  sql: Queryable,
  { operatorNo, reconciliationId }: ReconciliationKey,
): Promise<NamedRun[]> => sql<NamedRun[]>`
  SELECT figure.*, scene.scene_id, run.run_no
  FROM reconciliation_run AS figure JOIN run USING (run_id) JOIN scene ON scene.scene_no = run.scene_no
  WHERE figure.operator_no = ${operatorNo} AND figure.reconciliation_id = ${reconciliationId}
  ORDER BY scene_id, run_no`

const textOf = (sum: bigint | null): string | null => (sum === null ? null : String(sum))

const presentFigure = (row: NamedFigure): BookFigure => ({
  sceneId: row.scene_id,
  status: row.standing,
  theirs: {
    rides: Number(row.their_rides),
    distanceMeters: textOf(row.their_distance_meters),
    reductionMilligrams: textOf(row.their_reduction_milligrams),
  },
  ours: {
    rides: Number(row.our_rides),
    distanceMeters: textOf(row.our_distance_meters),
    reductionMilligrams: textOf(row.our_reduction_milligrams),
  },
  otherChannel: {
    rides: Number(row.other_channel_rides),
    reductionMilligrams: String(row.other_channel_milligrams),
  },
})
