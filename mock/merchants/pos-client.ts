import type { OrderRequest, PartnerOrder } from '#contract'
import { sendSigned, type Answer, type SigningKey, type UnsignedRequest } from '../operators'

/** The tills of a chain, seen from the platform: its server, which asks for a guest's points and says what became of them. */
export interface PosClient {
  /** Shows the answer's approvalCode to the guest; asked again it is the same order. */
  ask(orderNo: string, order: OrderRequest): Promise<Answer<PartnerOrder>>
  read(orderNo: string): Promise<Answer<PartnerOrder>>
  spend(orderNo: string): Promise<Answer<PartnerOrder>>
  redeem(orderNo: string): Promise<Answer<PartnerOrder>>
  refund(orderNo: string): Promise<Answer<PartnerOrder>>
  release(orderNo: string): Promise<Answer<PartnerOrder>>
}

export interface PosClientOptions {
  readonly baseUrl: string
  /** As the centre told the chain. */
  readonly institutionId: string
  readonly key: SigningKey
  /** How often a request is sent before the till gives up; left out: 6. */
  readonly tries?: number
  /** The clock of the chain's server; left out: the real one. */
  readonly now?: () => Date
}

/** Throws only when the platform stays out of reach; everything it answers is a value. */
export const createPosClient = ({
  baseUrl,
  institutionId,
  key,
  tries = 6,
  now = () => new Date(),
}: PosClientOptions): PosClient => {
  const send = (request: UnsignedRequest): Promise<Answer<PartnerOrder>> =>
    sendSigned(request, { key, tries, now })
  const urlOf = (orderNo: string): string =>
    `${baseUrl}/v1/partners/${institutionId}/orders/${encodeURIComponent(orderNo)}`
  const step = (name: string) => (orderNo: string) =>
    send({ method: 'POST', url: `${urlOf(orderNo)}/${name}` })
  return {
    ask: (orderNo, order) =>
      send({
        method: 'POST',
        url: urlOf(orderNo),
        body: Buffer.from(JSON.stringify(order)),
        contentType: 'application/json',
      }),
    read: (orderNo) => send({ method: 'GET', url: urlOf(orderNo) }),
    spend: step('spend'),
    redeem: step('redemption'),
    refund: step('refund'),
    release: step('release'),
  }
}
