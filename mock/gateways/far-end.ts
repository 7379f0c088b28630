import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { FarDelivery, FarDeliveryState } from '#contract'
import { listening, nonceOfSigned, readText, sendJson, type KnownClient } from '../hosts'

/**
 * How it behaves to orders. `slow`: takes them and says pending until it is told to finish; `lost`: delivers and breaks the connection
 * before it answers; `away`: takes nothing and answers 503; `gate`: a proxy before it answers 404 with a page; otherwise the reason it
 * refuses with. Queries are always answered, but for `away` and `gate`.
 */
export type FarEndMood =
  'delivers' | 'slow' | 'lost' | 'away' | 'gate' | 'recipientUnknown' | 'recipientCannotTake' | 'closed'

export interface FarEnd {
  readonly url: string
  setMood(mood: FarEndMood): void
  /** What it paid out, each as often as it did. */
  readonly paid: readonly FarDelivery[]
  /** Method and path of every call it heard, in order. */
  readonly calls: readonly string[]
  /** Finishes what it had taken as pending. */
  finish(): void
  close(): Promise<void>
}

export interface FarEndOptions extends KnownClient {
  /** Where its book is kept, so that the next start knows what was delivered; left out: in memory. */
  readonly bookFile?: string
  /** Whom it does not know; left out: it knows everybody. */
  readonly knows?: (recipient: string) => boolean
  readonly onPaid?: (delivery: FarDelivery) => void
  readonly port?: number
}

/** A far end with a book of its own: one delivery an id, whatever is asked how often. */
export const startFarEnd = async ({
  bookFile,
  knows = () => true,
  onPaid = () => {},
  port = 0,
  ...client
}: FarEndOptions): Promise<FarEnd> => {
  let mood: FarEndMood = 'delivers'
  const [paid, calls, nonces] = [[] as FarDelivery[], [] as string[], new Set<string>()]
  const book = keepBook(bookFile)
  const waiting = new Map<string, FarDelivery>()
  const payOut = (delivery: FarDelivery): FarDeliveryState => {
    paid.push(delivery)
    onPaid(delivery)
    return { deliveryId: delivery.deliveryId, state: 'delivered' }
  }
  const take = (delivery: FarDelivery): FarDeliveryState => {
    const { deliveryId } = delivery
    const known = book.get(deliveryId)
    if (known) return known
    if (mood === 'slow') waiting.set(deliveryId, delivery)
    const state = stateOf(delivery)
    book.set(deliveryId, state)
    return state
  }
  const stateOf = (delivery: FarDelivery): FarDeliveryState => {
    const { deliveryId, recipient } = delivery
    if (!knows(recipient)) return { deliveryId, state: 'refused', reason: 'recipientUnknown' }
    if (mood === 'slow') return { deliveryId, state: 'pending' }
    return mood === 'delivers' || mood === 'lost'
      ? payOut(delivery)
      : { deliveryId, state: 'refused', reason: mood }
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readText(request)
    const path = request.url ?? ''
    calls.push(`${request.method} ${path}`)
    const nonce = nonceOfSigned(request, body, client)
    if (nonce === undefined || nonces.has(nonce)) return sendJson(response, 401, {})
    nonces.add(nonce)
    if (mood === 'away') return sendJson(response, 503, {})
    if (mood === 'gate')
      return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
    const deliveryId = path.slice(path.lastIndexOf('/') + 1)
    if (request.method === 'GET') {
      const known = book.get(deliveryId)
      return sendJson(response, known ? 200 : 404, known ?? { deliveryId, state: 'unknown' })
    }
    const state = take(JSON.parse(body) as FarDelivery)
    if (mood === 'lost') return void request.socket.destroy()
    sendJson(response, state.state === 'refused' ? 422 : 200, state)
  }
  const server = createServer((request, response) => void answer(request, response))
  const boundPort = await listening(server, port)
  return {
    url: `http://127.0.0.1:${boundPort}`,
    setMood: (next) => (mood = next),
    paid,
    calls,
    finish() {
      for (const [deliveryId, delivery] of waiting) book.set(deliveryId, payOut(delivery))
      waiting.clear()
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface Book {
  get(deliveryId: string): FarDeliveryState | undefined
  set(deliveryId: string, state: FarDeliveryState): void
}

const keepBook = (file: string | undefined): Book => {
  const kept: readonly FarDeliveryState[] =
    file !== undefined && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as FarDeliveryState[])
      : []
  const states = new Map(kept.map((state) => [state.deliveryId, state]))
  return {
    get: (deliveryId) => states.get(deliveryId),
    set: (deliveryId, state) => {
      states.set(deliveryId, state)
      if (file !== undefined) writeFileSync(file, JSON.stringify([...states.values()]))
    },
  }
}
