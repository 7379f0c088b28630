import type { OperatorPrincipal } from '#server/platform/index'
import { appendAudit, principalKey, type Dependencies, type Transaction } from '#server/platform/index'

import type { BreakRow, Comparison } from './compare-book'
import { digestOfCsv } from './csv-file'
import { findReconciliation, type ReconciliationKey } from './find-reconciliation'
import type { BookOf } from './load-book'

export interface ReconciliationToStore {
  readonly operator: OperatorPrincipal
  readonly reconciliationId: string
  readonly book: BookOf
  readonly contentDigest: Buffer
  readonly comparedAt: Date
  readonly rows: number
  readonly comparison: Comparison
  readonly requestId: string
}

const BREAKS_A_STATEMENT = 10_000

/**
 * Keeps what came of a book: figures, runs, breaks, and the digest of the file over them; all of it or nothing, with its entry in the log
 * of actions. Of two sendings of one id the second finds the first and keeps nothing.
 */
export const storeReconciliation = async (
  deps: Dependencies,
  store: ReconciliationToStore,
): Promise<void> => {
  const { operatorNo } = store.operator
  const key = { operatorNo, reconciliationId: store.reconciliationId }
  await deps.sql.begin(async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reconciliation ${operatorNo} ${key.reconciliationId}`}, 0))`
    if ((await findReconciliation(sql, key)) !== undefined) return
    await storeFigures(sql, key, store.comparison)
    for (let from = 0; from < store.comparison.breaks.length; from += BREAKS_A_STATEMENT)
      await storeBreaks(sql, key, store.comparison.breaks.slice(from, from + BREAKS_A_STATEMENT), from + 1)
    const { operatorDay, sceneNo } = store.book
    const { counts, breaks } = store.comparison
    const fileDigest = await digestOfCsv(sql, { ...key, operatorDay, counts, listed: breaks.length })
    await sql`
      INSERT INTO reconciliation (operator_no, reconciliation_id, operator_day, scene_no, content_digest, compared_at, rows,
        missing_here, missing_there, differs, listed, file_digest)
      VALUES (${operatorNo}, ${key.reconciliationId}, ${operatorDay}, ${sceneNo}, ${store.contentDigest}, ${store.comparedAt},
        ${store.rows}, ${counts.missingHere}, ${counts.missingThere}, ${counts.differs}, ${breaks.length}, ${fileDigest})`
    await appendAudit(sql, {
      occurredAt: store.comparedAt,
      actor: principalKey(store.operator),
      action: 'reconciliation.compared',
      // Operators name theirs apart, so two may share an id.
      subject: `${store.operator.operatorId}/${key.reconciliationId}`,
      detail: {
        operatorDay,
        rows: store.rows,
        ...counts,
        contentDigest: store.contentDigest.toString('hex'),
        fileDigest: fileDigest.toString('hex'),
      },
      requestId: store.requestId,
    })
  })
}

const storeFigures = async (
  sql: Transaction,
  { operatorNo, reconciliationId }: ReconciliationKey,
  { figures, runs }: Comparison,
): Promise<void> => {
  const own = { operator_no: operatorNo, reconciliation_id: reconciliationId }
  if (figures.length > 0)
    await sql`INSERT INTO reconciliation_figure ${sql(figures.map((figure) => ({ ...own, ...texted(figure) })))}`
  if (runs.length > 0)
    await sql`INSERT INTO reconciliation_run ${sql(runs.map((run) => ({ ...own, ...texted(run) })))}`
}

/** The driver takes a bigint for whatever type it guesses; a text is read as the column's. */
const texted = (row: object): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? String(value) : (value as string | number | null),
    ]),
  )

const storeBreaks = async (
  sql: Transaction,
  { operatorNo, reconciliationId }: ReconciliationKey,
  breaks: readonly BreakRow[],
  firstNo: number,
): Promise<void> => {
  const column = <K extends keyof BreakRow>(name: K): string =>
    `{${breaks.map((row) => row[name] ?? 'NULL').join(',')}}`
  await sql`
    INSERT INTO reconciliation_break (operator_no, reconciliation_id, break_no, kind, line, ride_key, their_scene_no, their_standing,
      their_revision, their_distance_meters, their_reduction_milligrams, our_scene_no, our_standing, our_revision,
      our_distance_meters, our_reduction_milligrams)
    SELECT ${operatorNo}::smallint, ${reconciliationId}, ${firstNo}::int - 1 + n, kind, line, ride_key, their_scene_no, their_standing,
      their_revision, their_distance_meters, their_reduction_milligrams, our_scene_no, our_standing, our_revision,
      our_distance_meters, our_reduction_milligrams
    FROM unnest(${column('kind')}::text[], ${column('line')}::int[], ${column('ride_key')}::uuid[],
      ${column('their_scene_no')}::smallint[], ${column('their_standing')}::text[], ${column('their_revision')}::smallint[],
      ${column('their_distance_meters')}::int[], ${column('their_reduction_milligrams')}::bigint[],
      ${column('our_scene_no')}::smallint[], ${column('our_standing')}::text[], ${column('our_revision')}::smallint[],
      ${column('our_distance_meters')}::int[], ${column('our_reduction_milligrams')}::bigint[]) WITH ORDINALITY
      AS found (kind, line, ride_key, their_scene_no, their_standing, their_revision, their_distance_meters,
        their_reduction_milligrams, our_scene_no, our_standing, our_revision, our_distance_meters, our_reduction_milligrams, n)`
}
