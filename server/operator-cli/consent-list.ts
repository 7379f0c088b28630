import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

import { Type, type Static } from '@sinclair/typebox'

import { DeletionReceiptRequest, type ConsentEntry, type DeleteOrder } from '#contract'

import { keepFile } from './keep-file'
import { parsedJson, readValue } from './read-value'
import { Stopped } from './stopped'

const Head = Type.Object({
  operatorId: Type.String(),
  /** Where to go on; null before the first page. */
  cursor: Type.Union([Type.String(), Type.Null()]),
  /** Open delete orders and what is to be said of each: said again after a crash it has to be the same. */
  deleteOrders: Type.Record(
    Type.String(),
    Type.Object({
      /** Entries of this list that went. */
      removed: Type.Integer({ minimum: 0 }),
      dueAt: Type.Union([Type.String(), Type.Null()]),
      receipt: Type.Union([DeletionReceiptRequest, Type.Null()]),
    }),
  ),
})
type Head = Static<typeof Head>

/** Whose rides may leave the operator: one open consent a line, by its id, under a first line with the cursor. */
export interface ConsentList {
  readonly head: Head
  readonly entries: Map<string, string>
}

/** The list as it lies there, an empty one where there is none. Stops with `list.unreadable` and `list.of-another`. */
export const openConsentList = async (file: string, operatorId: string): Promise<ConsentList> => {
  const entries = new Map<string, string>()
  if (!existsSync(file)) return { head: { operatorId, cursor: null, deleteOrders: {} }, entries }
  let head: Head | undefined
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (head === undefined) head = headOf(file, line)
    else entries.set(idOf(file, line), line)
  }
  if (head === undefined) throw unreadable(file)
  if (head.operatorId === operatorId) return { head, entries }
  const next = 'Name another file with --list'
  const what = `This list is of ${head.operatorId}`
  throw new Stopped({ code: 'list.of-another', what, where: file, next })
}

/** Cursor, entries and orders are one file, so that none is ever ahead of another. */
export const keepConsentList = (file: string, list: ConsentList): Promise<void> =>
  keepFile(file, linesOf(list))

/** Applies what a page tells; the same page twice does no harm. */
export const applyEntries = ({ head, entries }: ConsentList, items: readonly ConsentEntry[]): void => {
  for (const { kind, consentId, sceneId, subject, from, deleteOrderId } of items) {
    if (kind === 'granted') entries.set(consentId, JSON.stringify({ consentId, sceneId, subject, from }))
    else if (entries.delete(consentId) && deleteOrderId !== null)
      head.deleteOrders[deleteOrderId] ??= { removed: 1, dueAt: null, receipt: null }
  }
}

/** Takes the instruments of the open orders out of the list; each order is remembered until its receipt is taken. */
export const applyOrders = ({ head, entries }: ConsentList, open: readonly DeleteOrder[]): void => {
  const known = head.deleteOrders
  head.deleteOrders = {}
  for (const { deleteOrderId, consentId, dueAt } of open) {
    const removed = entries.delete(consentId) ? 1 : 0
    head.deleteOrders[deleteOrderId] = { ...(known[deleteOrderId] ?? { removed, receipt: null }), dueAt }
  }
}

function* linesOf({ head, entries }: ConsentList): Generator<string> {
  yield `${JSON.stringify(head)}\n`
  for (const line of entries.values()) yield `${line}\n`
}

const headOf = (file: string, line: string): Head => {
  const read = readValue(Head, parsedJson(line))
  if ('fault' in read) throw unreadable(file)
  return read.value
}

const idOf = (file: string, line: string): string => {
  const parsed = parsedJson(line) as { consentId?: unknown } | undefined
  if (typeof parsed?.consentId !== 'string') throw unreadable(file)
  return parsed.consentId
}

const unreadable = (file: string): Stopped =>
  new Stopped({
    code: 'list.unreadable',
    what: 'The list cannot be read',
    where: file,
    next: 'Move it away and pull again: the feed tells from the beginning what is open now',
  })
