import { createPublicKey, randomUUID, sign, type KeyObject } from 'node:crypto'
import type { WalletCard } from '../city'

/** A host's statement is good for this long; our own server refuses a longer life. */
const STATEMENT_SECONDS = 300

export interface StatementFacts {
  readonly issuer: string
  readonly subject: string
  readonly cards: readonly WalletCard[]
  readonly now: Date
}

/** The cards of one person as a compact JWS (RFC 7515) signed with EdDSA (RFC 8037). */
export const cardStatement = (
  { issuer, subject, cards, now }: StatementFacts,
  key: HostSigningKey,
): string => {
  const iat = Math.floor(now.getTime() / 1_000)
  const payload = { iss: issuer, sub: subject, iat, exp: iat + STATEMENT_SECONDS, jti: randomUUID(), cards }
  const input = `${encoded({ alg: 'EdDSA', kid: key.keyId, typ: 'JWT' })}.${encoded(payload)}`
  return `${input}.${sign(null, Buffer.from(input), key.privateKey).toString('base64url')}`
}

export interface HostSigningKey {
  readonly keyId: string
  readonly privateKey: KeyObject
}

/** The public half, as it stands in the host's JWKS. */
export const publicJwk = ({ keyId, privateKey }: HostSigningKey): Record<string, unknown> => ({
  ...createPublicKey(privateKey).export({ format: 'jwk' }),
  kid: keyId,
  use: 'sig',
  alg: 'EdDSA',
})

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
