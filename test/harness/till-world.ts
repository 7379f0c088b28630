import { createHmac, randomBytes, randomUUID } from 'node:crypto'

import { phoneCodeOf, phoneCounter, phoneProof, phoneStep } from '#domain/voucher'

import { invited, type Acting } from './institution-world'
import { listed, spender, take, type TestMall } from './mall-world'
import { type Answer, type Phone, type ResidentWorld } from './resident-world'

/** A registered till and who stands at it. */
export interface TestTill {
  readonly cashier: Acting
  readonly tillId: string
  /** Takes a code; the same key again is the same request. */
  readonly scan: (code: string, key?: string) => Promise<Answer>
  readonly undo: (voucherId: string) => Promise<Answer>
  readonly today: () => Promise<Answer>
}

export const registerTill = (cashier: Acting, shopId: string, key = randomBytes(32)): Promise<Answer> =>
  cashier.send('POST', '/v1/tills', { shopId, publicKey: key.toString('base64url') })

/** The till of somebody who is a member already. */
export const tillOf = async (cashier: Acting, shopId: string): Promise<TestTill> => {
  const till = await registerTill(cashier, shopId)
  const tillId = till.body.tillId as string
  const path = `/v1/tills/${tillId}/redemptions`
  return {
    cashier,
    tillId,
    scan: (code, key = randomUUID()) => cashier.send('POST', path, { code }, { 'idempotency-key': key }),
    undo: (voucherId) => cashier.send('POST', `${path}/${voucherId}/undo`),
    today: () => cashier.get(`/v1/institution/today?shopId=${shopId}`),
  }
}

/** A new cashier of this mall's shop at her till. */
export const openTill = async (
  world: ResidentWorld,
  mall: TestMall,
  shopId = mall.shopId,
): Promise<TestTill> => tillOf(await invited(world, mall.owner, 'cashier', [shopId]), shopId)

/** A resident with a fresh voucher for a coffee. */
export const withVoucher = async (
  world: ResidentWorld,
  mall: TestMall,
  changes: object = {},
  agreeing: readonly Acting[] = [],
): Promise<{ phone: Phone; accountId: string; voucherId: string; goodsId: string }> => {
  const goodsId = await listed(mall, changes, undefined, agreeing)
  const { phone, accountId } = await spender(world)
  const { body } = await take(phone, goodsId)
  return { phone, accountId, voucherId: body.voucherId as string, goodsId }
}

/** What her phone shows: a new online code. */
export const showCode = (
  phone: Phone,
  voucherId: string,
  reason: 'shown' | 'screenshot' = 'shown',
): Promise<Answer> => phone.send('POST', `/v1/me/vouchers/${voucherId}/codes`, { reason })

/** What her phone shows without network at a moment, from the key it was given before. */
export const phoneCodeAt = (phoneKey: { voucherNo: string; secret: string }, at: Date): string => {
  const mac = createHmac('sha512', Buffer.from(phoneKey.secret, 'base64url'))
    .update(phoneCounter(phoneStep(at)))
    .digest()
  return phoneCodeOf(phoneKey.voucherNo, phoneProof(mac))
}
