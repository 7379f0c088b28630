import { Type } from '@sinclair/typebox'

import { MANDATE_DAYS_MAX } from '#domain/institution'
import { keyIdOf, verifyClaims } from '#server/institution/index'
import type { Clock, Queryable } from '#server/platform/index'

const TYPE = 'scene-mandate+jwt'
/** Their clock and ours may differ by this. */
const CLOCK_SECONDS_MAX = 60

const Payload = Type.Object({
  /** 统一社会信用代码 of the operator's institution, and of the party it entrusts. */
  iss: Type.String(),
  sub: Type.String(),
  aud: Type.Literal('suitan'),
  jti: Type.String({ minLength: 8, maxLength: 128 }),
  iat: Type.Integer(),
  exp: Type.Integer(),
  scene: Type.String(),
})

export interface SceneMandate {
  readonly institutionId: string
  readonly keyId: string
  readonly jti: string
  readonly expiresAt: Date
}

/**
 * Reads the mandate by which an operator's institution entrusts another with its application for one scene: compact JWS under a key of that
 * institution that is valid now, naming this party and this scene. Undefined for anything else; what exactly is wrong helps only a forger.
 */
export const readSceneMandate = async (
  { sql, clock }: { sql: Queryable; clock: Clock },
  jws: string,
  meant: { operatorId: string; sceneId: string; agentInstitutionId: string },
): Promise<SceneMandate | undefined> => {
  const now = clock.now()
  const keyId = keyIdOf(jws) ?? null
  const [key] = await sql<
    { institution_id: string; credit_code: string; public_key: Buffer; agent_code: string }[]
  >`
    SELECT institution_id, credit_code, public_key,
      (SELECT credit_code FROM institution AS agent WHERE agent.institution_id = ${meant.agentInstitutionId}) AS agent_code
    FROM institution_key JOIN institution USING (institution_id)
    WHERE key_id = ${keyId} AND operator_id = ${meant.operatorId} AND suspended_at IS NULL
      AND valid_from <= ${now} AND (valid_to IS NULL OR valid_to > ${now})`
  if (keyId === null || key === undefined) return undefined
  const claims = await verifySceneMandate(jws, key.public_key)
  if (claims === undefined || claims.iss !== key.credit_code) return undefined
  if (claims.sub !== key.agent_code || claims.scene !== meant.sceneId) return undefined
  const seconds = Math.floor(now.getTime() / 1000)
  const isOfNow = claims.iat <= seconds + CLOCK_SECONDS_MAX && seconds < claims.exp
  if (!isOfNow || claims.exp - claims.iat > MANDATE_DAYS_MAX * 86_400) return undefined
  return {
    institutionId: key.institution_id,
    keyId,
    jti: claims.jti,
    expiresAt: new Date(claims.exp * 1000),
  }
}

/** What such a mandate says, if this key signed it; undefined otherwise. */
export const verifySceneMandate = (jws: string, publicKey: Uint8Array) =>
  verifyClaims(jws, publicKey, { type: TYPE, claims: Payload })
