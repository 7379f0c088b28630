import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'

/** A person as her host knows her. */
export interface HostPerson {
  readonly subject: string
  readonly personId: string | null
  readonly maskedName: string
  readonly birthDate: string
  readonly district: string
  readonly guardians?: readonly string[]
}

export interface HostCard {
  readonly scheme: string
  readonly value: string
  readonly kind: 'rideCode' | 'phoneCard' | 'bikeAccount' | 'plasticCard'
  readonly issuerZh: string
  readonly issuerEn: string
}

/** What a test may bend in an otherwise correct card list. */
export interface StatementBend {
  readonly issuer?: string
  readonly subject?: string
  readonly issuedAt?: Date
  readonly ttlSeconds?: number
  readonly jti?: string
}

export interface HostServer {
  readonly connection: {
    readonly hostId: string
    readonly exchangeUrl: string
    readonly clientId: string
    readonly clientSecret: string
    readonly jwksUrl: string
    readonly cityCodeUrl: string
    readonly messagesUrl: string
  }
  readonly ticketFor: (person: HostPerson) => string
  readonly cityCodeFor: (person: HostPerson) => string
  readonly statementFor: (
    person: HostPerson,
    cards: readonly HostCard[],
    bend?: StatementBend,
  ) => Promise<string>
  /** From now on signs with a new key; the old one leaves the published set. */
  readonly rotateKey: () => Promise<void>
  /** Every call with a message it got, in the order of arrival. */
  readonly messageCalls: readonly MessageCall[]
  /** What it answers to messages from now on; `lost` takes the message and breaks the connection before it answers. */
  readonly answerMessages: (answer: number | 'lost') => void
  /** While silent it accepts connections and never answers. */
  readonly setSilent: (silent: boolean) => void
  readonly stop: () => Promise<void>
}

export interface MessageCall {
  readonly idempotencyKey: string
  readonly subject: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly text: { readonly zh: string; readonly en: string }
  readonly path: string
}

/** A host's server in miniature: real HTTP, real client authentication, single-use tickets and codes, real signatures. */
export const startHostServer = async (hostId: string): Promise<HostServer> => {
  const clientSecret = randomUUID()
  const tickets = new Map<string, HostPerson>()
  const cityCodes = new Map<string, HostPerson>()
  let key = await newKey()
  let silent = false
  const messageCalls: MessageCall[] = []
  let messageAnswer: number | 'lost' = 201

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (silent) return
    if (request.url === '/jwks') return send(response, 200, { keys: [key.publicJwk] })
    if (request.url === '/messages') {
      const message = JSON.parse(await bodyOf(request)) as MessageCall
      messageCalls.push({ ...message, idempotencyKey: String(request.headers['idempotency-key']) })
      return messageAnswer === 'lost' ? void request.socket.destroy() : send(response, messageAnswer, {})
    }
    const basic = `Basic ${Buffer.from(`suitan:${clientSecret}`).toString('base64')}`
    if (request.headers.authorization !== basic) return send(response, 401, { error: 'invalid_client' })
    const body = await bodyOf(request)
    if (request.url === '/token') {
      const form = new URLSearchParams(body)
      const person =
        form.get('grant_type') === 'authorization_code' ? take(tickets, form.get('code')) : undefined
      return person
        ? send(response, 200, attestation(person))
        : send(response, 400, { error: 'invalid_grant' })
    }
    if (request.url === '/city-code') {
      const person = take(cityCodes, (JSON.parse(body) as { token: string }).token)
      return person
        ? send(response, 200, { person_id: person.personId, name_masked: person.maskedName })
        : send(response, 400, { error: 'invalid_grant' })
    }
    send(response, 404, { error: 'not_found' })
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    connection: {
      hostId,
      exchangeUrl: `${base}/token`,
      clientId: 'suitan',
      clientSecret,
      jwksUrl: `${base}/jwks`,
      cityCodeUrl: `${base}/city-code`,
      messagesUrl: `${base}/messages`,
    },
    ticketFor: (person) => remember(tickets, person),
    cityCodeFor: (person) => remember(cityCodes, person),
    statementFor: (person, cards, bend = {}) => signedStatement({ hostId, person, cards, bend, key }),
    rotateKey: async () => {
      key = await newKey()
    },
    messageCalls,
    answerMessages: (answer) => {
      messageAnswer = answer
    },
    setSilent: (value) => {
      silent = value
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

const newKey = async (): Promise<SigningKey> => {
  const kid = randomUUID()
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' } }
}

const signedStatement = (made: {
  hostId: string
  person: HostPerson
  cards: readonly HostCard[]
  bend: StatementBend
  key: SigningKey
}): Promise<string> => {
  const { bend, key } = made
  const issuedAt = Math.floor((bend.issuedAt ?? new Date()).getTime() / 1000)
  return new SignJWT({ cards: made.cards })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer(bend.issuer ?? made.hostId)
    .setSubject(bend.subject ?? made.person.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (bend.ttlSeconds ?? 240))
    .setJti(bend.jti ?? randomUUID())
    .sign(key.privateKey)
}

const attestation = (person: HostPerson): object => ({
  subject: person.subject,
  person_id: person.personId,
  name_masked: person.maskedName,
  birth_date: person.birthDate,
  district: person.district,
  guardians: person.guardians ?? [],
  real_name: person.personId !== null,
})

const remember = (store: Map<string, HostPerson>, person: HostPerson): string => {
  const token = randomUUID()
  store.set(token, person)
  return token
}

const take = (store: Map<string, HostPerson>, token: string | null): HostPerson | undefined => {
  const person = token === null ? undefined : store.get(token)
  if (token !== null) store.delete(token)
  return person
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
