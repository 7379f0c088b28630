import {
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import {
  agree,
  coffee,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { ask, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, tillOf } from '#test/harness/till-world'

let world: ResidentWorld
let mall: TestMall
let sponsor: Acting
let merchant: Acting
let shopId: string
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  sponsor = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
  merchant = await ownerOf(world, await registerTestInstitution(world, 'merchant'))
  shopId = await openTestShop(merchant, '街角面包')
})
afterAll(() => world.close())

/** Goods that nobody needs to give money for. */
const free = (changes: object = {}) =>
  listed(mall, { payableFen: 0, sponsorId: sponsor.institutionId, shopIds: [shopId], ...changes }, 0)
const isOnShelf = async (goodsId: string): Promise<boolean> => {
  const { items } = (await ask(`${world.platform.url}/v1/goods`)).body as { items: { goodsId: string }[] }
  return items.some((goods) => goods.goodsId === goodsId)
}
const saidBy = async (by: Acting, goodsId: string): Promise<(boolean | null)[]> => {
  const { items } = (await by.get('/v1/institution/goods')).body
  const own = (items as { goodsId: string; consents: { isAgreed: boolean | null }[] }[]).find(
    (goods) => goods.goodsId === goodsId,
  )
  return own?.consents.map(({ isAgreed }) => isAgreed) ?? []
}
const askedOf = async (by: Acting): Promise<{ goodsId: string; isAgreed: boolean | null }[]> =>
  (await by.get('/v1/institution/goods-consents')).body.items as never

describe('goods that name other companies', () => {
  it('are sold once sponsor and merchant have both said yes, and not before', async () => {
    const goodsId = await free()
    const { phone } = await spender(world)
    expect(await isOnShelf(goodsId)).toBe(false)
    const early = await take(phone, goodsId)
    expect([early.status, early.body.code]).toEqual([409, 'goods.not-agreed'])
    expect((await agree(merchant, goodsId)).body).toMatchObject({ isAgreed: true, isSponsor: false })
    expect((await take(phone, goodsId)).body.code).toBe('goods.not-agreed')
    expect(await saidBy(mall.owner, goodsId)).toEqual([null, true])
    expect((await agree(sponsor, goodsId)).body).toMatchObject({ isAgreed: true, isSponsor: true, shops: [] })
    expect(await saidBy(mall.owner, goodsId)).toEqual([true, true])
    expect(await isOnShelf(goodsId)).toBe(true)
    expect((await take(phone, goodsId)).status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })

  it('are shown to whom they name: who offers them, who pays what, and which of its own shops', async () => {
    const elsewhere = mall.shopId
    const goodsId = await free({ shopIds: [shopId, elsewhere], payableFen: 700 })
    const [asked] = (await merchant.get('/v1/institution/goods-consents')).body.items as object[]
    expect(asked).toMatchObject({
      ...{ goodsId, payableFen: 700, pricePoints: 500, isSponsor: false, isAgreed: null, answeredAt: null },
      shops: [{ shopId, name: { zh: '街角面包' } }],
    })
    expect(JSON.stringify(asked)).not.toContain(elsewhere)
  })

  it('need no second yes of a sponsor that gives money; a no that was said stays a no', async () => {
    const goodsId = await free({ payableFen: 700 })
    const give = (budgetFen: number) =>
      sponsor.send('PUT', `/v1/institution/goods/${goodsId}/budget`, { budgetFen })
    await give(70_000)
    expect(await saidBy(mall.owner, goodsId)).toEqual([null, true])
    await agree(sponsor, goodsId, false)
    await give(140_000)
    expect(await saidBy(mall.owner, goodsId)).toEqual([null, false])
  })

  it('of its own alone a mall sells without asking itself', async () => {
    const goodsId = await listed(mall, { payableFen: 0 })
    expect(await saidBy(mall.owner, goodsId)).toEqual([])
    expect(await isOnShelf(goodsId)).toBe(true)
    expect((await agree(mall.owner, goodsId)).body.code).toBe('request.not-found')
  })
})

describe('a yes', () => {
  it('taken back ends the sale; vouchers that are out stay good, and it may be given again', async () => {
    const goodsId = await free()
    await agree(merchant, goodsId)
    await agree(sponsor, goodsId)
    const { phone } = await spender(world)
    const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
    const held = (await take(phone, goodsId, 'hold')).body as { voucherId: string }
    expect((await agree(merchant, goodsId, false)).body.isAgreed).toBe(false)
    expect(await isOnShelf(goodsId)).toBe(false)
    const other = await spender(world)
    expect((await take(other.phone, goodsId)).body.code).toBe('goods.not-agreed')
    // What she is just about to take she still gets.
    const confirmed = await phone.send('POST', `/v1/me/vouchers/${held.voucherId}/confirmation`)
    expect(confirmed.body.state).toBe('issued')
    const till = await tillOf(merchant, shopId)
    expect((await till.scan((await showCode(phone, voucherId)).body.digits as string)).body.outcome).toBe(
      'redeemed',
    )
    expect((await ask(`${world.platform.url}/v1/goods/${goodsId}`)).body.isOnSale).toBe(false)
    await agree(merchant, goodsId)
    expect((await take(other.phone, goodsId)).status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })

  it('said again changes nothing, and stands in the audit log once', async () => {
    const goodsId = await free()
    const first = (await agree(merchant, goodsId)).body
    world.clock.advanceSeconds(60)
    expect((await agree(merchant, goodsId)).body).toEqual(first)
    const log = await world.platform.deps.sql`
      SELECT FROM audit_entry WHERE action = 'goods.agreed' AND subject = ${goodsId}`
    expect(log).toHaveLength(1)
  })

  it('is said by owner or manager of whom goods name, seen by nobody else, and not to goods withdrawn', async () => {
    const goodsId = await free()
    const stranger = (await openTestMall(world)).owner
    for (const by of [stranger, mall.owner]) {
      expect((await askedOf(by)).filter((one) => one.goodsId === goodsId)).toEqual([])
      for (const isAgreed of [true, false])
        expect((await agree(by, goodsId, isAgreed)).body.code).toBe('request.not-found')
    }
    expect(JSON.stringify((await stranger.get('/v1/institution/goods')).body)).not.toContain(goodsId)
    const cashier = await invited(world, merchant, 'cashier', [shopId])
    expect((await cashier.get('/v1/institution/goods-consents')).status).toBe(403)
    expect((await agree(cashier, goodsId)).status).toBe(403)
    expect(await saidBy(mall.owner, goodsId)).toEqual([null, null])
    const manager = await invited(world, merchant, 'manager')
    expect((await agree(manager, goodsId)).body.isAgreed).toBe(true)
    await mall.owner.send('POST', `/v1/institution/goods/${goodsId}/withdrawal`)
    expect((await agree(merchant, goodsId, false)).body.code).toBe('request.not-found')
    expect((await askedOf(merchant)).filter((one) => one.goodsId === goodsId)).toEqual([])
  })

  it('is asked of each institution once, though it pays and gives out', async () => {
    const both = await openTestMall(world)
    const terms = coffee(mall, { payableFen: 0, sponsorId: both.owner.institutionId, shopIds: [both.shopId] })
    const goodsId = (await mall.owner.send('POST', '/v1/institution/goods', terms)).body.goodsId as string
    expect(await saidBy(mall.owner, goodsId)).toEqual([null])
    expect((await agree(both.owner, goodsId)).body).toMatchObject({
      isSponsor: true,
      shops: [{ shopId: both.shopId }],
    })
    expect(await isOnShelf(goodsId)).toBe(true)
  })
})
