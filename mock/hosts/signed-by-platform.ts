import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { requiredComponents, SIGNATURE_LABEL, signatureBase, signatureParametersText } from '#contract'

/** The platform as one of our partners knows it. */
export interface KnownClient {
  readonly clientId: string
  readonly clientSecret: string
  readonly now: () => number
}

const CREATED_SECONDS_APART_MAX = 300

const PARAMETERS =
  /^sig1=(\([^)]*\);created=(\d+);nonce="([\w-]{16,128})";keyid="([^"]+)";alg="hmac-sha256")$/

/** The nonce of a request that carries a fresh signature (RFC 9421, HMAC-SHA256) over its method, path, query and, with a body, digest and type. */
export const nonceOfSigned = (
  request: IncomingMessage,
  body: string,
  { clientId, clientSecret, now }: KnownClient,
): string | undefined => {
  const [, , created, nonce, keyId] = PARAMETERS.exec(String(request.headers['signature-input'])) ?? []
  if (nonce === undefined || keyId !== clientId) return undefined
  if (Math.abs(Number(created) - now() / 1_000) > CREATED_SECONDS_APART_MAX) return undefined
  const { pathname, search } = new URL(request.url ?? '/', 'http://host')
  const parts = {
    method: request.method ?? '',
    path: pathname,
    query: search,
    ...(body === ''
      ? {}
      : {
          contentDigest: `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
          contentType: String(request.headers['content-type']),
        }),
  }
  const components = requiredComponents(parts)
  const parameters = signatureParametersText(components, {
    created: Number(created),
    nonce,
    keyId,
    algorithm: 'hmac-sha256',
  })
  const base = signatureBase(parts, components, parameters)
  const expected = `${SIGNATURE_LABEL}=:${createHmac('sha256', clientSecret).update(base).digest('base64')}:`
  const given = Buffer.from(String(request.headers['signature']))
  const isSigned = given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
  return isSigned ? nonce : undefined
}
