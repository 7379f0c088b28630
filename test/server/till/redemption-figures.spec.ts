import { randomUUID } from 'node:crypto'

import { addDays, cityDayOf } from '#domain/calendar'
import {
  actAs,
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import {
  atWork,
  coffee,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, tillOf, type TestTill } from '#test/harness/till-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const today = () => cityDayOf(world.clock.now())
const figuresOf = (member: Acting, from = addDays(today(), -6), as = 'mallOperator', to: string = today()) =>
  member.get(`/v1/institution/redemptions?as=${as}&from=${from}&to=${to}`)

/** Goods of a mall that a sponsor pays for, in these shops. */
const sponsored = async (mall: TestMall, sponsor: Acting, shopIds: readonly string[], pricePoints = 100) => {
  const terms = coffee(mall, {
    ...{ sponsorId: sponsor.institutionId, shopIds, pricePoints, perPersonMax: 1000, stockTotal: 1000 },
  })
  const goods = await mall.owner.send('POST', '/v1/institution/goods', terms)
  const goodsId = goods.body.goodsId as string
  await sponsor.send('PUT', `/v1/institution/goods/${goodsId}/budget`, { budgetFen: 1_000_000 })
  return goodsId
}

/** In turn the phone of one and of the other: a person may ask for so many codes a minute. */
const twoPeople = async (): Promise<(index: number) => Phone> => {
  const [one, other] = [await spender(world), await spender(world)]
  return (index) => (index % 2 === 0 ? one : other).phone
}

/** Somebody takes a voucher and has it redeemed at this till; its id. */
const redeemed = async (phone: Phone, goodsId: string, till: TestTill): Promise<string> => {
  const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
  const { body } = await till.scan((await showCode(phone, voucherId)).body.digits as string)
  if (body.outcome !== 'redeemed') throw new Error(JSON.stringify(body))
  return voucherId
}

const NOTHING = { redemptions: 0, points: 0, payableFen: 0 }

describe('what shops redeemed', () => {
  let mall: TestMall
  let sponsor: Acting
  let secondShop: string
  beforeAll(async () => {
    mall = await openTestMall(world)
    sponsor = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    secondShop = await openTestShop(mall.owner, '二号店')
    const goodsId = await sponsored(mall, sponsor, [mall.shopId, secondShop])
    const { phone } = await spender(world)
    const first = await tillOf(mall.owner, mall.shopId)
    await redeemed(phone, goodsId, first)
    await redeemed(phone, goodsId, first)
    await first.undo(await redeemed(phone, goodsId, first))
    world.clock.advanceSeconds(86_400)
    mall = await atWork(world, mall)
    sponsor = await actAs(world, await world.signIn(sponsor.phone.person), sponsor.memberId)
    const again = await world.signIn(phone.person)
    await redeemed(again, goodsId, await tillOf(mall.owner, secondShop))
  })

  it('is told by day and by shop; what was taken back does not count', async () => {
    const { status, body } = await figuresOf(mall.owner)
    expect(status).toBe(200)
    const two = { redemptions: 2, points: 200, payableFen: 3600 }
    const one = { redemptions: 1, points: 100, payableFen: 1800 }
    const yesterday = addDays(today(), -1)
    expect(body.days).toHaveLength(7)
    expect(body.days.slice(4)).toEqual([
      { day: addDays(today(), -2), ...NOTHING },
      { day: yesterday, ...two },
      { day: today(), ...one },
    ])
    expect(body.shops).toEqual([
      expect.objectContaining({ shopId: mall.shopId, ...two, days: [{ day: yesterday, ...two }] }),
      expect.objectContaining({ shopId: secondShop, ...one, days: [{ day: today(), ...one }] }),
    ])
    expect(body.others).toEqual({ shops: 0, ...NOTHING })
    expect(body.clashes).toEqual({ vouchers: 0, lossFen: 0 })
  })

  it('is the same for the sponsor that pays, and nothing as what it is not', async () => {
    const paid = (await figuresOf(sponsor, addDays(today(), -6), 'sponsor')).body
    expect(paid).toEqual((await figuresOf(mall.owner)).body)
    for (const none of [await figuresOf(sponsor), await figuresOf(mall.owner, today(), 'sponsor')]) {
      expect(none.status).toBe(200)
      expect(none.body.shops).toEqual([])
    }
  })

  it('is of the days asked for alone', async () => {
    const { body } = await figuresOf(mall.owner, today())
    expect(body.days).toEqual([{ day: today(), redemptions: 1, points: 100, payableFen: 1800 }])
    expect(body.shops).toHaveLength(1)
  })

  it('does not reach another institution, nor a cashier', async () => {
    const other = await openTestMall(world)
    const { body } = await figuresOf(other.owner)
    expect(body.shops).toEqual([])
    expect(body.days.every(({ redemptions }: { redemptions: number }) => redemptions === 0)).toBe(true)
    const cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
    expect((await figuresOf(cashier)).status).toBe(403)
  })

  it('is asked for at most 31 days that there are', async () => {
    expect((await figuresOf(mall.owner, addDays(today(), -30))).status).toBe(200)
    for (const [from, to] of [
      [addDays(today(), -31), today()],
      [today(), addDays(today(), -1)],
      ['2026-02-30', '2026-03-01'],
      ['2026-02-01', '2026-02-30'],
    ] as const) {
      const { status, body } = await figuresOf(mall.owner, from as never, 'mallOperator', to)
      expect([status, body.code]).toEqual([400, 'request.invalid'])
    }
  })
})

describe('a mall with more shops than anybody compares', () => {
  it('tells the hundred with the most, and the rest in one sum', async () => {
    const mall = await openTestMall(world)
    const shopIds = [mall.shopId]
    while (shopIds.length < 102) shopIds.push(await openTestShop(mall.owner, `门店${shopIds.length}`))
    const goodsId = await sponsored(mall, mall.owner, shopIds, 1)
    const phoneOf = await twoPeople()
    for (const [index, shopId] of shopIds.entries())
      await redeemed(phoneOf(index), goodsId, await tillOf(mall.owner, shopId))
    await redeemed(phoneOf(0), goodsId, await tillOf(mall.owner, mall.shopId))
    const { body } = await figuresOf(mall.owner)
    expect(body.shops).toHaveLength(100)
    expect(body.shops[0]).toMatchObject({ shopId: mall.shopId, redemptions: 2 })
    expect(body.others).toEqual({ shops: 2, redemptions: 2, points: 2, payableFen: 3600 })
    expect(body.days.at(-1)).toMatchObject({ redemptions: 103, points: 103 })
  }, 60_000)
})

describe('collected points', () => {
  it('are told with what can still be undone, what comes next, and what was turned back, page by page', async () => {
    let mall = await openTestMall(world)
    const empty = { vouchers: 0, points: 0 }
    const collected = async () => (await mall.owner.get('/v1/institution/collected-points')).body
    const turnBack = () =>
      mall.owner.send('POST', '/v1/institution/turn-backs', undefined, { 'idempotency-key': randomUUID() })
    expect(await collected()).toEqual({
      all: empty,
      undoable: empty,
      next: empty,
      holding: { milligrams: '0', months: [] },
    })
    expect((await mall.owner.get('/v1/institution/turn-backs')).body).toEqual({ items: [], nextCursor: null })
    const goodsId = await sponsored(mall, mall.owner, [mall.shopId])
    const done: unknown[] = []
    let { phone } = await spender(world)
    for (let round = 0; round < 11; round += 1) {
      await redeemed(phone, goodsId, await tillOf(mall.owner, mall.shopId))
      const one = { vouchers: 1, points: 100 }
      expect(await collected()).toMatchObject({ all: one, undoable: one, next: empty })
      world.clock.advanceSeconds(601)
      mall = await atWork(world, mall)
      phone = await world.signIn(phone.person)
      expect(await collected()).toMatchObject({ all: one, undoable: empty, next: one })
      const { left, ...turned } = (await turnBack()).body
      expect(left).toEqual(empty)
      done.unshift(turned)
    }
    expect(await collected()).toMatchObject({
      ...{ all: empty, undoable: empty, next: empty },
      holding: { milligrams: '1100000', months: [{ month: expect.any(String), milligrams: '1100000' }] },
    })
    const first = (await mall.owner.get('/v1/institution/turn-backs')).body
    expect(first.items).toEqual(done.slice(0, 10))
    const nowhere = await mall.owner.get('/v1/institution/turn-backs?cursor=nonsense')
    expect([nowhere.status, nowhere.body.where]).toEqual([400, '/query/cursor'])
    const second = await mall.owner.get(`/v1/institution/turn-backs?cursor=${first.nextCursor}`)
    expect(second.body).toEqual({ items: done.slice(10), nextCursor: null })
    const other = await openTestMall(world)
    expect((await other.owner.get('/v1/institution/turn-backs')).body.items).toEqual([])
    expect((await other.owner.get('/v1/institution/collected-points')).body.all).toEqual(empty)
  }, 60_000)

  it('are turned back all at once, in steps that go on under the key of the act, and no more than it began with', async () => {
    let mall = await openTestMall(world)
    const goodsId = await sponsored(mall, mall.owner, [mall.shopId], 1)
    const phoneOf = await twoPeople()
    const till = await tillOf(mall.owner, mall.shopId)
    for (let index = 0; index < 103; index += 1) await redeemed(phoneOf(index), goodsId, till)
    world.clock.advanceSeconds(601)
    mall = await atWork(world, mall)
    const later = await redeemed(phoneOf(0), goodsId, await tillOf(mall.owner, mall.shopId))
    const collected = async () => (await mall.owner.get('/v1/institution/collected-points')).body
    const some = (vouchers: number) => ({ vouchers, points: vouchers })
    expect(await collected()).toMatchObject({ all: some(104), undoable: some(1), next: some(103) })
    const key = randomUUID()
    const turnBack = () =>
      mall.owner.send('POST', '/v1/institution/turn-backs', undefined, { 'idempotency-key': key })

    // The service ends after the first step: only that is done, and it is done whole.
    const { sql } = world.platform.deps
    await sql`CREATE FUNCTION refuse_second_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.step_no > 1 THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`
    await sql`CREATE TRIGGER killed BEFORE INSERT ON turn_back FOR EACH ROW EXECUTE FUNCTION refuse_second_step()`
    expect((await turnBack()).status).toBe(500)
    await sql`DROP TRIGGER killed ON turn_back`
    await sql`DROP FUNCTION refuse_second_step`
    expect(await collected()).toMatchObject({ all: some(4), holding: { milligrams: '100000' } })
    expect(await mallFaults(world)).toEqual([])

    // The latest can be turned back by now, but is none of what this act began with.
    world.clock.advanceSeconds(601)
    mall = await atWork(world, mall)
    const [one, other] = await Promise.all([turnBack(), turnBack()])
    expect([one.status, other.status]).toEqual([201, 201])
    for (const { body } of [one, other]) expect(body).toMatchObject({ ...some(103), left: some(0) })
    expect((await turnBack()).body).toEqual(one.body)
    expect(await collected()).toMatchObject({ next: some(1), holding: { milligrams: '103000' } })
    expect(later).toMatch(/^vch_/)
    expect((await mall.owner.get('/v1/institution/turn-backs')).body.items).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])

    // What came says what it is, and every serial of it is read page by page.
    const { turnBackId, sources, serials, blocks } = one.body
    expect(sources).toEqual([
      {
        month: expect.stringMatching(/^\d{4}-\d{2}$/),
        methodology: {
          code: expect.any(String),
          version: expect.any(Number),
          name: { zh: expect.any(String), en: expect.any(String) },
        },
        milligrams: '103000',
      },
    ])
    expect(serials).toHaveLength(blocks)
    const path = `/v1/institution/turn-backs/${turnBackId}/serials`
    const first = (await mall.owner.get(`${path}?limit=1`)).body
    const rest = (await mall.owner.get(`${path}?after=${first.items[0].from}`)).body
    expect([...first.items, ...rest.items]).toEqual(serials)
    expect(serials[0]).toMatchObject({
      operator: { zh: expect.any(String) },
      runNo: expect.any(Number),
      methodologyCode: sources[0].methodology.code,
    })
    const stranger = await openTestMall(world)
    expect((await stranger.owner.get(path)).body.code).toBe('request.not-found')
  }, 90_000)
})
