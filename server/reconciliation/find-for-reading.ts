import { refuse, type Refusal } from '#contract'
import type { Dependencies } from '#server/platform/index'

import { findReconciliation, type ReconciliationKey, type ReconciliationRow } from './find-reconciliation'
import { isForgotten } from './forget-breaks'

/** Refuses `request.not-found`, and `reconciliation.forgotten` where breaks are asked for after their time. */
export const findForReading = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  key: ReconciliationKey,
  what?: 'breaks',
): Promise<ReconciliationRow | Refusal> => {
  const row = await findReconciliation(sql, key)
  if (row === undefined) return refuse('request.not-found')
  return what === 'breaks' && isForgotten(row, clock.now()) ? refuse('reconciliation.forgotten') : row
}
