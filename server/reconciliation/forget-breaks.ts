import { breaksKeptUntil } from '#domain/reconciliation'
import type { Dependencies, Queryable } from '#server/platform/index'

import type { ReconciliationRow } from './find-reconciliation'

/** Whether the breaks of a reconciliation are past their time; one without breaks keeps its file for good. */
export const isForgotten = ({ listed, compared_at }: ReconciliationRow, now: Date): boolean =>
  listed > 0 && breaksKeptUntil(compared_at) <= now

/** Forgets breaks after their time; figures, counts and the file's digest stay. */
export const forgetBreaks = async ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  for (const { operator_no, reconciliation_id } of await pastTheirTime(sql, clock.now()))
    await sql`
      DELETE FROM reconciliation_break
      WHERE operator_no = ${operator_no} AND reconciliation_id = ${reconciliation_id}`
}

const pastTheirTime = async (
  sql: Queryable,
  now: Date,
): Promise<Pick<ReconciliationRow, 'operator_no' | 'reconciliation_id'>[]> => {
  const kept = breaksKeptUntil(now).getTime() - now.getTime()
  return sql<Pick<ReconciliationRow, 'operator_no' | 'reconciliation_id'>[]>`
    SELECT operator_no, reconciliation_id FROM reconciliation
    WHERE compared_at <= ${new Date(now.getTime() - kept)} AND EXISTS (
      SELECT FROM reconciliation_break AS found
      WHERE found.operator_no = reconciliation.operator_no AND found.reconciliation_id = reconciliation.reconciliation_id)`
}
