import type { ReconciliationList } from '#contract'
import type { Queryable } from '#server/platform/index'

import type { ReconciliationRow } from './find-reconciliation'

const RECONCILIATIONS_MAX = 100

/** An operator's reconciliations, the newest first, at most 100; of one of its days if asked. */
export const listReconciliations = async (
  sql: Queryable,
  { operatorNo, operatorDay }: { readonly operatorNo: number; readonly operatorDay: string | undefined },
): Promise<ReconciliationList> => {
  const rows = await sql<ReconciliationRow[]>`
    SELECT reconciliation.*, scene.scene_id FROM reconciliation LEFT JOIN scene USING (scene_no)
    WHERE operator_no = ${operatorNo} AND (${operatorDay ?? null}::date IS NULL OR operator_day = ${operatorDay ?? null}::date)
    ORDER BY compared_at DESC, reconciliation_id LIMIT ${RECONCILIATIONS_MAX}`
  return {
    items: rows.map(({ missing_here: missingHere, missing_there: missingThere, differs, ...row }) => ({
      reconciliationId: row.reconciliation_id,
      operatorDay: row.operator_day,
      sceneId: row.scene_id,
      comparedAt: row.compared_at.toISOString(),
      rows: row.rows,
      isEqual: missingHere + missingThere + differs === 0,
      breaks: { missingHere, missingThere, differs },
    })),
  }
}
