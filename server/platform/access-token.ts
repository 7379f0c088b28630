import { createPublicKey, type KeyObject } from 'node:crypto'

import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { errors, jwtVerify, SignJWT } from 'jose'

import { MemberRole, StaffRole } from '#contract'

import { type Clock } from './clock'
import { ed25519PrivateKey, type CryptoModule } from './crypto'
import {
  type MemberPrincipal,
  type ResidentPrincipal,
  type StaffPrincipal,
  type VisitorPrincipal,
} from './principal'

/** The principals that carry a token; operators sign their requests instead. */
export type TokenPrincipal = VisitorPrincipal | ResidentPrincipal | StaffPrincipal | MemberPrincipal

export const ACCESS_TOKEN_TTL_SECONDS = 15 * 60

const ISSUER = 'suitan'

const Claims = Type.Union([
  Type.Object({ kind: Type.Literal('visitor'), sessionId: Type.String(), hostId: Type.String() }),
  Type.Object({
    kind: Type.Literal('resident'),
    sessionId: Type.String(),
    hostId: Type.String(),
    accountId: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('staff'),
    sessionId: Type.String(),
    staffId: Type.String(),
    role: StaffRole,
    district: Type.Union([Type.String(), Type.Null()]),
  }),
  Type.Object({
    kind: Type.Literal('member'),
    sessionId: Type.String(),
    hostId: Type.String(),
    memberId: Type.String(),
    institutionId: Type.String(),
    role: MemberRole,
  }),
])
const claimsFit = (value: unknown): value is Static<typeof Claims> => Value.Check(Claims, value)

export interface AccessToken {
  accessToken: string
  expiresAt: Date
}

export interface AccessTokens {
  issue(principal: TokenPrincipal): Promise<AccessToken>
  /** Undefined for anything that is not a token of ours, unaltered and unexpired. */
  read(token: string): Promise<TokenPrincipal | undefined>
}

/** EdDSA tokens (RFC 8037) of 15 minutes under a key derived from the master key, so that every process accepts them. */
export function createAccessTokens(crypto: CryptoModule, clock: Clock): AccessTokens {
  const privateKey: KeyObject = ed25519PrivateKey(crypto.deriveKey('access-token', 32))
  const publicKey = createPublicKey(privateKey)
  return {
    async issue(principal) {
      const issuedSeconds = Math.floor(clock.now().getTime() / 1000)
      const expiresSeconds = issuedSeconds + ACCESS_TOKEN_TTL_SECONDS
      const accessToken = await new SignJWT({ principal })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(ISSUER)
        .setIssuedAt(issuedSeconds)
        .setExpirationTime(expiresSeconds)
        .sign(privateKey)
      return { accessToken, expiresAt: new Date(expiresSeconds * 1000) }
    },
    async read(token) {
      const expected = { issuer: ISSUER, audience: ISSUER, algorithms: ['EdDSA'], typ: 'at+jwt' }
      try {
        const { payload } = await jwtVerify(token, publicKey, { ...expected, currentDate: clock.now() })
        const claims = payload['principal']
        return claimsFit(claims) ? claims : undefined
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
