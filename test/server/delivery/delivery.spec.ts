import { randomUUID } from 'node:crypto'

import { startFarEnd, type FarEnd } from '#mock/gateways/index'
import type { GoodsPartners } from '#contract'
import { decodeId } from '#domain/id'
import { createDeliveryPorts } from '#server/gateways/index'
import {
  actAs,
  inventedCreditCode,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import {
  agree,
  atWork,
  coffee,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { partnerOf, type TestPartner } from '#test/harness/partner-world'
import { startResidentWorld, type Answer, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { showCode } from '#test/harness/till-world'

const CLIENT = { clientId: 'suitan', clientSecret: randomUUID() }

let world: ResidentWorld
let mall: TestMall
let bank: TestInstitution
let partner: TestPartner
let counter: Acting
let counterId: string
let far: FarEnd
let now = () => Date.now()
beforeAll(async () => {
  far = await startFarEnd({ ...CLIENT, now: () => now() })
  const creditCode = inventedCreditCode()
  const gateway = { kind: 'redPacket' as const, creditCode, url: far.url, ...CLIENT }
  world = await startResidentWorld('2026-05-04T09:00:00+08:00', { deliveryGateways: [gateway] })
  now = () => world.clock.now().getTime()
  mall = await openTestMall(world)
  bank = await registerTestInstitution(world, 'merchant', creditCode)
  counter = await ownerOf(world, bank)
  counterId = await openTestShop(counter, '线上发放')
  partner = partnerOf(world, bank, counter.institutionId)
})
afterAll(async () => {
  await world.close()
  await far.close()
})
beforeEach(async () => {
  mall = await atWork(world, mall)
  counter = await actAs(world, await world.signIn(counter.phone.person), counter.memberId)
  far.setMood('delivers')
})

const RED_PACKET = {
  kind: 'redPacket',
  name: { zh: '5 元数字人民币红包', en: 'e-CNY red packet, 5 yuan' },
  payableFen: 500,
  shopIds: [],
}
const list = (changes: object = {}): Promise<Answer> =>
  mall.owner.send('POST', '/v1/institution/goods', coffee(mall, { ...RED_PACKET, ...changes }))
/** A resident with a voucher for a red packet. */
const withPacket = async () => {
  const goods = await list()
  if (goods.status !== 201) throw new Error(JSON.stringify(goods.body))
  const goodsId = goods.body.goodsId as string
  await mall.owner.send('PUT', `/v1/institution/goods/${goodsId}/budget`, { budgetFen: 100_000 })
  await agree(counter, goodsId)
  const { phone, accountId } = await spender(world)
  const { body } = await take(phone, goodsId)
  return { phone, accountId, goodsId, voucherId: body.voucherId as string, voucher: body }
}
const send = (phone: Phone, voucherId: string, recipient = 'wallet-0031'): Promise<Answer> =>
  phone.send('PUT', `/v1/me/vouchers/${voucherId}/recipient`, { recipient })
const run = (): Promise<void> => world.platform.deps.jobs.runNow('delivery.deliver')
/** The job's next try is due. */
const runLater = async (seconds = 61): Promise<void> => {
  world.clock.advanceSeconds(seconds)
  await run()
}
const read = async (phone: Phone, voucherId: string) =>
  (await phone.get(`/v1/me/vouchers/${voucherId}`)).body as {
    state: string
    delivery: { state: string; reason: string | null }
  }
const points = async (phone: Phone) =>
  (await phone.get('/v1/me/points')).body as { points: number; heldPoints: number }
const titles = async (phone: Phone): Promise<string[]> =>
  ((await phone.get('/v1/me/messages')).body.items as { title: { zh: string } }[]).map(
    ({ title }) => title.zh,
  )
const paidTo = (voucherId: string) => far.paid.filter(({ deliveryId }) => deliveryId === voucherId)
const owed = async (): Promise<bigint> => {
  const [row] = await world.platform.deps.sql<{ balance: bigint }[]>`
    SELECT coalesce(sum(balance), 0)::bigint AS balance FROM ledger_account JOIN payable_pair USING (owner_id)
    WHERE book = 'payable' AND merchant_id = ${decodeId('org', partner.institutionId) ?? ''}`
  return row?.balance ?? 0n
}

describe('goods an outside system delivers', () => {
  it('are listed where a far end is connected, without shops, and never for tills without network', async () => {
    expect((await list()).status).toBe(201)
    const discount = await list({ kind: 'transportDiscount' })
    expect([discount.status, discount.body.code]).toEqual([422, 'goods.no-gateway'])
    expect((await list({ shopIds: [mall.shopId] })).body.where).toBe('/body/shopIds')
    expect((await list({ isOffline: true })).body.where).toBe('/body/isOffline')
    expect((await list({ kind: 'coupon' })).body.where).toBe('/body/shopIds')
  })

  it('name who delivers them, whose counter is no shop for coupons', async () => {
    const partners = (await mall.owner.get('/v1/institution/partners')).body as GoodsPartners
    expect(partners.deliveries).toEqual([
      { kind: 'redPacket', deliveredBy: { zh: expect.any(String), en: expect.any(String) } },
    ])
    const shops = partners.shops.map(({ shopId }) => shopId)
    expect(shops).toContain(mall.shopId)
    expect(shops).not.toContain(counterId)
    const atCounter = await list({ kind: 'coupon', shopIds: [mall.shopId, counterId] })
    expect([atCounter.status, atCounter.body.where]).toEqual([400, '/body/shopIds'])
    expect((await list({ kind: 'coupon', shopIds: [mall.shopId] })).status).toBe(201)
  })

  it('have money in them where they are red packets', async () => {
    expect((await list({ payableFen: 0 })).body.where).toBe('/body/payableFen')
    expect((await list({ payableFen: 1 })).status).toBe(201)
  })

  it('show residents no shop, and their vouchers no code', async () => {
    const { phone, goodsId, voucherId, voucher } = await withPacket()
    expect(voucher).toMatchObject({
      usedBy: { zh: expect.any(String) },
      delivery: { state: 'recipientNeeded' },
    })
    expect((await phone.get(`/v1/goods/${goodsId}`)).body.shops).toEqual([])
    expect((await showCode(phone, voucherId)).body.code).toBe('voucher.delivered')
  })
})

describe('a delivery', () => {
  it('goes where she says, once; its voucher is redeemed and the far end’s institution is owed', async () => {
    const before = await owed()
    const { phone, voucherId } = await withPacket()
    expect((await send(phone, voucherId)).body.delivery).toEqual({ state: 'delivering', reason: null })
    expect((await send(phone, voucherId, 'another-wallet')).status).toBe(200)
    await run()
    await runLater()
    expect(paidTo(voucherId)).toMatchObject([{ amountFen: 500, recipient: 'wallet-0031', kind: 'redPacket' }])
    expect(await read(phone, voucherId)).toMatchObject({
      state: 'redeemed',
      delivery: { state: 'delivered' },
    })
    expect((await owed()) - before).toBe(500n)
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 0 })
    expect(await titles(phone)).toContain('你兑换的已经发到了')
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not lost when its answer is: the far end is queried, and pays once', async () => {
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    far.setMood('lost')
    await run()
    expect(await read(phone, voucherId)).toMatchObject({ state: 'issued', delivery: { state: 'delivering' } })
    far.setMood('recipientUnknown')
    await runLater()
    expect(await read(phone, voucherId)).toMatchObject({ state: 'redeemed' })
    expect(paidTo(voucherId)).toHaveLength(1)
    expect(far.calls.slice(-1)[0]).toBe(`GET /deliveries/${voucherId}`)
  })

  it('of a process that died between delivery and answer is settled by another, after its lease', async () => {
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    // What that process wrote before it asked, and all it ever wrote.
    await world.platform.deps.sql`
      UPDATE delivery SET attempts = 1, attempt_after = ${new Date(world.clock.now().getTime() + 60_000)}
      WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''}`
    await payOutOfBand(voucherId)
    await run()
    expect(await read(phone, voucherId)).toMatchObject({ state: 'issued' })
    await runLater()
    expect(await read(phone, voucherId)).toMatchObject({ state: 'redeemed' })
    expect(paidTo(voucherId)).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])
  })

  it.each(['away', 'gate'] as const)(
    'to a far end that is %s gives nothing back, however long, and arrives in the end',
    async (mood) => {
      const { phone, voucherId } = await withPacket()
      await send(phone, voucherId)
      far.setMood(mood)
      await run()
      for (let hours = 0; hours < 40; hours += 8) await runLater(8 * 3600)
      const again = await world.signIn(phone.person)
      expect(await read(again, voucherId)).toMatchObject({
        state: 'issued',
        delivery: { state: 'delivering' },
      })
      expect((await again.send('POST', `/v1/me/vouchers/${voucherId}/refund`)).body.code).toBe(
        'voucher.being-delivered',
      )
      far.setMood('delivers')
      await runLater(8 * 3600)
      expect(await read(again, voucherId)).toMatchObject({ state: 'redeemed' })
      expect(paidTo(voucherId)).toHaveLength(1)
    },
  )

  it('that is refused, and again when queried, gives everything back and tells her why', async () => {
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    far.setMood('recipientUnknown')
    await run()
    expect(await read(phone, voucherId)).toMatchObject({
      state: 'refunded',
      delivery: { state: 'refused', reason: 'recipientUnknown' },
    })
    expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
    expect(await titles(phone)).toContain('有一件没发成，积分已退回')
    expect(await mallFaults(world)).toEqual([])
  })

  it('that is slow waits past its last day; knocks, early, late and repeated, only have us ask sooner', async () => {
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    far.setMood('slow')
    await run()
    const knock = () =>
      partner.call('POST', `/v1/partners/${partner.institutionId}/deliveries/${voucherId}/knock`)
    world.clock.advanceSeconds(40 * 86_400)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    await run()
    const later = await world.signIn(phone.person)
    expect(await read(later, voucherId)).toMatchObject({ state: 'issued', delivery: { state: 'delivering' } })
    far.finish()
    const asked = far.calls.length
    await run()
    expect(far.calls).toHaveLength(asked)
    for (let times = 0; times < 3; times += 1) expect((await knock()).status).toBe(204)
    await run()
    expect(await read(later, voucherId)).toMatchObject({ state: 'redeemed' })
    expect((await knock()).status).toBe(204)
    await run()
    expect(paidTo(voucherId)).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is knocked for by its own institution only', async () => {
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    const stranger = await registerTestInstitution(world, 'merchant')
    const owner = await ownerOf(world, stranger)
    const other = partnerOf(world, stranger, owner.institutionId)
    const path = `/v1/partners/${owner.institutionId}/deliveries/${voucherId}/knock`
    expect((await other.call('POST', path)).body.code).toBe('request.not-found')
    await run()
  })

  it('forgets where it went once it is settled, and keeps it sealed before', async () => {
    const { sql } = world.platform.deps
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId, 'wallet-very-own')
    const kept = async () => {
      const [row] = await sql<{ text: string; sealed: Buffer | null }[]>`
        SELECT delivery::text AS text, recipient_sealed AS sealed FROM delivery WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''}`
      return row
    }
    expect((await kept())?.text).not.toContain(Buffer.from('wallet-very-own').toString('hex'))
    expect((await phone.get('/v1/me/export')).body.deliveries).toMatchObject([
      { recipient: 'wallet-very-own', outcome: null },
    ])
    await run()
    expect((await kept())?.sealed).toBeNull()
    expect((await phone.get('/v1/me/export')).body.deliveries).toMatchObject([
      { recipient: null, outcome: 'delivered' },
    ])
  })

  it.each([
    ['which never came there goes back', 'away', 'refunded'],
    ['which was paid stays so', 'lost', 'redeemed'],
  ] as const)('under way when her account closes: what %s', async (_what, mood, state) => {
    const { sql } = world.platform.deps
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    far.setMood(mood)
    await run()
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
    far.setMood('delivers')
    await runLater()
    const [row] = await sql<
      { state: string }[]
    >`SELECT state FROM voucher WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''}`
    expect(row?.state).toBe(state)
    expect(paidTo(voucherId)).toHaveLength(state === 'redeemed' ? 1 : 0)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('the audit', () => {
  it('names a delivery that says another thing than its voucher', async () => {
    const { sql } = world.platform.deps
    const { phone, voucherId } = await withPacket()
    await send(phone, voucherId)
    await run()
    expect(await mallFaults(world)).toEqual([])
    await sql`UPDATE delivery SET outcome = 'refused', reason = 'other' WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''}`
    const found = (await mallFaults(world)).map((fault) => fault.replace(/_id=\S+/, '').split(':')[0])
    expect(found.sort()).toEqual(['delivery voucher its voucher', 'delivery voucher redeemed by a gateway'])
  })
})

/** The far end paid although nobody here lived to hear of it. */
const payOutOfBand = async (voucherId: string): Promise<void> => {
  const gateway = { kind: 'redPacket' as const, creditCode: bank.creditCode, url: far.url, ...CLIENT }
  const port = createDeliveryPorts([gateway]).get('redPacket')
  const delivery = {
    ...{ deliveryId: voucherId, kind: 'redPacket' as const, recipient: 'wallet-0031', amountFen: 500 },
    ...{ goods: { zh: '红包', en: 'Red packet' }, askedAt: world.clock.now().toISOString() },
  }
  await port?.deliver(delivery, world.clock.now())
}
