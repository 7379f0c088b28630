import { Type, type Static } from '@sinclair/typebox'
import { Instant, Name, Nullable, WireId } from './primitives'

export const InstrumentKind = Type.Union([
  Type.Literal('rideCode'),
  Type.Literal('phoneCard'),
  Type.Literal('bikeAccount'),
  Type.Literal('plasticCard'),
])
export type InstrumentKind = Static<typeof InstrumentKind>

/** A transit card, ride code or bike account of this resident. The number is never on the wire, only its tail. */
export const Instrument = Type.Object({
  instrumentId: WireId('ins'),
  kind: InstrumentKind,
  issuer: Name,
  maskedNumber: Type.String({ description: 'e.g. ****8812' }),
  linkedAt: Instant,
  unlinkedAt: Nullable(Instant),
  /** How we know it is hers. */
  proof: Type.Union([Type.Literal('host'), Type.Literal('cityCode')]),
  lastRideAt: Nullable(Instant),
})
export type Instrument = Static<typeof Instrument>
export const InstrumentList = Type.Object({ items: Type.Array(Instrument) })
export type InstrumentList = Static<typeof InstrumentList>

/**
 * The host's card list as a compact JWS signed by the host. Payload:
 * { iss: hostId, sub: hostSubject, iat, exp (≤ 5 min), cards: [{ scheme, value, kind, issuerZh, issuerEn }] }.
 */
export const LinkInstrumentsRequest = Type.Object(
  { statement: Type.String({ minLength: 20, maxLength: 16_384 }) },
  { additionalProperties: false },
)
export type LinkInstrumentsRequest = Static<typeof LinkInstrumentsRequest>

export const LinkOutcome = Type.Object({
  maskedNumber: Type.String(),
  kind: InstrumentKind,
  issuer: Name,
  outcome: Type.Union([
    Type.Literal('linked'),
    Type.Literal('alreadyYours'),
    Type.Literal('ownedByAnother'),
    Type.Literal('notAChannel'),
  ]),
  instrumentId: Nullable(WireId('ins')),
})
export type LinkOutcome = Static<typeof LinkOutcome>
export const LinkOutcomeList = Type.Object({ items: Type.Array(LinkOutcome) })
export type LinkOutcomeList = Static<typeof LinkOutcomeList>
