import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { compactVerify, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

import { InstrumentKind } from '#contract'
import type { HostConnection } from '#server/platform/index'

import { HOST_ANSWER_MILLISECONDS_MAX } from './host-http'

/** Keys are fetched again after this, so that a withdrawn one stops counting. */
const KEYS_KEPT_MILLISECONDS = 10 * 60_000
/** An unknown key id makes us look for a rotated key, yet nobody can make us hammer the host with invented ones. */
const KEYS_FETCHED_EVERY_MILLISECONDS = 2_000

const Payload = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  iat: Type.Number(),
  exp: Type.Number(),
  jti: Type.String({ minLength: 8, maxLength: 128 }),
  cards: Type.Array(
    Type.Object({
      scheme: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
      value: Type.String({ minLength: 4, maxLength: 64 }),
      kind: InstrumentKind,
      issuerZh: Type.String({ minLength: 1, maxLength: 64 }),
      issuerEn: Type.String({ minLength: 1, maxLength: 64 }),
    }),
    { maxItems: 64 },
  ),
})

/** A card list as the host signed it; freshness and person are the reader's to judge. */
export type HostCardList = Static<typeof Payload>

/** The host's published keys: cached, and fetched again when a statement names one we have not seen. */
export const createHostKeys = (connection: HostConnection): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(connection.jwksUrl), {
    timeoutDuration: HOST_ANSWER_MILLISECONDS_MAX,
    cacheMaxAge: KEYS_KEPT_MILLISECONDS,
    cooldownDuration: KEYS_FETCHED_EVERY_MILLISECONDS,
  })

/** Verifies a compact JWS (EdDSA, RFC 8037) under the host's keys and reads its card list. */
export const verifyCardList = async (
  keys: JWTVerifyGetKey,
  statement: string,
): Promise<HostCardList | 'refused' | 'unreachable'> => {
  try {
    const { payload } = await compactVerify(statement, keys, { algorithms: ['EdDSA', 'Ed25519'] })
    return readCardList(Buffer.from(payload).toString('utf8'))
  } catch (error) {
    return isStatementFault(error) ? 'refused' : 'unreachable'
  }
}

const readCardList = (text: string): HostCardList | 'refused' => {
  try {
    const list: unknown = JSON.parse(text)
    return Value.Check(Payload, list) ? list : 'refused'
  } catch {
    return 'refused'
  }
}

/** A fault of the statement itself; everything else – no key set, a broken one, a dropped connection – is the host's. */
const isStatementFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !KEY_SET_FAULTS.has(error.code)

const KEY_SET_FAULTS: ReadonlySet<string> = new Set([
  'ERR_JWKS_TIMEOUT',
  'ERR_JWKS_INVALID',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JOSE_GENERIC',
])
