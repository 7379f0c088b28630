import { createHash } from 'node:crypto'

import { decodeId } from '#domain/id'
import {
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import {
  coffee,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { ask, startResidentWorld, type Answer, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
let mall: TestMall
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())

const list = (by: Acting, changes: object = {}) =>
  by.send('POST', '/v1/institution/goods', coffee(mall, changes))
const shelf = async (): Promise<{ goodsId: string; left: number }[]> =>
  (await ask(`${world.platform.url}/v1/goods`)).body.items
const detail = (goodsId: string): Promise<Answer> => ask(`${world.platform.url}/v1/goods/${goodsId}`)
const change = (by: Acting, goodsId: string, what: 'stock' | 'budget', body: object) =>
  by.send('PUT', `/v1/institution/goods/${goodsId}/${what}`, body)

describe('listing goods', () => {
  it.each(['2026-02-30T00:00:00Z', '2026-05-10T00:00:60Z', '2026-05-10T00:00:00+23:00'])(
    'are not sold from %s, which is no moment',
    async (soldFrom) => {
      const answer = await mall.owner.send('POST', '/v1/institution/goods', coffee(mall, { soldFrom }))
      expect([answer.status, answer.body.code, answer.body.where]).toEqual([
        400,
        'request.invalid',
        '/body/soldFrom',
      ])
    },
  )

  it('sells them at once where no moment is named, by the clock of the service', async () => {
    const { status, body } = await list(mall.owner, { soldFrom: null })
    expect([status, body.soldFrom]).toEqual([201, world.clock.now().toISOString()])
    expect(
      (await list(mall.owner, { soldFrom: null, soldTo: world.clock.now().toISOString() })).body,
    ).toMatchObject({
      code: 'request.invalid',
      where: '/body/soldTo',
    })
  })

  it('puts them on the shelf for everybody, with as many left as stock and budget allow', async () => {
    const answer = await list(mall.owner)
    expect(answer.status).toBe(201)
    const { goodsId } = answer.body as { goodsId: string }
    expect(answer.body).toMatchObject({
      stockLeft: 100,
      budgetFen: 0,
      held: 0,
      issued: 0,
      redeemed: 0,
      withdrawnAt: null,
    })
    expect((await shelf()).find((goods) => goods.goodsId === goodsId)?.left).toBe(0)
    await change(mall.owner, goodsId, 'budget', { budgetFen: 3 * 1800 + 1799 })
    expect((await detail(goodsId)).body).toMatchObject({
      left: 3,
      isOnSale: true,
      detail: { zh: '堂食外带都可以。' },
      shops: [{ shopId: mall.shopId, address: '五原路 12 号' }],
    })
    const own = (await mall.owner.get('/v1/institution/goods')).body.items as { goodsId: string }[]
    expect(own.map((goods) => goods.goodsId)).toContain(goodsId)
  })

  it('is refused by its field for a sponsor, shops, picture or time that are none', async () => {
    const merchant = await ownerOf(world, await registerTestInstitution(world, 'merchant'))
    const closed = await openTestShop(merchant)
    await merchant.send('POST', `/v1/institution/shops/${closed}/closure`)
    const answers = [
      await list(mall.owner, { sponsorId: merchant.institutionId }),
      await list(mall.owner, { shopIds: [mall.shopId, closed] }),
      await list(mall.owner, { pictureDigest: 'ab'.repeat(32) }),
      await list(mall.owner, { soldTo: '2026-04-30T00:00:00+08:00' }),
      await list(mall.owner, { pricePoints: 0 }),
    ]
    expect(answers.map(({ body }) => [body.code as string, body.where as string])).toEqual([
      ['request.invalid', '/body/sponsorId'],
      ['request.invalid', '/body/shopIds'],
      ['request.invalid', '/body/pictureDigest'],
      ['request.invalid', '/body/soldTo'],
      ['request.invalid', '/body/pricePoints'],
    ])
    expect((await list(merchant)).body.code).toBe('institution.not-mall-operator')
  })

  it('is refused by its field for a text with a character that nothing can keep', async () => {
    for (const changes of [
      { name: { zh: '拿\0铁', en: 'A latte' } },
      { detail: { zh: '', en: 'To\0day' } },
    ]) {
      const { status, body } = await list(mall.owner, changes)
      const where = 'name' in changes ? '/body/name/zh' : '/body/detail/en'
      expect([status, body.code, body.where]).toEqual([400, 'request.invalid', where])
    }
  })

  it('knows whom goods can be listed with', async () => {
    const partners = (await mall.owner.get('/v1/institution/partners')).body as {
      sponsors: { institutionId: string }[]
      shops: { shopId: string }[]
    }
    expect(partners.sponsors.map(({ institutionId }) => institutionId)).toContain(mall.owner.institutionId)
    expect(partners.shops.map(({ shopId }) => shopId)).toContain(mall.shopId)
  })

  it('is for owners and managers', async () => {
    const cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
    expect((await list(cashier)).status).toBe(403)
    expect((await list(await invited(world, mall.owner, 'manager'))).status).toBe(201)
  })
})

describe('changing goods', () => {
  it('moves stock and budget, never below what was taken', async () => {
    const goodsId = await listed(mall, { stockTotal: 5 }, 9000)
    const { phone } = await spender(world)
    await take(phone, goodsId)
    await take(phone, goodsId)
    const [few, little] = [
      await change(mall.owner, goodsId, 'stock', { stockTotal: 1 }),
      await change(mall.owner, goodsId, 'budget', { budgetFen: 3599 }),
    ]
    for (const { status, body } of [few, little])
      expect([status, body.code]).toEqual([422, 'goods.terms-impossible'])
    expect((await change(mall.owner, goodsId, 'stock', { stockTotal: 2 })).body).toMatchObject({
      stockTotal: 2,
      stockLeft: 0,
    })
    expect((await change(mall.owner, goodsId, 'budget', { budgetFen: 3600 })).body).toMatchObject({
      budgetFen: 3600,
      budgetLeftFen: 0,
      issued: 2,
    })
    expect((await detail(goodsId)).body.left).toBe(0)
    expect(await mallFaults(world)).toEqual([])
  })

  it('gives money only by the sponsor’s own members, terms only by the mall’s', async () => {
    const sponsor = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    const goodsId = (await list(mall.owner, { sponsorId: sponsor.institutionId })).body.goodsId as string
    expect((await change(mall.owner, goodsId, 'budget', { budgetFen: 1 })).status).toBe(404)
    expect((await change(sponsor, goodsId, 'stock', { stockTotal: 1 })).status).toBe(404)
    expect((await sponsor.send('POST', `/v1/institution/goods/${goodsId}/withdrawal`)).status).toBe(404)
    expect((await change(sponsor, goodsId, 'budget', { budgetFen: 1800 })).body.budgetLeftFen).toBe(1800)
    const seen = (await sponsor.get('/v1/institution/goods')).body.items as { goodsId: string }[]
    expect(seen.map((goods) => goods.goodsId)).toEqual([goodsId])
    const stranger = await ownerOf(world, await registerTestInstitution(world))
    expect((await stranger.get('/v1/institution/goods')).body.items).toEqual([])
  })

  it('withdraws for good what nobody can take any more, and leaves vouchers good', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world)
    const { voucherId } = (await take(phone, goodsId, 'hold')).body as { voucherId: string }
    const withdrawal = () => mall.owner.send('POST', `/v1/institution/goods/${goodsId}/withdrawal`)
    const [one, two] = [await withdrawal(), await withdrawal()]
    expect(one.body.withdrawnAt).toBe(two.body.withdrawnAt)
    expect((await take(phone, goodsId)).body.code).toBe('goods.not-on-sale')
    expect((await shelf()).map((goods) => goods.goodsId)).not.toContain(goodsId)
    expect((await detail(goodsId)).body.isOnSale).toBe(false)
    expect((await phone.send('POST', `/v1/me/vouchers/${voucherId}/confirmation`)).body.state).toBe('issued')
  })

  it('stands in the chained log, each act once', async () => {
    const goodsId = await listed(mall)
    await change(mall.owner, goodsId, 'budget', { budgetFen: 1_000_000 })
    await mall.owner.send('POST', `/v1/institution/goods/${goodsId}/withdrawal`)
    const rows = await world.platform.deps.sql<{ action: string }[]>`
      SELECT action FROM audit_entry WHERE subject = ${goodsId} ORDER BY sequence`
    expect(rows.map(({ action }) => action)).toEqual([
      'goods.listed',
      'goods.budget-changed',
      'goods.withdrawn',
    ])
  })
})

describe('a picture', () => {
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    Buffer.alloc(100, 7),
  ])
  const send = (bytes: Buffer, type: string, by = mall.owner) =>
    fetch(`${world.platform.url}/v1/institution/pictures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by.token}`, 'content-type': type },
      body: new Uint8Array(bytes),
    })

  it('is kept under the digest of its bytes and shown to everybody', async () => {
    const kept = (await (await send(png, 'image/png')).json()) as { pictureDigest: string }
    expect(kept.pictureDigest).toBe(createHash('sha256').update(png).digest('hex'))
    expect((await send(png, 'image/png')).status).toBe(201)
    const shown = await fetch(`${world.platform.url}/v1/pictures/${kept.pictureDigest}`)
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('cache-control')).toContain('immutable')
    expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
    const goods = await list(mall.owner, kept)
    expect(goods.body.pictureDigest).toBe(kept.pictureDigest)
  })

  it('takes the place of another, by its mall operator alone, and only when it was sent', async () => {
    const other = Buffer.concat([png, Buffer.from([1])])
    const { pictureDigest } = (await (await send(other, 'image/png')).json()) as { pictureDigest: string }
    const path = `/v1/institution/goods/${await listed(mall)}/picture`
    const stranger = await openTestMall(world)
    expect((await stranger.owner.send('PUT', path, { pictureDigest })).body.code).toBe('request.not-found')
    const never = await mall.owner.send('PUT', path, { pictureDigest: 'ab'.repeat(32) })
    expect([never.body.code, never.body.where]).toEqual(['request.invalid', '/body/pictureDigest'])
    for (const _ of ['asked', 'asked again'])
      expect((await mall.owner.send('PUT', path, { pictureDigest })).body.pictureDigest).toBe(pictureDigest)
    const shown = await ask(
      `${world.platform.url}${path.replace('/institution', '').replace('/picture', '')}`,
    )
    expect(shown.body.pictureDigest).toBe(pictureDigest)
    const goodsId = path.split('/')[4] ?? ''
    const logged = await world.platform.deps.sql`
      SELECT FROM audit_entry WHERE subject = ${goodsId} AND action = 'goods.picture-changed'`
    expect(logged).toHaveLength(1)
  })

  it('is refused when it is none, too large, or sent by a cashier', async () => {
    const cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
    const statuses = [
      (await send(Buffer.from('<svg onload=alert(1)>'), 'image/png')).status,
      (await send(png, 'image/svg+xml')).status,
      (await send(Buffer.concat([png, Buffer.alloc(256 * 1024)]), 'image/png')).status,
      (await send(png, 'image/png', cashier)).status,
      (await ask(`${world.platform.url}/v1/pictures/${'ab'.repeat(32)}`)).status,
    ]
    expect(statuses).toEqual([415, 415, 413, 403, 404])
  })
})

describe('the audit', () => {
  it('names a counter, a budget and a voucher that somebody changed behind its back', async () => {
    const { sql } = world.platform.deps
    expect(await mallFaults(world)).toEqual([])
    const goodsId = await listed(mall)
    const { phone } = await spender(world)
    await take(phone, goodsId)
    const uuid = decodeId('gds', goodsId) ?? null
    await sql`
      UPDATE goods SET stock_left = stock_left - 1, budget_fen = budget_fen + 5, budget_left_fen = budget_left_fen + 5
      WHERE goods_id = ${uuid}`
    await sql`
      UPDATE voucher SET lot_points = ARRAY[499::bigint], valid_to = valid_to + interval '1 second' WHERE goods_id = ${uuid}`
    const found = (await mallFaults(world)).map((fault) =>
      /^(\w+) \S+ (?:book=[a-z-]+ )?(.*?):/.exec(fault)?.slice(1).join(': '),
    )
    expect(found.sort()).toEqual([
      'goods: budget given',
      'goods: left on the shelf',
      'ledger_account: points collected, money owed, budget left',
      'voucher: its last moment',
      'voucher: points-held',
      'voucher: price and owner of its lots',
    ])
  })
})
