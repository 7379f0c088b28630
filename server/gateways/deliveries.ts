import { Value } from '@sinclair/typebox/value'

import { FarDeliveryState, type DeliveryReason, type FarDelivery } from '#contract'
import type { FarAnswer } from '#domain/delivery'
import type { DeliveryGateway } from '#server/platform/index'

import { signedCallHeaders } from './signed-call'

/** Nobody waits for it on a page; a far end that needs longer is asked again later. */
const ANSWER_MILLISECONDS_MAX = 10_000

/** A far end that delivers goods. Both questions may be put as often as one likes: a delivery is known by its id. */
export interface DeliveryPort {
  /** The institution that delivers and is owed for it. */
  readonly creditCode: string
  deliver(delivery: FarDelivery, now: Date): Promise<FarAnswer>
  /** How a delivery stands there; asks for nothing. */
  query(deliveryId: string, now: Date): Promise<FarAnswer>
}

export type DeliveryKind = DeliveryGateway['kind']

/** The far ends by the kind of goods they deliver. */
export const createDeliveryPorts = (
  gateways: readonly DeliveryGateway[],
): ReadonlyMap<DeliveryKind, DeliveryPort> =>
  new Map(gateways.map((gateway) => [gateway.kind, portOf(gateway)]))

const portOf = (gateway: DeliveryGateway): DeliveryPort => {
  const urlOf = (deliveryId: string) => `${gateway.url}/deliveries/${deliveryId}`
  return {
    creditCode: gateway.creditCode,
    deliver: (delivery, now) => {
      const body = JSON.stringify(delivery)
      return call(gateway, { method: 'PUT', url: urlOf(delivery.deliveryId), body }, delivery.deliveryId, now)
    },
    query: (deliveryId, now) => call(gateway, { method: 'GET', url: urlOf(deliveryId) }, deliveryId, now),
  }
}

/** Only an answer about this very delivery, in the agreed form, is one; a gate's or a proxy's page is silence. */
const call = async (
  gateway: DeliveryGateway,
  request: { readonly method: 'PUT' | 'GET'; readonly url: string; readonly body?: string },
  deliveryId: string,
  now: Date,
): Promise<FarAnswer> => {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
      headers: { ...signedCallHeaders(gateway, request, now), 'idempotency-key': deliveryId },
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const said: unknown = await response.json()
    const isOfDelivery = Value.Check(FarDeliveryState, said) && said.deliveryId === deliveryId
    return isOfDelivery && (response.ok || response.status === 404 || response.status === 422)
      ? answerOf(said)
      : { state: 'silent' }
  } catch {
    return { state: 'silent' }
  }
}

const REASONS: readonly DeliveryReason[] = ['recipientUnknown', 'recipientCannotTake', 'closed']

const answerOf = (said: FarDeliveryState): FarAnswer =>
  said.state === 'refused'
    ? { state: 'refused', reason: REASONS.find((known) => known === said.reason) ?? 'other' }
    : { state: said.state }
