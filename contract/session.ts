import { Type, type Static } from '@sinclair/typebox'
import { Instant, Nullable, WireId } from './primitives'
import { AccountSuspension } from './supervision'

export const SessionRequest = Type.Object(
  {
    hostId: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$', description: 'suishenban, wechat, alipay, …' }),
    ticket: Type.String({
      minLength: 8,
      maxLength: 512,
      description: 'one-time ticket the host gave the module',
    }),
  },
  { additionalProperties: false },
)
export type SessionRequest = Static<typeof SessionRequest>

export const RefreshRequest = Type.Object(
  { refreshToken: Type.String({ minLength: 20, maxLength: 512 }) },
  { additionalProperties: false },
)
export type RefreshRequest = Static<typeof RefreshRequest>

/**
 * Where this person stands: `visitor` the host yields no person id (may look, not hold); `guardianNeeded` under 14 and no
 * guardian consented; `unopened` may open; `open` holds an account.
 */
export const Standing = Type.Union([
  Type.Literal('visitor'),
  Type.Literal('guardianNeeded'),
  Type.Literal('unopened'),
  Type.Literal('open'),
])
export type Standing = Static<typeof Standing>

export const Session = Type.Object({
  accessToken: Type.String(),
  accessTokenExpiresAt: Instant,
  refreshToken: Type.String(),
  standing: Standing,
})
export type Session = Static<typeof Session>

export const Me = Type.Object({
  standing: Standing,
  accountId: Nullable(WireId('acc')),
  /** The name as the host masks it, e.g. 王*梅; null for a visitor. */
  maskedName: Nullable(Type.String()),
  openedAt: Nullable(Instant),
  noticeVersion: Nullable(Type.String()),
  /** Proof level of the person: what the host attests, raised by a presented 随申码. */
  proof: Type.Union([Type.Literal('none'), Type.Literal('host'), Type.Literal('cityCode')]),
  /** There while her account is suspended. */
  suspension: Type.Optional(AccountSuspension),
})
export type Me = Static<typeof Me>
