import { createHash } from 'node:crypto'

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { isRefusal, ReadingsOutcome, refuse, wire, type Refusal } from '#contract'
import { rolesThatMay } from '#domain/institution'
import { decodeId, encodeId } from '#domain/id'
import { ownerOf, whileOwning } from '#server/institution/index'
import {
  RATE_LIMITS,
  inTransaction,
  partnerOf,
  type App,
  type Dependencies,
  type PartnerPrincipal,
  type Transaction,
} from '#server/platform/index'

import { isOwn } from './owner'
import { selectProject, type ProjectRow } from './project-row'
import { READING_LIMITS, readLines } from './read-lines'
import { findOutcome, takeReadings } from './take-readings'

const MEDIA_TYPE = 'application/x-ndjson'
const PushId = Type.String({
  pattern: '^[\\w.-]{1,64}$',
  description: "the sender's own name of this push or file",
})
const OwnParams = Type.Object({ projectId: wire.WireId('prj'), pushId: PushId })
const PartnerParams = Type.Object({ institutionId: wire.WireId('org'), ...OwnParams.properties })

const DESCRIPTION = `Takes in readings as ${MEDIA_TYPE}, one JSON object a line; sent again they get the stored verdicts.`
/** The name of a push makes its retry harmless. */
const OWN = { idempotency: 'off', rateLimit: RATE_LIMITS.proposals } as const
const PERSON = { ...OWN, access: 'resident' } as const
const MEMBER = { ...OWN, access: 'member', roles: rolesThatMay('runProjects') } as const

/** Readings by signed push of an institution's server, or as a file by whoever runs the project; stored verdicts at any time. */
export const readingRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.addContentTypeParser(
    MEDIA_TYPE,
    { parseAs: 'buffer', bodyLimit: READING_LIMITS.bodyBytesMax },
    (_request, body, done) => done(null, body),
  )
  for (const [prefix, config] of [
    ['/v1/me', PERSON],
    ['/v1/institution', MEMBER],
  ] as const)
    ownRoutes(app, deps, { path: `${prefix}/projects/:projectId/readings/:pushId`, config })
  partnerRoutes(app, deps)
}

const ownRoutes = (
  app: App,
  deps: Dependencies,
  { path, config }: { path: string; config: typeof PERSON | typeof MEMBER },
): void => {
  const schema = { params: OwnParams, response: { 200: ReadingsOutcome } }
  const bodyLimit = READING_LIMITS.bodyBytesMax
  app.post(
    path,
    { config, bodyLimit, schema: { ...schema, description: DESCRIPTION } },
    async (request, reply) => {
      const owner = ownerOf(request.principal)
      const outcome = await whileOwning(deps, owner, (transaction) =>
        take(deps, transaction, request, {
          ...request.params,
          isReachable: isOwn(transaction, owner),
          signed: null,
        }),
      )
      return answer(reply, outcome)
    },
  )
  app.get(path, { config, schema }, async (request, reply) => {
    const owner = ownerOf(request.principal)
    const outcome = await deps.sql.begin((transaction) =>
      readStored(transaction, { ...request.params, isReachable: isOwn(transaction, owner) }),
    )
    return answer(reply, outcome)
  })
}

const partnerRoutes = (app: App, deps: Dependencies): void => {
  const path = '/v1/partners/:institutionId/projects/:projectId/readings/:pushId'
  const schema = { params: PartnerParams, response: { 200: ReadingsOutcome } }
  const config = { access: 'partner' } as const
  const bodyLimit = READING_LIMITS.bodyBytesMax
  app.post(
    path,
    { config, bodyLimit, schema: { ...schema, description: DESCRIPTION } },
    async (request, reply) => {
      const partner = partnerOf(request)
      const signed = { ...partner.signed, keyId: partner.keyId }
      const outcome = await inTransaction(
        deps.sql,
        { isolation: 'read committed', attemptsMax: 3 },
        (transaction) =>
          take(deps, transaction, request, {
            ...request.params,
            isReachable: isPushedBy(transaction, partner),
            signed,
          }),
      )
      return answer(reply, outcome)
    },
  )
  app.get(path, { config, schema }, async (request, reply) => {
    const partner = partnerOf(request)
    const outcome = await deps.sql.begin((transaction) =>
      readStored(transaction, { ...request.params, isReachable: isPushedBy(transaction, partner) }),
    )
    return answer(reply, outcome)
  })
}

/** What is stored goes out as it is: a retry gets the first answer byte for byte. */
const answer = (reply: FastifyReply, outcome: string | Refusal): FastifyReply =>
  isRefusal(outcome) ? reply.refuse(outcome) : reply.type('application/json; charset=utf-8').send(outcome)

/** Condition on `project`: this institution runs it, or is named in it as whose server sends its readings. */
const isPushedBy = (sql: Transaction, { institutionId }: PartnerPrincipal) => sql`
  (institution_id = ${institutionId} OR record ->> 'pusherId' = ${encodeId('org', institutionId)})`

interface Reachable {
  readonly projectId: string
  readonly pushId: string
  readonly isReachable: ReturnType<typeof isOwn>
}

const reach = async (
  transaction: Transaction,
  { projectId, isReachable }: Reachable,
): Promise<ProjectRow | undefined> => {
  const [row] = await transaction<ProjectRow[]>`
    ${selectProject(transaction)} WHERE project_id = ${decodeId('prj', projectId) ?? null} AND ${isReachable} FOR UPDATE`
  return row
}

const take = async (
  deps: Dependencies,
  transaction: Transaction,
  request: FastifyRequest,
  asked: Reachable & { readonly signed: Parameters<typeof takeReadings>[2]['signed'] },
): Promise<string | Refusal> => {
  const { body } = request
  if (body === undefined || body === null) return refuse('push.empty')
  if (!Buffer.isBuffer(body)) return refuse('request.unsupported-media', 'Content-Type')
  const lines = readLines(body)
  if (isRefusal(lines)) return lines
  const row = await reach(transaction, asked)
  if (row === undefined) return refuse('request.not-found')
  const contentDigest = createHash('sha256').update(body).digest()
  const { pushId, signed, projectId: wireId } = asked
  const sent = { projectId: row.project_id, pushId, contentDigest, lines, signed, wireId }
  return takeReadings(transaction, row, { ...sent, now: deps.clock.now() })
}

const readStored = async (transaction: Transaction, asked: Reachable): Promise<string | Refusal> => {
  const row = await reach(transaction, asked)
  const stored = row && (await findOutcome(transaction, { projectId: row.project_id, pushId: asked.pushId }))
  return stored === undefined ? refuse('request.not-found') : stored.outcome
}
