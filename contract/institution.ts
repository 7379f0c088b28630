import { Type, type Static } from '@sinclair/typebox'
import { Instant, Name, Nullable, ONE_LINE, WireId } from './primitives'

export const MemberRole = Type.Union([
  Type.Literal('owner'),
  Type.Literal('manager'),
  Type.Literal('cashier'),
])
export type MemberRole = Static<typeof MemberRole>

const DisplayName = Type.String({
  minLength: 1,
  maxLength: 40,
  pattern: ONE_LINE,
  description: 'what colleagues call her',
})

/** An institution by the name the state registered it under. */
export const InstitutionName = Type.Object({ institutionId: WireId('org'), name: Name })
export type InstitutionName = Static<typeof InstitutionName>

/** A mandate: compact JWS (RFC 7515, EdDSA) an institution signs with a registered key. */
export const MandateRequest = Type.Object(
  { mandate: Type.String({ minLength: 40, maxLength: 4096, description: 'compact JWS, typ mandate+jwt' }) },
  { additionalProperties: false },
)
export type MandateRequest = Static<typeof MandateRequest>

/** A code that makes whoever enters it first a member; shown as QR, good once. */
export const Invitation = Type.Object({
  code: Type.String(),
  role: MemberRole,
  displayName: Type.String(),
  expiresAt: Instant,
})
export type Invitation = Static<typeof Invitation>

export const InvitationRequest = Type.Object(
  {
    role: MemberRole,
    displayName: DisplayName,
    /** The shops a cashier will work in; empty for owner and manager, who act for all. */
    shopIds: Type.Array(WireId('shp'), { maxItems: 100, uniqueItems: true }),
  },
  { additionalProperties: false },
)
export type InvitationRequest = Static<typeof InvitationRequest>

export const MembershipRequest = Type.Object(
  { code: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'the code of an invitation' }) },
  { additionalProperties: false },
)
export type MembershipRequest = Static<typeof MembershipRequest>

export const ShopName = Type.Object({ shopId: WireId('shp'), name: Name })
export type ShopName = Static<typeof ShopName>

/** What an invitation makes of whoever accepts it, read before she does. */
export const InvitationPreview = Type.Object({
  institution: Name,
  role: MemberRole,
  displayName: Type.String(),
  /** Open shops she will work in: a cashier's own, all of them for owner and manager. */
  shops: Type.Array(ShopName),
  expiresAt: Instant,
})
export type InvitationPreview = Static<typeof InvitationPreview>

/** For whom a signed-in person may act. */
export const Membership = Type.Object({
  memberId: WireId('mem'),
  institutionId: WireId('org'),
  institution: Name,
  role: MemberRole,
  displayName: Type.String(),
  isMallOperator: Type.Boolean(),
  isMerchant: Type.Boolean(),
  isSponsor: Type.Boolean(),
  /** It carries people itself: its rides, runs and books are read here. */
  isOperator: Type.Boolean(),
  /** Open shops she works in: a cashier's own, all of them for owner and manager. */
  shops: Type.Array(ShopName),
})
export type Membership = Static<typeof Membership>
export const MembershipList = Type.Object({ items: Type.Array(Membership) })
export type MembershipList = Static<typeof MembershipList>

/** Lasts as long as its token; the person's own session begins the next. */
export const MemberSession = Type.Object({
  accessToken: Type.String(),
  accessTokenExpiresAt: Instant,
  membership: Membership,
})
export type MemberSession = Static<typeof MemberSession>

export const Shop = Type.Object({
  shopId: WireId('shp'),
  name: Name,
  address: Type.String(),
  openedAt: Instant,
  closedAt: Nullable(Instant),
})
export type Shop = Static<typeof Shop>
export const ShopList = Type.Object({ items: Type.Array(Shop) })
export type ShopList = Static<typeof ShopList>
export const ShopRequest = Type.Object(
  {
    name: Type.Object(
      {
        zh: Type.String({ minLength: 1, maxLength: 40, pattern: ONE_LINE }),
        en: Type.String({ minLength: 1, maxLength: 80, pattern: ONE_LINE }),
      },
      { additionalProperties: false },
    ),
    address: Type.String({ minLength: 1, maxLength: 120, pattern: ONE_LINE }),
  },
  { additionalProperties: false },
)
export type ShopRequest = Static<typeof ShopRequest>

export const Member = Type.Object({
  memberId: WireId('mem'),
  role: MemberRole,
  displayName: Type.String(),
  joinedAt: Instant,
  /** The host she joined by, and the only one she acts through unless `isKnownEverywhere`; null for one who joined before it was noted. */
  hostId: Nullable(Type.String()),
  /** Hosts know who she is: she acts through every one of them, and removed she is removed from all. */
  isKnownEverywhere: Type.Boolean(),
  shops: Type.Array(ShopName),
})
export type Member = Static<typeof Member>
export const MemberList = Type.Object({ items: Type.Array(Member) })
export type MemberList = Static<typeof MemberList>
