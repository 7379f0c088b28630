import { join } from 'node:path'

import { ConsentFeed, DeleteOrderList, DeletionReceipt } from '#contract'

import { digitsOf, textFlag, unusable, wordsOf } from './arguments'
import type { Call, Command } from './command'
import { applyEntries, applyOrders, keepConsentList, openConsentList, type ConsentList } from './consent-list'
import type { Platform } from './platform'
import { bodyOf } from './push-lines'
import { EXIT_CODES, refusedBy } from './stopped'
import { counted, figure } from './table'

const ENTRIES_A_PAGE = 1_000
/** A list of millions is not written anew for every page; what was read since is read again after a kill, which does no harm. */
const KEPT_EVERY_MILLISECONDS = 10_000

export const pullConsents: Command = {
  usage: 'consents pull [--list FILE] [--receipt [--records ORDER=N …]]',
  about: `Brings the list of whose rides may leave you up to date. Delete orders come first: their instruments leave the list at once. Then the feed is
read from where the last pull stopped. The list is one open consent a line, under a first line with the cursor.
  --list FILE        where the list is (consents.jsonl in the state folder)
  --receipt          says of every order an earlier pull told of that it is carried out: give it once you have deleted what you keep
                     for sending, too
  --records ORDER=N  how many records went for this order; left out, the entries that left the list (1 or 0)`,
  options: {
    list: { type: 'string' },
    receipt: { type: 'boolean' },
    records: { type: 'string', multiple: true },
  },
  run: async (call) => {
    wordsOf(call.words, [])
    const { operatorId, stateFolder } = await call.settings()
    const file = textFlag(call.flags, 'list') ?? join(stateFolder, 'consents.jsonl')
    const records = recordsTold(call.flags['records'])
    const platform = await call.platform()
    const list = await openConsentList(file, operatorId)
    const orderIds = new Set(Object.keys(list.head.deleteOrders))
    await followOrders(platform, list, file)
    if (call.flags['receipt'] === true) await sendReceipts(call, platform, { list, file, orderIds, records })
    await followFeed(call, platform, { list, file })
    await followOrders(platform, list, file)
    report(call, list, file)
    return EXIT_CODES.done
  },
}

/** Open orders, as many as are told at once; those with a receipt are forgotten. */
const followOrders = async (platform: Platform, list: ConsentList, file: string): Promise<void> => {
  const { items } = await platform.expect(DeleteOrderList, { method: 'GET', path: '/delete-orders' })
  applyOrders(list, items)
  await keepConsentList(file, list)
}

interface Receipting {
  readonly list: ConsentList
  readonly file: string
  /** Orders an earlier pull told of: only what its caller could have read can be carried out. */
  readonly orderIds: ReadonlySet<string>
  readonly records: ReadonlyMap<string, number>
}

/** Each receipt is on the disk before it is sent, so that after a crash the same is said again. */
const sendReceipts = async (
  { print }: Call,
  platform: Platform,
  { list, file, orderIds, records }: Receipting,
): Promise<void> => {
  const { deleteOrders } = list.head
  const told = Object.entries(deleteOrders).filter(([orderId]) => orderIds.has(orderId))
  const deletedAt = new Date().toISOString()
  for (const [orderId, order] of told)
    order.receipt ??= { deletedRecords: records.get(orderId) ?? order.removed, deletedAt }
  await keepConsentList(file, list)
  for (const [orderId, { receipt }] of told) {
    const body = bodyOf(Buffer.from(JSON.stringify(receipt)), 'application/json')
    const path = `/delete-orders/${orderId}/receipt`
    const { deletedRecords, receivedAt } = await platform.expect(DeletionReceipt, {
      method: 'POST',
      path,
      body,
    })
    print(`receipt of ${orderId}: ${counted(deletedRecords, 'record', 'records')}, taken at ${receivedAt}`)
    delete deleteOrders[orderId]
  }
  await keepConsentList(file, list)
}

const followFeed = async (
  { progress }: Call,
  platform: Platform,
  { list, file }: { readonly list: ConsentList; readonly file: string },
): Promise<void> => {
  let keptAt = Date.now()
  for (let isMore = true; isMore;) {
    const { cursor } = list.head
    const after = cursor === null ? '' : `after=${encodeURIComponent(cursor)}&`
    const path = `/consents?${after}limit=${ENTRIES_A_PAGE}`
    const answer = await platform.ask(ConsentFeed, { method: 'GET', path })
    if (!answer.ok && isForeignCursor(answer.problem) && cursor !== null) {
      progress.tell('the cursor is none of the platform’s any more: the list is read from the beginning')
      list.head.cursor = null
      list.entries.clear()
      continue
    }
    if (!answer.ok) throw refusedBy(answer.problem)
    applyEntries(list, answer.value.items)
    list.head.cursor = answer.value.cursor
    isMore = answer.value.isMore
    if (isMore && Date.now() - keptAt < KEPT_EVERY_MILLISECONDS) continue
    await keepConsentList(file, list)
    keptAt = Date.now()
    if (isMore) progress.tell(`${figure(list.entries.size)} open consents so far`)
  }
}

const isForeignCursor = ({ code, where }: { readonly code: string; readonly where?: string }): boolean =>
  code === 'request.invalid' && where === '/query/after'

const report = ({ print }: Call, { head, entries }: ConsentList, file: string): void => {
  print(`${counted(entries.size, 'open consent is', 'open consents are')} in ${file}`)
  const orders = Object.entries(head.deleteOrders)
  for (const [orderId, { dueAt }] of orders) print(`to be deleted and receipted until ${dueAt}: ${orderId}`)
  if (orders.length > 0)
    print('delete what you keep of these for sending, then: suitan-operator consents pull --receipt')
}

const recordsTold = (value: unknown): Map<string, number> => {
  const told = new Map<string, number>()
  for (const text of (value ?? []) as readonly string[]) {
    const [, orderId, records] = /^(dlo_\w+)=(\d+)$/.exec(text) ?? []
    if (orderId === undefined || records === undefined)
      throw unusable('--records is ORDER=N', text, 'An order is named as the pull named it')
    told.set(orderId, Number(digitsOf(records, '--records')))
  }
  return told
}
