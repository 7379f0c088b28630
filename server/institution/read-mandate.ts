import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { compactVerify, decodeProtectedHeader, errors, importJWK } from 'jose'

import { MANDATE_DAYS_MAX } from '#domain/institution'
import { isWritten, type Clock, type Queryable } from '#server/platform/index'

const AUDIENCE = 'suitan'
const TYPE = 'mandate+jwt'
/** Their clock and ours may differ by this. */
const CLOCK_SECONDS_MAX = 60

const Payload = Type.Object({
  /** The institution's 统一社会信用代码. */
  iss: Type.String(),
  aud: Type.Literal(AUDIENCE),
  jti: Type.String({ minLength: 8, maxLength: 128 }),
  iat: Type.Integer(),
  exp: Type.Integer(),
  owner: Type.Object({ displayName: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }) }),
})

export interface Mandate {
  readonly institutionId: string
  readonly keyId: string
  readonly jti: string
  readonly displayName: string
  readonly expiresAt: Date
}

/**
 * Reads a mandate: compact JWS under a key of the institution that is valid now, meant for us, issued and not run out. Undefined for
 * anything else; what exactly is wrong helps only a forger.
 */
export const readMandate = async (
  { sql, clock }: { sql: Queryable; clock: Clock },
  jws: string,
): Promise<Mandate | undefined> => {
  const keyId = keyIdOf(jws)
  const [key] =
    keyId === undefined
      ? []
      : await sql<{ institution_id: string; credit_code: string; public_key: Buffer }[]>`
          SELECT institution_id, credit_code, public_key FROM institution_key JOIN institution USING (institution_id)
          WHERE key_id = ${keyId} AND suspended_at IS NULL AND valid_from <= ${clock.now()}
            AND (valid_to IS NULL OR valid_to > ${clock.now()})`
  if (keyId === undefined || key === undefined) return undefined
  const claims = await verifyMandate(jws, key.public_key)
  if (claims === undefined || claims.iss !== key.credit_code) return undefined
  const now = Math.floor(clock.now().getTime() / 1000)
  const isOfNow = claims.iat <= now + CLOCK_SECONDS_MAX && now < claims.exp
  if (!isOfNow || claims.exp - claims.iat > MANDATE_DAYS_MAX * 86_400) return undefined
  return {
    institutionId: key.institution_id,
    keyId,
    jti: claims.jti,
    displayName: claims.owner.displayName,
    expiresAt: new Date(claims.exp * 1000),
  }
}

/** What a mandate says, if this key signed it; undefined otherwise. */
export const verifyMandate = (
  jws: string,
  publicKey: Uint8Array,
): Promise<Static<typeof Payload> | undefined> =>
  verifyClaims(jws, publicKey, { type: TYPE, claims: Payload })

/**
 * The claims of a compact JWS of this type, if this key signed it and they fit; undefined otherwise. Their texts are held to what a body's
 * are: nothing in them that nobody types.
 */
export const verifyClaims = async <T extends TSchema>(
  jws: string,
  publicKey: Uint8Array,
  expected: { readonly type: string; readonly claims: T },
): Promise<Static<T> | undefined> => {
  try {
    const x = Buffer.from(publicKey).toString('base64url')
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA')
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['EdDSA', 'Ed25519'] })
    if (protectedHeader.typ !== expected.type) return undefined
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    return Value.Check(expected.claims, claims) && isWritten(claims) ? claims : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** As `institution_key` keeps them. */
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/

/** The id of the key a compact JWS says it was signed by; undefined where it says none that could be one. */
export const keyIdOf = (jws: string): string | undefined => {
  try {
    const kid: unknown = decodeProtectedHeader(jws).kid
    return typeof kid === 'string' && KEY_ID.test(kid) ? kid : undefined
  } catch {
    return undefined
  }
}
