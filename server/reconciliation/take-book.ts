import { isRefusal, refuse, type Reconciliation, type Refusal } from '#contract'
import { endOfCityDay, parseCityDay } from '#domain/calendar'
import { readBody, type LinesBody, type PushGate } from '#server/intake/index'
import type { Dependencies, OperatorPrincipal } from '#server/platform/index'

import { compareBook, type Comparison } from './compare-book'
import { findReconciliation, type ReconciliationRow } from './find-reconciliation'
import { BOOK_LIMITS } from './limits'
import { createBookLoader, createBookTable, type BookOf } from './load-book'
import { readReconciliation } from './read-reconciliation'
import { storeReconciliation } from './store-reconciliation'

export interface IncomingBook extends LinesBody {
  readonly operator: OperatorPrincipal
  readonly reconciliationId: string
  readonly operatorDay: string
  readonly sceneId: string | undefined
  readonly requestId: string
}

/**
 * Takes an operator's book of a day, holds it against ours and keeps what came of it. Nothing is kept before the whole body has been
 * read and its digest has held; a retry of the same book is answered as the first was, without being read. Refuses
 * `reconciliation.conflict`, `reconciliation.day-not-over`, `reconciliation.line-invalid`, `reconciliation.ride-twice`,
 * `request.invalid`, `server.busy` and what `readBody` refuses.
 */
export const takeBook = async (
  deps: Dependencies,
  gate: PushGate,
  incoming: IncomingBook,
): Promise<Reconciliation | Refusal> => {
  const leave = await gate.enter(incoming.operator.operatorNo)
  if (leave === null) return refuse('server.busy')
  try {
    const outcome = await known(deps, incoming)
    if (outcome !== undefined) incoming.body.resume()
    return outcome ?? (await takeNew(deps, incoming))
  } finally {
    leave()
  }
}

const takeNew = async (deps: Dependencies, incoming: IncomingBook): Promise<Reconciliation | Refusal> => {
  const book = await bookOf(deps, incoming)
  if (isRefusal(book)) {
    incoming.body.resume()
    return book
  }
  const compared = await loadAndCompare(deps, incoming, book)
  if (isRefusal(compared)) return compared
  await storeReconciliation(deps, { ...incoming, ...compared, book })
  const outcome = await known(deps, incoming)
  if (outcome === undefined) throw new Error('a reconciliation that was kept is not there')
  return outcome
}

/** What an earlier sending of this id was answered; `reconciliation.conflict` where it was of something else. */
const known = async (
  deps: Dependencies,
  { operator, reconciliationId, ...sent }: IncomingBook,
): Promise<Reconciliation | Refusal | undefined> => {
  const row = await findReconciliation(deps.sql, { ...operator, reconciliationId })
  if (row === undefined) return undefined
  return isSame(row, sent) ? readReconciliation(deps.sql, operator, row) : refuse('reconciliation.conflict')
}

const isSame = (
  row: ReconciliationRow,
  { contentDigest, operatorDay, sceneId }: Pick<IncomingBook, 'contentDigest' | 'operatorDay' | 'sceneId'>,
): boolean =>
  row.content_digest.equals(contentDigest) &&
  row.operator_day === operatorDay &&
  row.scene_id === (sceneId ?? null)

const bookOf = async (
  { sql, clock }: Dependencies,
  { operator, operatorDay, sceneId }: IncomingBook,
): Promise<BookOf | Refusal> => {
  const day = parseCityDay(operatorDay)
  if (day === undefined) return refuse('request.invalid', '/query/operatorDay')
  if (clock.now() < endOfCityDay(day)) return refuse('reconciliation.day-not-over')
  const scenes = await sql<{ scene_id: string; scene_no: number }[]>`SELECT scene_id, scene_no FROM scene`
  const sceneNos = new Map(scenes.map(({ scene_id, scene_no }) => [scene_id, scene_no]))
  const sceneNo = sceneId === undefined ? null : sceneNos.get(sceneId)
  if (sceneNo === undefined) return refuse('request.invalid', '/query/scene')
  const { operatorId, operatorNo } = operator
  return { operatorId, operatorNo, operatorDay: day, sceneNo, sceneNos }
}

interface ComparedBook {
  readonly comparedAt: Date
  readonly rows: number
  readonly comparison: Comparison
}

/**
 * One transaction that sees one moment, the one at which the book began to come, and writes nothing but tables of its own: our side
 * cannot move while it is counted, and a body cut short leaves nothing.
 */
const loadAndCompare = async (
  { sql, clock }: Dependencies,
  incoming: IncomingBook,
  book: BookOf,
): Promise<ComparedBook | Refusal> =>
  sql.begin('isolation level repeatable read', async (transaction) => {
    const comparedAt = clock.now()
    await transaction`SET LOCAL jit = off`
    await createBookTable(transaction)
    const loader = createBookLoader(transaction, book)
    const reading = { ...incoming, read: loader.read, limits: BOOK_LIMITS, afterChunk: loader.handOn }
    const unread = await readBody(reading)
    const unloaded = await loader.finish()
    const refusal = unread ?? unloaded
    if (refusal !== undefined) return refusal
    const comparison = await compareBook(transaction, book)
    return isRefusal(comparison) ? comparison : { comparedAt, rows: loader.rows(), comparison }
  })
