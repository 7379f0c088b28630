import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
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
import {
  ask,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { employ } from '#test/harness/review-world'
import { letGo, stop } from '#test/harness/supervision-world'
import { faultsAfter } from '#test/harness/tampered'
import { showCode } from '#test/harness/till-world'

const TITLE = {
  ...{ kind: 'title', name: { zh: '绿色出行家', en: 'Green rider' }, pricePoints: 500 },
  ...{ payableFen: 0, perPersonMax: 1, voucherDays: 1, shopIds: [], stockTotal: 2 },
}

let world: ResidentWorld
let mall: TestMall
let giver: Acting
let goodsId: string
beforeEach(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  giver = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
  goodsId = await listed(mall, { ...TITLE, sponsorId: giver.institutionId }, 0, [giver])
})
afterEach(() => world.close())

const codeOf = ({ status, body }: Answer): string => (status < 300 ? String(status) : (body.code as string))
const titlesOf = async (phone: Phone) => (await phone.get('/v1/me/titles')).body.items
const pointsOf = async (phone: Phone): Promise<number> =>
  (await phone.get('/v1/me/points')).body.points as number

describe('an honorary title', () => {
  it('is given at once for points, names who gives it, and its points are collected by the mall', async () => {
    const { phone } = await spender(world, [700])
    expect((await ask(`${world.platform.url}/v1/goods`)).body.items).toMatchObject([
      { goodsId, kind: 'title', left: 2, perPersonMax: 1 },
    ])
    const taken = await take(phone, goodsId)
    expect([taken.status, taken.body.state, taken.body.delivery, taken.body.shop]).toEqual([
      201,
      'redeemed',
      null,
      null,
    ])
    expect(await pointsOf(phone)).toBe(200)
    const [title] = await titlesOf(phone)
    expect(title).toMatchObject({ name: TITLE.name, pricePoints: 500, voucherId: taken.body.voucherId })
    expect(title.givenBy.zh).toMatch(/^机构/)
    const collected = await mall.owner.get('/v1/institution/collected-points')
    expect(collected.body.all).toEqual({ vouchers: 1, points: 500 })
    expect(await mallFaults(world)).toEqual([])
    world.clock.advanceSeconds(11 * 60)
    const turned = await mall.owner.send('POST', '/v1/institution/turn-backs', undefined, {
      'idempotency-key': 'turn-back-of-titles',
    })
    expect(codeOf(turned)).toBe('201')
    expect((await mall.owner.get('/v1/institution/collected-points')).body.all.points).toBe(0)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is had once, however often it is asked for, by as many as there are', async () => {
    const { phone } = await spender(world)
    const first = await take(phone, goodsId, 'take', 'one-request-of-hers')
    expect((await take(phone, goodsId, 'take', 'one-request-of-hers')).body).toEqual(first.body)
    expect(codeOf(await take(phone, goodsId))).toBe('goods.limit-reached')
    expect(codeOf(await take((await spender(world)).phone, goodsId))).toBe('201')
    expect(codeOf(await take((await spender(world)).phone, goodsId))).toBe('goods.sold-out')
    expect(await titlesOf(phone)).toHaveLength(1)
  })

  it('is held while she reads, let go of, and final once it is hers', async () => {
    const { phone } = await spender(world, [500])
    const held = `/v1/me/vouchers/${(await take(phone, goodsId, 'hold')).body.voucherId as string}`
    expect(await titlesOf(phone)).toEqual([])
    expect((await phone.send('POST', `${held}/refund`)).body.state).toBe('released')
    expect(await pointsOf(phone)).toBe(500)
    const again = (await take(phone, goodsId, 'hold')).body.voucherId as string
    expect((await phone.send('POST', `/v1/me/vouchers/${again}/confirmation`)).body.state).toBe('redeemed')
    expect((await phone.send('POST', `/v1/me/vouchers/${again}/confirmation`)).body.state).toBe('redeemed')
    expect(codeOf(await phone.send('POST', `/v1/me/vouchers/${again}/refund`))).toBe(
      'voucher.already-redeemed',
    )
    expect((await showCode(phone, again)).status).toBe(409)
    const sent = await phone.send('PUT', `/v1/me/vouchers/${again}/recipient`, {
      recipient: 'wallet-of-hers',
    })
    expect(sent.status).toBe(404)
    // Long after the last day of any voucher it is still hers.
    world.clock.advanceSeconds(400 * 86_400)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    expect(await titlesOf(await world.signIn(phone.person))).toHaveLength(1)
  })

  it('is given by its job where the taking ended between its two steps, and does not run out instead', async () => {
    const { phone, accountId } = await spender(world)
    const { sql } = world.platform.deps
    await take(phone, goodsId, 'hold')
    await sql`UPDATE voucher SET state = 'issued', issued_at = held_at WHERE account_id = ${accountId}`
    world.clock.advanceSeconds(3 * 86_400)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    expect(await titlesOf(phone)).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not given while her account is stopped, which her retry says, and is once it goes on', async () => {
    const centre = await employ(world, 'centre-lin', 'centre')
    const bureau = await employ(world, 'bureau-wu', 'bureau')
    const { phone, accountId } = await spender(world, [700])
    const { sql } = world.platform.deps
    // The service ends between taking and giving.
    await sql`ALTER FUNCTION title_give(uuid, timestamptz) RENAME TO title_given`
    expect((await take(phone, goodsId, 'take', 'one-request-of-hers')).status).toBe(500)
    await sql`ALTER FUNCTION title_given(uuid, timestamptz) RENAME TO title_give`
    world.clock.advanceSeconds(60)
    const { suspensionId } = (await stop(centre, { accountId })).body
    world.clock.advanceSeconds(60)
    const again = await take(phone, goodsId, 'take', 'one-request-of-hers')
    expect([again.status, again.body.state]).toEqual([201, 'issued'])
    world.clock.advanceSeconds(2 * 86_400)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    const hers = await world.signIn(phone.person)
    const wireId = again.body.voucherId as string
    expect((await hers.get(`/v1/me/vouchers/${wireId}`)).body.state).toBe('issued')
    expect(await titlesOf(hers)).toEqual([])
    expect(await mallFaults(world)).toEqual([])
    expect((await letGo(bureau, suspensionId as string)).status).toBe(200)
    world.clock.advanceSeconds(60)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    expect(await titlesOf(hers)).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not on sale before its giver said yes', async () => {
    const waiting = await listed(mall, { ...TITLE, sponsorId: giver.institutionId }, 0)
    expect(codeOf(await take((await spender(world)).phone, waiting))).toBe('goods.not-agreed')
    await agree(giver, waiting)
    expect(codeOf(await take((await spender(world)).phone, waiting))).toBe('201')
  })

  it.each([
    [{ perPersonMax: 2 }, '/body/perPersonMax'],
    [{ payableFen: 1 }, '/body/payableFen'],
    [{ voucherDays: 30 }, '/body/voucherDays'],
    [{ isOffline: true }, '/body/isOffline'],
  ])('is not listed with %j', async (change, where) => {
    const asked = coffee(mall, { ...TITLE, ...change })
    const { status, body } = await mall.owner.send('POST', '/v1/institution/goods', asked)
    expect([status, body.code, body.where]).toEqual([400, 'request.invalid', where])
  })

  it('counts in no shop', async () => {
    const asked = coffee(mall, { ...TITLE, shopIds: [mall.shopId] })
    const { body } = await mall.owner.send('POST', '/v1/institution/goods', asked)
    expect(body.where).toBe('/body/shopIds')
  })

  it('is an item whose like the audit knows: nothing else is given, and no title is redeemed otherwise', async () => {
    const { phone } = await spender(world)
    await take(phone, goodsId)
    const faults = await faultsAfter(world, `UPDATE goods SET kind = 'coupon' WHERE kind = 'title'`)
    expect(faults).toContain('redemption: a title is given, nothing else is')
    const back = await faultsAfter(
      world,
      `UPDATE voucher SET state = 'issued', ended_at = NULL WHERE state = 'redeemed'`,
    )
    expect(back).toContain('redemption: its voucher')
    const found = (await faultsAfter(world, 'DELETE FROM redemption')).filter((fault) =>
      fault.startsWith('redemption'),
    )
    expect(found).toContain('redemption: its voucher')
  })
})
