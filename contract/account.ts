import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Instant, MilligramsText, Milligrams, Name, Nullable, WireId } from './primitives'

/** The notice a resident agrees to (PIPL Arts 14, 17): versioned text, in both languages. */
export const Notice = Type.Object({
  version: Type.String(),
  publishedAt: Instant,
  title: Name,
  /** What we take, why, how long, her rights: short paragraphs. */
  paragraphs: Type.Array(Name),
})
export type Notice = Static<typeof Notice>

export const OpenAccountRequest = Type.Object(
  { noticeVersion: Type.String({ maxLength: 32 }) },
  { additionalProperties: false },
)
export type OpenAccountRequest = Static<typeof OpenAccountRequest>

export const GuardianCode = Type.Object({
  code: Type.String({ pattern: '^\\d{8}$' }),
  expiresAt: Instant,
})
export type GuardianCode = Static<typeof GuardianCode>

export const GuardianshipRequest = Type.Object(
  { code: Type.String({ pattern: '^\\d{8}$' }) },
  { additionalProperties: false },
)
export type GuardianshipRequest = Static<typeof GuardianshipRequest>

/** A consent of this resident for a child under 14. A child has one guardian here at a time: another is refused until this one withdraws. */
export const Guardianship = Type.Object({
  guardianshipId: WireId('gua'),
  /** As the host masks it; empty where it never told. */
  wardMaskedName: Type.String(),
  consentedAt: Instant,
  /** The day from which on the child decides herself; null where nobody attested her birthday. */
  wardUntil: Nullable(CityDay),
  /** Whether the child has opened her account. */
  hasAccount: Type.Boolean(),
  /** Since when the child may be in a school's group and name a district; null: she may not. */
  groupsAllowedAt: Nullable(Instant),
})
export type Guardianship = Static<typeof Guardianship>
export const GuardianshipList = Type.Object({ items: Type.Array(Guardianship) })
export type GuardianshipList = Static<typeof GuardianshipList>

/** Closing asks her first to confirm what happens to what is left: it goes to the public pool, where it can only be cancelled. */
export const ClosureRequest = Type.Object(
  { disposal: Type.Union([Type.Literal('publicPool'), Type.Literal('nothingLeft')]) },
  { additionalProperties: false },
)
export type ClosureRequest = Static<typeof ClosureRequest>

export const Closure = Type.Object({ closedAt: Instant, disposedMilligrams: Milligrams })
export type Closure = Static<typeof Closure>

/** One reading of this person's data by somebody else. */
export const DataRead = Type.Object({
  at: Instant,
  reader: Name,
  purpose: Name,
})
export type DataRead = Static<typeof DataRead>
export const DataReadList = Type.Object({ items: Type.Array(DataRead) })
export type DataReadList = Static<typeof DataReadList>

export const CityCodeRequest = Type.Object(
  { token: Type.String({ minLength: 8, maxLength: 512 }) },
  { additionalProperties: false },
)
export type CityCodeRequest = Static<typeof CityCodeRequest>
export const CityCodeVerification = Type.Object({ maskedName: Type.String(), verifiedAt: Instant })
export type CityCodeVerification = Static<typeof CityCodeVerification>

/** Public totals of the whole scheme: no sign-in, no person. */
export const SchemeTotals = Type.Object({
  issuedMilligrams: MilligramsText,
  accounts: Type.Integer(),
  rides: MilligramsText,
})
export type SchemeTotals = Static<typeof SchemeTotals>
