import type { Queryable } from '#server/platform/index'

/** A reconciliation as it is kept. */
export interface ReconciliationRow {
  operator_no: number
  reconciliation_id: string
  operator_day: string
  scene_no: number | null
  scene_id: string | null
  content_digest: Buffer
  compared_at: Date
  rows: number
  missing_here: number
  missing_there: number
  differs: number
  listed: number
  file_digest: Buffer
}

/** What names a reconciliation: its operator and that operator's own id of it. */
export interface ReconciliationKey {
  readonly operatorNo: number
  readonly reconciliationId: string
}

export const findReconciliation = async (
  sql: Queryable,
  { operatorNo, reconciliationId }: ReconciliationKey,
): Promise<ReconciliationRow | undefined> => {
  const [row] = await sql<ReconciliationRow[]>`
    SELECT reconciliation.*, scene.scene_id FROM reconciliation LEFT JOIN scene USING (scene_no)
    WHERE operator_no = ${operatorNo} AND reconciliation_id = ${reconciliationId}`
  return row
}
