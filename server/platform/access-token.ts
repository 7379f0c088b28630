import { createPublicKey, type KeyObject } from 'node:crypto'

import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { errors, jwtVerify, SignJWT } from 'jose'

import { MemberRole, StaffRole } from '#contract'

import { type Clock } from './clock'
import { ed25519PrivateKey, type CryptoModule } from './crypto'
import {
  type ExpertPrincipal,
  type MemberPrincipal,
  type ResidentPrincipal,
  type StaffPrincipal,
  type VisitorPrincipal,
} from './principal'

/** The principals that carry a token; operators sign their requests instead. */
export type TokenPrincipal =
  VisitorPrincipal | ResidentPrincipal | StaffPrincipal | MemberPrincipal | ExpertPrincipal

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
  Type.Object({ kind: Type.Literal('expert'), sessionId: Type.String(), expertId: Type.String() }),
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
  const verified = createVerifiedTokens()
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
      const known = verified.find(token, clock.now())
      if (known !== undefined) return known
      const expected = { issuer: ISSUER, audience: ISSUER, algorithms: ['EdDSA'], typ: 'at+jwt' }
      try {
        const { payload } = await jwtVerify(token, publicKey, { ...expected, currentDate: clock.now() })
        const claims = payload['principal']
        if (!claimsFit(claims)) return undefined
        verified.keep(token, { principal: claims, expiresSeconds: payload.exp ?? 0 })
        return claims
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

/** About 10 MB, and more than come in 15 minutes but on the busiest days. */
const VERIFIED_KEPT_MAX = 20_000

interface VerifiedToken {
  readonly principal: TokenPrincipal
  readonly expiresSeconds: number
}

/**
 * A signature that was right once is right for the same text for ever, so it is checked once while its token is in use; that it has not
 * run out is looked at every time, as is its session elsewhere. Those kept longest go first.
 */
function createVerifiedTokens(): {
  find: (token: string, now: Date) => TokenPrincipal | undefined
  keep: (token: string, verified: VerifiedToken) => void
} {
  const kept = new Map<string, VerifiedToken>()
  return {
    find(token, now) {
      const known = kept.get(token)
      if (known === undefined) return undefined
      if (known.expiresSeconds > Math.floor(now.getTime() / 1000)) return known.principal
      kept.delete(token)
      return undefined
    },
    keep(token, verified) {
      const [oldest] = kept.keys()
      if (kept.size >= VERIFIED_KEPT_MAX && oldest !== undefined) kept.delete(oldest)
      kept.set(token, verified)
    },
  }
}
