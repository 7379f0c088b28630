import type { Today } from '#contract'
import { invited, openTestShop } from '#test/harness/institution-world'
import { atWork, listed, openTestMall, spender, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { partnerOfMall } from '#test/harness/partner-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { showCode, tillOf, withVoucher, type TestTill } from '#test/harness/till-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
})
afterAll(() => world.close())

const todayOf = async ({ owner }: TestMall, query = ''): Promise<Today> => {
  const { status, body } = await owner.get(`/v1/institution/today${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as Today
}

/** A resident pays with points at a chain's own till; returns the number of the order. */
const redeemedByPos = async (mall: TestMall, goodsId: string, orderNo: string): Promise<void> => {
  const chain = partnerOfMall(world, mall)
  const { body } = await chain.ask(orderNo, { goodsId, shopId: mall.shopId })
  const { phone } = await spender(world)
  await phone.send('POST', `/v1/me/partner-orders/${body.approvalCode as string}/approval`)
  await chain.step(orderNo, 'spend')
  const done = await chain.step(orderNo, 'redemption')
  if (done.body.state !== 'redeemed') throw new Error(JSON.stringify(done.body))
}

/** The owner at a till of one of the shops. */
const tillAt = async ({ owner }: TestMall, shopId: string): Promise<TestTill> => tillOf(owner, shopId)

describe('what a merchant took today', () => {
  it('comes to what the statement of the day will say: by tills, POS and what was taken back', async () => {
    const { mall, second, goodsId } = await twoShops()
    world.clock.set('2026-05-04T23:55:00+08:00')
    let again = await atWork(world, mall)
    const late = await redeemOne(world, await tillAt(again, mall.shopId), goodsId)
    world.clock.set('2026-05-05T00:02:00+08:00')
    again = await atWork(world, mall)
    const till = await tillAt(again, mall.shopId)
    await till.undo(late)
    await redeemOne(world, till, goodsId)
    await till.undo(await redeemOne(world, till, goodsId))
    await redeemedByPos(again, goodsId, 'pos-1')
    world.clock.advanceSeconds(1)
    await redeemedByPos(again, goodsId, 'pos-2')
    await partnerOfMall(world, again).step('pos-2', 'refund')
    await redeemOne(world, await tillAt(again, second), goodsId)

    const shown = await todayOf(again)
    expect(shown).toMatchObject({
      ...{ day: '2026-05-05', redemptions: 3, payableFen: 3600 },
      undoneOfBefore: { takes: 1, fen: 1800 },
      afterClash: { takes: 0, fen: 0 },
    })
    expect(shown.shops.map(({ redemptions, payableFen }) => [redemptions, payableFen])).toEqual([
      [2, 1800],
      [1, 1800],
    ])
    expect(shown.items.filter(({ by }) => by === 'partner')).toMatchObject([
      { cashier: null, undoTo: null, payableFen: 1800, undoneAt: world.clock.now().toISOString() },
      { cashier: null, undoTo: null, payableFen: 1800, undoneAt: null },
    ])
    expect(shown.items).toHaveLength(5)

    await stateAt(world, '2026-05-06T01:00:00+08:00')
    const stated = await statementOf(await atWork(world, mall), '2026-05-05')
    expect(stated.body.payableFen).toBe(shown.payableFen)
  })

  it('has what was used elsewhere first beside what was redeemed, as the statement has', async () => {
    world.clock.set('2026-05-07T10:00:00+08:00')
    const [mall, other] = [await openTestMall(world), await openTestMall(world)]
    const terms = { isOffline: true, shopIds: [mall.shopId, other.shopId] }
    const { phone, voucherId } = await withVoucher(world, mall, terms, [other.owner])
    const form = await phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)
    const own = await openOfflineTill(world, mall.owner, mall.shopId)
    await own.sync()
    own.takeOffline(form.body.form as string)
    const code = (await showCode(phone, voucherId)).body.digits as string
    const first = await (await tillAt(other, other.shopId)).scan(code)
    expect(first.body.outcome).toBe('redeemed')
    await own.tell()
    const shown = await todayOf(mall)
    expect(shown).toMatchObject({
      ...{ redemptions: 0, payableFen: 1800, items: [] },
      afterClash: { takes: 1, fen: 1800 },
    })
    // What a form is out for cannot be taken back, and is not offered to be.
    expect((await todayOf(other)).items).toMatchObject([{ undoneAt: null, undoTo: null }])
    expect(first.body.redemption).toMatchObject({ undoTo: null })
    await stateAt(world, '2026-05-08T01:00:00+08:00')
    const stated = await statementOf(await atWork(world, mall), '2026-05-07')
    expect(stated.body.payableFen).toBe(shown.payableFen)
  })

  it('is of all her shops or of one, and of a cashier’s own only', async () => {
    world.clock.set('2026-05-10T10:00:00+08:00')
    const { mall, second, goodsId } = await twoShops()
    await redeemOne(world, await tillAt(mall, mall.shopId), goodsId)
    await redeemOne(world, await tillAt(mall, second), goodsId)
    const one = await todayOf(mall, `?shopId=${second}`)
    expect(one).toMatchObject({ redemptions: 1, payableFen: 1800, items: [{ shopId: second }] })
    expect(one.shops).toHaveLength(2)

    const cashier = await invited(world, mall.owner, 'cashier', [second])
    const hers = (await cashier.get('/v1/institution/today')).body as Today
    expect(hers).toMatchObject({ redemptions: 1, shops: [{ shopId: second }], items: [{ shopId: second }] })
    const not = await cashier.get(`/v1/institution/today?shopId=${mall.shopId}`)
    expect([not.status, not.body.code]).toEqual([404, 'request.not-found'])
  })

  it('keeps a shop that closed today among them as long as it came to something', async () => {
    world.clock.set('2026-05-11T10:00:00+08:00')
    const { mall, second, goodsId } = await twoShops()
    await redeemOne(world, await tillAt(mall, second), goodsId)
    await mall.owner.send('POST', `/v1/institution/shops/${second}/closure`)
    await mall.owner.send('POST', `/v1/institution/shops/${await openTestShop(mall.owner, '空')}/closure`)
    expect((await todayOf(mall)).shops).toMatchObject([
      { shopId: mall.shopId, payableFen: 0 },
      { shopId: second, payableFen: 1800 },
    ])
  })

  it('taken by a POS is taken back by nobody at a till', async () => {
    world.clock.set('2026-05-12T10:00:00+08:00')
    const { mall, goodsId } = await twoShops()
    await redeemedByPos(mall, goodsId, 'pos-3')
    const [taken] = (await todayOf(mall)).items
    const answer = await (await tillAt(mall, mall.shopId)).undo(taken?.voucherId ?? '')
    expect([answer.status, answer.body.code]).toEqual([404, 'request.not-found'])
  })
})

const twoShops = async (): Promise<{ mall: TestMall; second: string; goodsId: string }> => {
  const mall = await openTestMall(world)
  // Of two shops of one moment nobody could say which was first.
  world.clock.advanceSeconds(1)
  const second = await openTestShop(mall.owner, '第二家店')
  return { mall, second, goodsId: await listed(mall, { shopIds: [mall.shopId, second] }) }
}
