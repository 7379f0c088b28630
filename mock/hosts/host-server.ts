import { createHash, createPrivateKey, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Resident } from '../city'
import { cardStatement, publicJwk, type HostSigningKey } from './card-statement'
import type { HostId } from './host-ids'
import { readObject, readText, sendJson } from './http-exchange'
import { listening } from './listening'
import { createMessageInbox, type InboxMessage, type MessageInbox } from './message-inbox'
import { createOneTimeStore, type OneTimeStore } from './one-time-store'

/** What the platform has to know to be a client of this host. */
export interface HostConnection {
  readonly hostId: HostId
  readonly exchangeUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly jwksUrl: string
  readonly cityCodeUrl: string
  readonly messagesUrl: string
}

export interface HostServerOptions {
  readonly hostId: HostId
  readonly clientSecret: string
  /** PKCS #8 PEM of the Ed25519 key that signs card statements. */
  readonly signingPem: string
  readonly residents: readonly Resident[]
  /** 0: any free port. */
  readonly port: number
  readonly now?: () => number
  /** A message for one of the app's users has just arrived. */
  readonly onMessage?: (resident: Resident, message: InboxMessage) => void
}

export interface HostServer {
  readonly baseUrl: string
  readonly connection: HostConnection
  close(): Promise<void>
}

const TICKET_MILLISECONDS = 5 * 60_000
const CITY_CODE_MILLISECONDS = 60_000

/**
 * The server of one simulated super-app. To our platform: ticket exchange, JWKS, city-code verification, messages to its users. To
 * its own app (the shell, under /app/): a ticket, a card statement, a city code or the messages of the resident who holds the phone.
 */
export const startHostServer = async (options: HostServerOptions): Promise<HostServer> => {
  const server = createServer(hostRequests(options))
  const port = await listening(server, options.port)
  const baseUrl = `http://127.0.0.1:${port}`
  return {
    baseUrl,
    connection: {
      hostId: options.hostId,
      exchangeUrl: `${baseUrl}/oauth/token`,
      clientId: CLIENT_ID,
      clientSecret: options.clientSecret,
      jwksUrl: `${baseUrl}/jwks.json`,
      cityCodeUrl: `${baseUrl}/city-codes/verify`,
      messagesUrl: `${baseUrl}/messages`,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const CLIENT_ID = 'suitan'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

interface Host {
  readonly options: HostServerOptions
  readonly key: HostSigningKey
  readonly tickets: OneTimeStore<Resident>
  readonly cityCodes: OneTimeStore<Resident>
  readonly inbox: MessageInbox
  readonly now: () => number
}

const hostRequests = (
  options: HostServerOptions,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const now = options.now ?? Date.now
  const host: Host = {
    options,
    now,
    key: { keyId: `${options.hostId}-1`, privateKey: createPrivateKey(options.signingPem) },
    tickets: createOneTimeStore<Resident>(TICKET_MILLISECONDS, now),
    cityCodes: createOneTimeStore<Resident>(CITY_CODE_MILLISECONDS, now),
    inbox: inboxOf(options, now),
  }
  const routes: Readonly<Record<string, Handler>> = {
    'POST /oauth/token': (request, response) => exchangeTicket(host, request, response),
    'GET /jwks.json': async (_request, response) => sendJson(response, 200, { keys: [publicJwk(host.key)] }),
    'POST /city-codes/verify': (request, response) => verifyCityCode(host, request, response),
    'POST /messages': async (request, response) => {
      const status = host.inbox.take(request, await readText(request))
      sendJson(response, status, {})
    },
    'POST /app/messages': forResident(host, (resident) => ({
      messages: host.inbox.of(subjectOf(options.hostId, resident)),
    })),
    'POST /app/tickets': forResident(host, (resident) => ({ ticket: host.tickets.issue(resident) })),
    'POST /app/city-codes': forResident(host, (resident) => ({ token: host.cityCodes.issue(resident) })),
    'POST /app/card-statements': forResident(host, (resident) => ({
      statement: statementOf(host, resident),
    })),
  }
  return (request, response) => {
    const handler = routes[`${request.method} ${request.url?.split('?')[0]}`]
    if (!handler) return sendJson(response, 404, { error: 'not_found' })
    handler(request, response).catch(() => sendJson(response, 400, { error: 'invalid_request' }))
  }
}

const inboxOf = (options: HostServerOptions, now: () => number): MessageInbox => {
  const userOf = (subject: string): Resident | undefined =>
    options.residents.find((resident) => subjectOf(options.hostId, resident) === subject)
  return createMessageInbox({
    clientId: CLIENT_ID,
    clientSecret: options.clientSecret,
    now,
    isUser: (subject) => userOf(subject) !== undefined,
    onMessage: (message) => {
      const resident = userOf(message.subject)
      if (resident) options.onMessage?.(resident, message)
    },
  })
}

/** OAuth 2.0 in form (RFC 6749, 4.1.3): client by HTTP Basic, the ticket is the code. */
const exchangeTicket = async (
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!isOurClient(request, host.options.clientSecret))
    return sendJson(response, 401, { error: 'invalid_client' })
  const form = new URLSearchParams(await readText(request))
  if (form.get('grant_type') !== 'authorization_code')
    return sendJson(response, 400, { error: 'unsupported_grant_type' })
  const resident = host.tickets.redeem(form.get('code') ?? '')
  if (!resident) return sendJson(response, 400, { error: 'invalid_grant' })
  sendJson(response, 200, {
    subject: subjectOf(host.options.hostId, resident),
    person_id: resident.personId,
    name_masked: resident.maskedName,
    birth_date: resident.birthDate,
    district: resident.district,
    guardians: resident.guardians,
    real_name: resident.personId !== null,
  })
}

const verifyCityCode = async (
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!isOurClient(request, host.options.clientSecret))
    return sendJson(response, 401, { error: 'invalid_client' })
  const { token } = await readObject(request)
  const resident = typeof token === 'string' ? host.cityCodes.redeem(token) : undefined
  if (!resident?.personId) return sendJson(response, 400, { error: 'invalid_token' })
  sendJson(response, 200, { person_id: resident.personId, name_masked: resident.maskedName })
}

const forResident =
  (host: Host, answer: (resident: Resident) => unknown): Handler =>
  async (request, response) => {
    const { residentId } = await readObject(request)
    const resident = host.options.residents.find((one) => one.residentId === residentId)
    sendJson(response, resident ? 200 : 404, resident ? answer(resident) : { error: 'unknown_resident' })
  }

const statementOf = (host: Host, resident: Resident): string =>
  cardStatement(
    {
      issuer: host.options.hostId,
      subject: subjectOf(host.options.hostId, resident),
      cards: resident.wallet,
      now: new Date(host.now()),
    },
    host.key,
  )

/** The person's id at this host alone: the same person has another one at every host. */
const subjectOf = (hostId: HostId, resident: Resident): string =>
  createHash('sha256').update(`${hostId}\n${resident.residentId}`).digest('base64url').slice(0, 24)

const isOurClient = (request: IncomingMessage, clientSecret: string): boolean => {
  const expected = Buffer.from(`Basic ${Buffer.from(`${CLIENT_ID}:${clientSecret}`).toString('base64')}`)
  const given = Buffer.from(request.headers.authorization ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
