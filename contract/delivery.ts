import { Type, type Static } from '@sinclair/typebox'
import { Instant, Name, WireId } from './primitives'

/** Where goods go that an outside system delivers, as that system knows her: a wallet, a travel account. */
export const DeliveryRequest = Type.Object(
  {
    recipient: Type.String({
      pattern: '^[A-Za-z0-9@._-]{4,64}$',
      description: 'her reference at the far end',
    }),
  },
  { additionalProperties: false },
)
export type DeliveryRequest = Static<typeof DeliveryRequest>

export const DeliveryReason = Type.Union([
  Type.Literal('recipientUnknown'),
  Type.Literal('recipientCannotTake'),
  Type.Literal('closed'),
  Type.Literal('other'),
])
export type DeliveryReason = Static<typeof DeliveryReason>

/** `recipientNeeded`: she has not said where to; `delivering`: the far end was asked; `refused`: it said no, her points came back. */
export const DeliveryState = Type.Union([
  Type.Literal('recipientNeeded'),
  Type.Literal('delivering'),
  Type.Literal('delivered'),
  Type.Literal('refused'),
])
export type DeliveryState = Static<typeof DeliveryState>

/** What the platform sends a far end: PUT {url}/deliveries/{deliveryId}, the same for every try. docs/integration/gateways.md. */
export const FarDelivery = Type.Object({
  deliveryId: WireId('vch'),
  kind: Type.Union([Type.Literal('redPacket'), Type.Literal('transportDiscount')]),
  goods: Name,
  amountFen: Type.Integer({ minimum: 0 }),
  recipient: Type.String(),
  askedAt: Instant,
})
export type FarDelivery = Static<typeof FarDelivery>

/** What a far end answers, to an order and to a query. */
export const FarDeliveryState = Type.Union([
  Type.Object({ deliveryId: WireId('vch'), state: Type.Literal('delivered') }),
  Type.Object({ deliveryId: WireId('vch'), state: Type.Literal('refused'), reason: Type.String() }),
  Type.Object({
    deliveryId: WireId('vch'),
    state: Type.Union([Type.Literal('pending'), Type.Literal('unknown')]),
  }),
])
export type FarDeliveryState = Static<typeof FarDeliveryState>
