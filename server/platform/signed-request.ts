import type { IncomingMessage } from 'node:http'

import type { FastifyRequest } from 'fastify'

import { isRefusal, refuse, type Refusal, type SignedParts } from '#contract'
import { encodeId } from '#domain/id'

import { type App } from './app-type'
import { DigestCheckingStream } from './content-digest'
import { type VerificationKey } from './crypto'
import { type Dependencies } from './dependencies'
import { checkSignature, readContentDigest, readSignature, SIGNATURE_WINDOW_SECONDS } from './http-signature'
import { findInstitutionKey } from './institution-key'
import { findOperatorKey } from './operator-key'
import { type OperatorPrincipal, type PartnerPrincipal, type Principal, type SignedText } from './principal'
import { RefusedRequest } from './problem'

/** Who signs requests instead of bearing a token. */
export type SignedKind = 'operator' | 'partner'

/** A key that may have signed a request, and what its holder's request becomes. */
interface Signer extends VerificationKey {
  /** Key ids of operators and of institutions are given apart, so their nonces are kept apart. */
  readonly nonceSpace: string
  /** The last word on a signature that holds: why this holder may not call this path, or who it is. */
  readonly principal: (signed: SignedText) => OperatorPrincipal | PartnerPrincipal | Refusal
}

/**
 * Establishes the operator or the partner from the request's signature, before the body is read; the body's digest is checked while it
 * streams. Refuses every `signature.…` code, `digest.missing` and `institution.suspended`. A route with an `operatorId` or an
 * `institutionId` in its path answers its own operator or institution only.
 */
export async function verifySignedRequest(
  deps: Dependencies,
  request: FastifyRequest,
  kind: SignedKind,
): Promise<OperatorPrincipal | PartnerPrincipal | Refusal> {
  const read = readSignature({
    parts: signedParts(request),
    hasBody: hasBody(request),
    signature: headerText(request, 'signature'),
    signatureInput: headerText(request, 'signature-input'),
  })
  if (isRefusal(read)) return read
  const signer = await SIGNERS[kind](deps, read.keyId, request.params)
  if (signer === undefined) return refuse('signature.unknown-key')
  const refusal = checkSignature(read, signer, deps.clock)
  if (refusal !== undefined) return refusal
  const principal = signer.principal({ base: read.base, signature: read.bytes })
  if (isRefusal(principal)) return principal
  return (await isNewNonce(deps, signer.nonceSpace, read.nonce)) ? principal : refuse('signature.replayed')
}

type FindSigner = (deps: Dependencies, keyId: string, params: unknown) => Promise<Signer | undefined>

const findOperator: FindSigner = async (deps, keyId, params) => {
  const key = await findOperatorKey(deps, keyId)
  if (key === undefined) return undefined
  const { operatorId, operatorNo } = key
  const named = (params as { operatorId?: string }).operatorId
  return {
    ...key,
    nonceSpace: keyId,
    principal: (signed) =>
      named !== undefined && named !== operatorId
        ? refuse('signature.wrong-operator')
        : { kind: 'operator', operatorId, operatorNo, keyId, signed },
  }
}

const findPartner: FindSigner = async (deps, keyId, params) => {
  const key = await findInstitutionKey(deps, keyId)
  if (key === undefined) return undefined
  const { institutionId, isSuspended } = key
  const named = (params as { institutionId?: string }).institutionId
  return {
    ...key,
    // No key id has a slash.
    nonceSpace: `institution/${keyId}`,
    principal: (signed) => {
      if (named !== undefined && named !== encodeId('org', institutionId))
        return refuse('signature.wrong-institution')
      return isSuspended ? refuse('institution.suspended') : { kind: 'partner', institutionId, keyId, signed }
    },
  }
}

const SIGNERS: Readonly<Record<SignedKind, FindSigner>> = { operator: findOperator, partner: findPartner }

/** Whether a request came signed by a machine of somebody's, and not with a token. */
export function isSigned(principal: Principal | null): principal is OperatorPrincipal | PartnerPrincipal {
  return principal?.kind === 'operator' || principal?.kind === 'partner'
}

/** An answer that comes before its body lets the rest flow away for so long; then the connection ends. Our own figure. */
const REST_MILLISECONDS_MAX = 10_000

/**
 * Every body of a signed request passes the digest check, whoever parses it afterwards. What is left of one that was answered
 * unread flows away, so that the sender hears the answer and its connection serves the next request.
 */
export function installDigestCheck(app: App): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (!isSigned(request.principal) || !hasBody(request)) return payload
    const expected = readContentDigest(headerText(request, 'content-digest') ?? '')
    if (isRefusal(expected)) throw new RefusedRequest(expected)
    const checked = new DigestCheckingStream(expected)
    payload.once('error', (error) => checked.destroy(error))
    return payload.pipe(checked)
  })
  app.addHook('onResponse', async ({ principal, raw }) => {
    if (isSigned(principal) && !raw.complete && !raw.destroyed) letFlowAway(raw)
  })
}

function letFlowAway(rest: IncomingMessage): void {
  const giveUp = setTimeout(() => rest.socket.destroy(), REST_MILLISECONDS_MAX)
  rest.once('close', () => clearTimeout(giveUp))
  rest.unpipe()
  rest.resume()
}

/** The nonce is remembered until any signature that bears it is stale: `created` may lie a window ahead of us. */
async function isNewNonce({ sql, clock }: Dependencies, space: string, nonce: string): Promise<boolean> {
  const forgetAfter = new Date(clock.now().getTime() + 2 * SIGNATURE_WINDOW_SECONDS * 1000)
  const rows = await sql`
    INSERT INTO http_nonce (key_id, nonce, forget_after) VALUES (${space}, ${nonce}, ${forgetAfter})
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
