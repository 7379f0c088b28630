import { randomUUID } from 'node:crypto'

import type { ConsentEntry, ConsentFeed, DeleteOrderList } from '#contract'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'
import {
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

/** Residents on real phones, and operators that ask by real signed requests. */
export interface FeedCity {
  readonly world: ResidentWorld
  readonly operators: Readonly<Record<string, Operator>>
  /** Somebody new with an open account. */
  readonly somebody: (part?: object) => Promise<Phone>
}

export interface Operator {
  readonly operatorId: string
  readonly signer: OperatorSigner
  /** `path` behind the operator's own address. */
  readonly ask: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>
  readonly feed: (after?: string, limit?: number) => Promise<ConsentFeed>
  readonly orders: () => Promise<DeleteOrderList>
}

export const openFeedCity = async (): Promise<FeedCity> => {
  const world = await startResidentWorld()
  const operators: Record<string, Operator> = {}
  for (const operatorId of ['sptcc', 'metro-app', 'bike-blue', 'bike-green'])
    operators[operatorId] = operatorOf(
      world,
      operatorId,
      await registerOperator(world.platform.deps, operatorId),
    )
  let people = 0
  const somebody = (part: object = {}): Promise<Phone> => {
    people += 1
    const number = String(people).padStart(14, '0')
    return world.resident({ ...mei, subject: `somebody-${people}`, personId: `SIM7${number}`, ...part })
  }
  return { world, operators, somebody }
}

const operatorOf = (world: ResidentWorld, operatorId: string, signer: OperatorSigner): Operator => {
  const ask: Operator['ask'] = (method, path, body) =>
    signedBy(world, signer, method, `/v1/operators/${operatorId}${path}`, body)
  return {
    operatorId,
    signer,
    ask,
    feed: async (after = '0', limit = 500) =>
      answered(await ask('GET', `/consents?after=${after}&limit=${limit}`)),
    orders: async () => answered(await ask('GET', '/delete-orders')),
  }
}

const answered = ({ status, body }: Answer): Answer['body'] => {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** A body that is a text goes as NDJSON. */
export const signedBy = async (
  world: ResidentWorld,
  signer: OperatorSigner,
  method: 'GET' | 'POST',
  target: string,
  body?: unknown,
): Promise<Answer> => {
  const isRows = typeof body === 'string'
  const text = body === undefined || isRows ? body : JSON.stringify(body)
  const created = Math.floor(world.clock.now().getTime() / 1000)
  const sent =
    text === undefined
      ? {}
      : { body: text as string, contentType: isRows ? 'application/x-ndjson' : 'application/json' }
  const headers = signedHeaders(signer, { method, target, created, nonce: randomUUID(), ...sent })
  const response = await fetch(world.platform.url + target, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text as string }),
  })
  const answer = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? null : JSON.parse(answer),
  }
}

/** An operator's own book of consents, kept as the guide says: what is granted is open, what is ended is not. */
export const keepBook = () => {
  const open = new Map<string, ConsentEntry>()
  let cursor = '0'
  const pull = async (operator: Operator, limit = 500): Promise<void> => {
    for (let isMore = true; isMore;) {
      const page = await operator.feed(cursor, limit)
      for (const entry of page.items) {
        if (entry.kind === 'granted') open.set(entry.consentId, entry)
        else open.delete(entry.consentId)
      }
      cursor = page.cursor
      isMore = page.isMore
    }
  }
  const numbers = (): string[] => [...open.values()].map(({ subject }) => subject?.value ?? '').sort()
  return { pull, numbers, at: () => cursor }
}

let cards = 0
/** A number nobody has yet. */
export const newNumber = (): string => {
  cards += 1
  return `310477${String(cards).padStart(10, '0')}`
}
