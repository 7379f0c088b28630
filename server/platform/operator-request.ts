import type { IncomingMessage } from 'node:http'

import type { FastifyRequest } from 'fastify'

import { isRefusal, refuse, type Refusal, type SignedParts } from '#contract'

import { type App } from './app-type'
import { DigestCheckingStream } from './content-digest'
import { type Dependencies } from './dependencies'
import { checkSignature, readContentDigest, readSignature, SIGNATURE_WINDOW_SECONDS } from './http-signature'
import { findOperatorKey } from './operator-key'
import { type OperatorPrincipal } from './principal'
import { RefusedRequest } from './problem'

/**
 * Establishes the operator from the request's signature, before the body is read; the body's digest is checked while it
 * streams. Refuses every `signature.…` code and `digest.missing`. A route with an `operatorId` in its path answers its
 * own operator only.
 */
export async function verifyOperatorRequest(
  deps: Dependencies,
  request: FastifyRequest,
): Promise<OperatorPrincipal | Refusal> {
  const read = readSignature({
    parts: signedParts(request),
    hasBody: hasBody(request),
    signature: headerText(request, 'signature'),
    signatureInput: headerText(request, 'signature-input'),
  })
  if (isRefusal(read)) return read
  const key = await findOperatorKey(deps, read.keyId)
  if (key === undefined) return refuse('signature.unknown-key')
  const refusal = checkSignature(read, key, deps.clock)
  if (refusal !== undefined) return refusal
  const { operatorId, operatorNo, keyId } = key
  const named = (request.params as { operatorId?: string }).operatorId
  if (named !== undefined && named !== operatorId) return refuse('signature.wrong-operator')
  if (!(await isNewNonce(deps, keyId, read.nonce))) return refuse('signature.replayed')
  const signed = { base: read.base, signature: read.bytes }
  return { kind: 'operator', operatorId, operatorNo, keyId, signed }
}

/** An answer that comes before its body lets the rest flow away for so long; then the connection ends. Our own figure. */
const REST_MILLISECONDS_MAX = 10_000

/**
 * Every body of an operator's request passes the digest check, whoever parses it afterwards. What is left of one that was answered
 * unread flows away, so that the sender hears the answer and its connection serves the next request.
 */
export function installDigestCheck(app: App): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.principal?.kind !== 'operator' || !hasBody(request)) return payload
    const expected = readContentDigest(headerText(request, 'content-digest') ?? '')
    if (isRefusal(expected)) throw new RefusedRequest(expected)
    const checked = new DigestCheckingStream(expected)
    payload.once('error', (error) => checked.destroy(error))
    return payload.pipe(checked)
  })
  app.addHook('onResponse', async ({ principal, raw }) => {
    if (principal?.kind === 'operator' && !raw.complete && !raw.destroyed) letFlowAway(raw)
  })
}

function letFlowAway(rest: IncomingMessage): void {
  const giveUp = setTimeout(() => rest.socket.destroy(), REST_MILLISECONDS_MAX)
  rest.once('close', () => clearTimeout(giveUp))
  rest.unpipe()
  rest.resume()
}

/** The nonce is remembered until any signature that bears it is stale: `created` may lie a window ahead of us. */
async function isNewNonce({ sql, clock }: Dependencies, keyId: string, nonce: string): Promise<boolean> {
  const forgetAfter = new Date(clock.now().getTime() + 2 * SIGNATURE_WINDOW_SECONDS * 1000)
  const rows = await sql`
    INSERT INTO http_nonce (key_id, nonce, forget_after) VALUES (${keyId}, ${nonce}, ${forgetAfter})
    ON CONFLICT DO NOTHING RETURNING 1`
  return rows.length > 0
}

/** Path and query exactly as they stand in the request line. */
function signedParts(request: FastifyRequest): SignedParts {
  const target = request.raw.url ?? ''
  const queryAt = target.indexOf('?')
  const parts: SignedParts = {
    method: request.method,
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? '' : target.slice(queryAt),
  }
  const contentDigest = headerText(request, 'content-digest')
  const contentType = headerText(request, 'content-type')
  const contentEncoding = headerText(request, 'content-encoding')
  if (contentDigest !== undefined) parts.contentDigest = contentDigest
  if (contentType !== undefined) parts.contentType = contentType
  if (contentEncoding !== undefined) parts.contentEncoding = contentEncoding
  return parts
}

function hasBody(request: FastifyRequest): boolean {
  const length = request.headers['content-length']
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
