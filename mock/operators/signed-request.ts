import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'

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

export const signingMoment = (): SigningMoment => ({
  created: new Date(),
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
  const headers: Record<string, string> = {
    ...(body ? { 'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:` } : {}),
    ...(contentType ? { 'content-type': contentType } : {}),
    ...(contentEncoding ? { 'content-encoding': contentEncoding } : {}),
  }
  // An absent query is signed as "?" (RFC 9421, section 2.2.7).
  const covered = [
    ['@method', method],
    ['@path', pathname],
    ['@query', search || '?'],
    ...Object.entries(headers),
  ] as const
  const createdSeconds = Math.floor(created.getTime() / 1_000)
  const names = covered.map(([name]) => `"${name}"`).join(' ')
  const parameters = `(${names});created=${createdSeconds};nonce="${nonce}";keyid="${keyId}";alg="ed25519"`
  const base = [
    ...covered.map(([name, value]) => `"${name}": ${value}`),
    `"@signature-params": ${parameters}`,
  ].join('\n')
  const signature = sign(null, Buffer.from(base), privateKey).toString('base64')
  return { ...headers, 'signature-input': `sig1=${parameters}`, signature: `sig1=:${signature}:` }
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
