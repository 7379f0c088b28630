import { createHash, createHmac, randomUUID, sign } from 'node:crypto'

import {
  requiredComponents,
  signatureBase,
  signatureHeaders,
  signatureParametersText,
  type HttpSignatureAlgorithm,
  type SignatureParameters,
  type SignedParts,
} from '#contract'
import { operatorKeyColumns, type Dependencies } from '#server/platform/index'
import {
  ed25519PrivateKey,
  ed25519PublicBytes,
  signSm2,
  sm2PrivateKeyHex,
  sm2PublicBytes,
} from '#server/platform/crypto/index'

/** A signing key of a test operator, registered by `registerOperator`. */
export interface OperatorSigner {
  keyId: string
  algorithm: HttpSignatureAlgorithm
  /** 32 bytes: the private seed or the shared secret. */
  seed: Buffer
}

/** Adds an operator with one valid key and returns what signs its requests. */
export async function registerOperator(
  { sql, crypto, clock }: Pick<Dependencies, 'sql' | 'crypto' | 'clock'>,
  operatorId: string,
  algorithm: HttpSignatureAlgorithm = 'ed25519',
): Promise<OperatorSigner> {
  const keyId = `${operatorId}-${algorithm}`
  const seed = createHash('sha256').update(keyId).digest()
  const key = publicHalf({ keyId, algorithm, seed })
  const row = { key_id: keyId, operator_id: operatorId, valid_from: clock.now() }
  await sql`
    INSERT INTO operator (operator_id, name_zh, name_en) VALUES (${operatorId}, ${operatorId}, ${operatorId})
    ON CONFLICT DO NOTHING`
  await sql`INSERT INTO operator_key ${sql({ ...row, ...operatorKeyColumns(crypto, keyId, { algorithm, key }) })}`
  return { keyId, algorithm, seed }
}

export interface RequestToSign {
  method: string
  /** Path and query as sent. */
  target: string
  body?: Buffer | string
  contentType?: string
  contentEncoding?: string
  /** Seconds since 1970; unset means the real present. */
  created?: number
  nonce?: string
}

/** The headers of a signed request, `Content-Digest` and `Content-Type` among them when there is a body. */
export function signedHeaders(signer: OperatorSigner, request: RequestToSign): Record<string, string> {
  const [path = '', query] = request.target.split(/(?=\?)/)
  const parts: SignedParts = { method: request.method, path, query: query ?? '' }
  if (request.body !== undefined) {
    parts.contentDigest = contentDigest(request.body)
    parts.contentType = request.contentType ?? 'application/json'
  }
  if (request.contentEncoding !== undefined) parts.contentEncoding = request.contentEncoding
  const parameters: SignatureParameters = {
    created: request.created ?? Math.floor(Date.now() / 1000),
    nonce: request.nonce ?? randomUUID(),
    keyId: signer.keyId,
    algorithm: signer.algorithm,
  }
  const components = requiredComponents(parts)
  const text = signatureParametersText(components, parameters)
  const signature = signBytes(signer, Buffer.from(signatureBase(parts, components, text)))
  return signatureHeaders(parts, text, signature.toString('base64'))
}

/** The Content-Digest value of a body as sent. */
export function contentDigest(body: Buffer | string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

function signBytes({ algorithm, seed }: OperatorSigner, bytes: Buffer): Buffer {
  switch (algorithm) {
    case 'ed25519':
      return sign(null, bytes, ed25519PrivateKey(seed))
    case 'sm2-sm3':
      return signSm2(sm2PrivateKeyHex(seed), bytes)
    case 'hmac-sha256':
      return createHmac('sha256', seed).update(bytes).digest()
    case 'hmac-sm3':
      return createHmac('sm3', seed).update(bytes).digest()
  }
}

function publicHalf({ algorithm, seed }: OperatorSigner): Buffer {
  switch (algorithm) {
    case 'ed25519':
      return ed25519PublicBytes(ed25519PrivateKey(seed))
    case 'sm2-sm3':
      return sm2PublicBytes(sm2PrivateKeyHex(seed))
    case 'hmac-sha256':
    case 'hmac-sm3':
      return seed
  }
}
