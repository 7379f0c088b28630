import { Type, type Static } from '@sinclair/typebox'
import { SignJWT } from 'jose'

import { CreditReading, wire } from '#contract'
import { verifyClaims } from '#server/institution/index'
import { ed25519PrivateKey, ed25519PublicBytes, type CryptoModule } from '#server/platform/index'

const TYPE = 'credit-statement+jwt'
const ISSUER = 'suitan'

const { holder, sum, level, lines, firstMonth, lastMonth } = CreditReading.properties
/** The record as it was, and of whom. */
export const StatedRecord = Type.Object({ holder, sum, level, lines, firstMonth, lastMonth })
export type StatedRecord = Static<typeof StatedRecord>

const Claims = Type.Object({
  iss: Type.Literal(ISSUER),
  /** The reader's 统一社会信用代码, or `bearer`. */
  aud: Type.String(),
  jti: wire.WireId('cst'),
  iat: Type.Integer(),
  nbf: Type.Integer(),
  exp: Type.Integer(),
  purpose: CreditReading.properties.purpose,
  record: StatedRecord,
})
export type StatementClaims = Static<typeof Claims>

/** Our own key, the same in every process. Its public half is given to nobody: only this service says whether a statement holds. */
const keyOf = (crypto: CryptoModule) => ed25519PrivateKey(crypto.deriveKey('credit-statement', 32))

export const signStatement = (crypto: CryptoModule, claims: Omit<StatementClaims, 'iss'>): Promise<string> =>
  new SignJWT({ ...claims, iss: ISSUER }).setProtectedHeader({ alg: 'EdDSA', typ: TYPE }).sign(keyOf(crypto))

/** What a statement says, if it is ours and unaltered; its time and reader are judged elsewhere. */
export const verifyStatement = (crypto: CryptoModule, jws: string): Promise<StatementClaims | undefined> =>
  verifyClaims(jws, ed25519PublicBytes(keyOf(crypto)), { type: TYPE, claims: Claims })
