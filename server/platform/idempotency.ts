import type { FastifyReply, FastifyRequest } from 'fastify'

import { isRefusal, refuse, type Refusal } from '#contract'

import { type App } from './app-type'
import { canonicalJson } from './crypto'
import { type Dependencies } from './dependencies'
import { principalKey } from './principal'
import { isSigned } from './signed-request'

/** How long an answer is kept for retries. */
export const IDEMPOTENCY_KEPT_SECONDS = 24 * 3600

/** A request whose process died is taken over after this; until then a retry is asked to wait. */
const ABANDONED_AFTER_SECONDS = 60

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

interface Claim {
  principal: string
  key: string
  route: string
}

interface KeptAnswer {
  status: number
  type: string
  body: string
}

/**
 * With `Idempotency-Key`, a resident's or staff member's write happens once: its retry gets the stored answer, another
 * body under the same key gets `request.key-reused`. The key is private to (principal, route). An answer is stored after
 * the use case committed, so a use case whose repetition would harm keeps `request.idempotencyKey` as its own request key; where it
 * does and finds its answer again by it, the route says `own` and nothing is stored here.
 */
export function installIdempotency(app: App, deps: Dependencies): void {
  const claims = new WeakMap<FastifyRequest, Claim>()
  app.decorateRequest('idempotencyKey', null)
  app.addHook('preHandler', async (request, reply) => {
    const claim = claimOf(request)
    if (claim === null) return
    if (isRefusal(claim)) return reply.refuse(claim)
    request.idempotencyKey = claim.key
    if (request.routeOptions.config.idempotency === 'own') return
    const kept = await begin(deps, claim, requestDigest(deps, request))
    if (kept === null) return void claims.set(request, claim)
    if (isRefusal(kept)) return reply.refuse(kept, { retryAfterSeconds: 1 })
    return replay(reply, kept)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request)
    if (claim === undefined) return payload
    claims.delete(request)
    const isFinal = reply.statusCode < 500 && reply.statusCode !== 429
    if (isFinal && (typeof payload === 'string' || payload === null || payload === undefined)) {
      const type = String(reply.getHeader('content-type') ?? '')
      await keep(deps, claim, { status: reply.statusCode, type, body: payload ?? '' })
    } else {
      await forget(deps, claim)
    }
    return payload
  })
}

/** Null when the key does not apply; operators and partners name what they send themselves. */
function claimOf(request: FastifyRequest): Claim | Refusal | null {
  const { principal, method } = request
  const { url: route = '', config } = request.routeOptions
  if (principal === null || isSigned(principal) || !WRITES.has(method)) return null
  if (config.idempotency === 'off') return null
  const key = request.headers['idempotency-key']
  const isMissing = key === undefined
  if (isMissing && config.idempotency !== 'required' && config.idempotency !== 'own') return null
  if (isMissing || Array.isArray(key) || !/^[\x21-\x7e]{8,128}$/.test(key)) {
    return refuse('request.invalid', '/headers/idempotency-key')
  }
  return { principal: principalKey(principal), key, route: `${method} ${route}` }
}

/** The request's own key, which a route whose writes keep it themselves never goes without. */
export function keyOf(key: string | null): string {
  if (key === null) throw new Error('A request without a key came to a route that needs one.')
  return key
}

function requestDigest({ crypto }: Dependencies, request: FastifyRequest): Buffer {
  const { params, query, body = null } = request as { params: unknown; query: unknown; body?: unknown }
  return crypto.digest(canonicalJson({ params, query, body }))
}

/** Claims the key for this request (null), or says what became of the earlier one. */
async function begin(
  { sql, clock, crypto }: Dependencies,
  { principal, key, route }: Claim,
  digest: Buffer,
): Promise<KeptAnswer | Refusal | null> {
  const now = clock.now()
  const abandonedBefore = new Date(now.getTime() - ABANDONED_AFTER_SECONDS * 1000)
  const claimed = await sql`
    INSERT INTO idempotency_key AS kept (principal, key, route, request_digest, begun_at)
    VALUES (${principal}, ${key}, ${route}, ${digest}, ${now})
    ON CONFLICT (principal, key, route) DO UPDATE SET begun_at = ${now}
      WHERE kept.status IS NULL AND kept.begun_at < ${abandonedBefore} AND kept.request_digest = ${digest}
    RETURNING 1`
  if (claimed.length > 0) return null
  const [row] = await sql<{ request_digest: Buffer; status: number | null; answer_sealed: Buffer | null }[]>`
    SELECT request_digest, status, answer_sealed FROM idempotency_key
    WHERE principal = ${principal} AND key = ${key} AND route = ${route}`
  if (row !== undefined && !row.request_digest.equals(digest)) return refuse('request.key-reused')
  if (row === undefined || row.answer_sealed === null) return refuse('server.busy')
  const answer = crypto
    .open('idempotency', row.answer_sealed, sealedFor({ principal, key, route }))
    .toString('utf8')
  return JSON.parse(answer) as KeptAnswer
}

function replay(reply: FastifyReply, { status, type, body }: KeptAnswer): FastifyReply {
  void reply.status(status).header('idempotency-replayed', 'true').serializer(String)
  if (type !== '') void reply.type(type)
  return reply.send(body === '' ? undefined : body)
}

/** Sealed, because an answer may hold what only its resident may read. */
async function keep({ sql, crypto }: Dependencies, claim: Claim, answer: KeptAnswer): Promise<void> {
  const sealed = crypto.seal('idempotency', JSON.stringify(answer), sealedFor(claim))
  await sql`
    UPDATE idempotency_key SET status = ${answer.status}, answer_sealed = ${sealed}
    WHERE principal = ${claim.principal} AND key = ${claim.key} AND route = ${claim.route}`
}

async function forget({ sql }: Dependencies, { principal, key, route }: Claim): Promise<void> {
  await sql`
    DELETE FROM idempotency_key WHERE principal = ${principal} AND key = ${key} AND route = ${route}`
}

function sealedFor({ principal, key, route }: Claim): string {
  return `${principal}|${route}|${key}`
}
