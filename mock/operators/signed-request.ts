import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import {
  requiredComponents,
  signatureBase,
  signatureHeaders,
  signatureParametersText,
  type SignedParts,
} from '#contract'

/** An operator's signing key; the platform knows its public half under `keyId`. */
export interface OperatorKey {
  readonly operatorId: string
  readonly keyId: string
  readonly privateKey: KeyObject
}

export interface UnsignedRequest {
  readonly method: 'GET' | 'POST'
  /** The whole address, query included. */
  readonly url: string
  readonly body?: Uint8Array
  readonly contentType?: string
  readonly contentEncoding?: 'gzip'
}

export interface SigningMoment {
  readonly created: Date
  readonly nonce: string
}

export const signingMoment = (created = new Date()): SigningMoment => ({
  created,
  nonce: randomBytes(16).toString('base64url'),
})

/**
 * The headers that make a request the operator's own: HTTP Message Signatures (RFC 9421) over method, path, query and, where there
 * is a body, Content-Digest (RFC 9530, SHA-256 over the bytes as sent), Content-Type and Content-Encoding.
 */
export const signedHeaders = (
  { method, url, body, contentType, contentEncoding }: UnsignedRequest,
  { keyId, privateKey }: Pick<OperatorKey, 'keyId' | 'privateKey'>,
  { created, nonce }: SigningMoment,
): Record<string, string> => {
  const { pathname, search } = new URL(url)
  const parts: SignedParts = {
    method,
    path: pathname,
    query: search,
    ...(body ? { contentDigest: `sha-256=:${createHash('sha256').update(body).digest('base64')}:` } : {}),
    ...(contentType ? { contentType } : {}),
    ...(contentEncoding ? { contentEncoding } : {}),
  }
  const components = requiredComponents(parts)
  const createdSeconds = Math.floor(created.getTime() / 1_000)
  const parameters = signatureParametersText(components, {
    created: createdSeconds,
    nonce,
    keyId,
    algorithm: 'ed25519',
  })
  const signature = sign(null, Buffer.from(signatureBase(parts, components, parameters)), privateKey)
  return signatureHeaders(parts, parameters, signature.toString('base64'))
}

/** A new Ed25519 key as PKCS #8 PEM, and the 32 bytes of its public half as base64url, which is how it is registered. */
export const newKeyPair = (): { readonly privatePem: string; readonly publicBase64url: string } => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { privatePem, publicBase64url: publicBase64url(privateKey) }
}

export const publicBase64url = (privateKey: KeyObject): string => {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('not an Ed25519 key')
  return x
}

export const operatorKey = (operatorId: string, keyId: string, privatePem: string): OperatorKey => ({
  operatorId,
  keyId,
  privateKey: createPrivateKey(privatePem),
})
