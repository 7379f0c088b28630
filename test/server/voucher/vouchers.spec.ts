import { randomUUID } from 'node:crypto'

import fc from 'fast-check'

import { points as pointsOf } from '#domain/measure'
import { decodeId } from '#domain/id'
import { spendFirstExpiring } from '#domain/points'
import {
  atWork,
  givePoints,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { ask, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
let mall: TestMall
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())
const START = '2026-05-04T09:00:00+08:00'
beforeEach(() => moveTo(START))

/** Moves the clock; the mall's owner signs in anew. */
const moveTo = async (moment: string): Promise<void> => {
  world.clock.set(moment)
  mall = await atWork(world, mall)
}
/** The same person on the same phone, signed in anew. */
const again = (phone: Phone): Promise<Phone> => world.signIn(phone.person)

const balance = async (phone: Phone): Promise<{ points: number; heldPoints: number; expiries: unknown[] }> =>
  (await phone.get('/v1/me/points')).body
const left = async (goodsId: string): Promise<number> =>
  (await ask(`${world.platform.url}/v1/goods/${goodsId}`)).body.left as number

const runJob = () => world.platform.deps.jobs.runNow('voucher.end-due')
const answerTo = (phone: Phone, voucherId: string, act: 'confirmation' | 'refund') =>
  phone.send('POST', `/v1/me/vouchers/${voucherId}/${act}`)

/** All her vouchers, page by page, as far as the service says there are more. */
const pagesOf = async (phone: Phone): Promise<{ voucherId: string; state: string }[][]> => {
  const pages = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await phone.get(`/v1/me/vouchers${cursor === '' ? '' : `?cursor=${cursor}`}`)
    pages.push(body.items)
    cursor = body.nextCursor
  }
  return pages
}

describe('a year of vouchers', () => {
  it('comes a hundred at a time, each once: those to use first, then what ended last', async () => {
    const goodsId = await listed(mall, { pricePoints: 1, perPersonMax: 1_000, stockTotal: 1_000 })
    const { phone } = await spender(world)
    const ids: string[] = []
    for (let number = 0; number < 104; number += 1)
      ids.push((await take(phone, goodsId)).body.voucherId as string)
    const [usable, ended] = [ids.slice(0, 3), ids.slice(3)]
    for (const voucherId of ended.slice(0, -1)) await answerTo(phone, voucherId, 'refund')
    world.clock.advanceSeconds(60)
    await answerTo(phone, ids.at(-1) ?? '', 'refund')

    const [first = [], second = [], ...others] = await pagesOf(phone)
    expect([first.length, second.length, others.length]).toEqual([100, 4, 0])
    const shown = [...first, ...second].map(({ voucherId }) => voucherId)
    expect(shown.slice(0, 3).sort()).toEqual([...usable].sort())
    expect(shown[3]).toBe(ids.at(-1))
    expect([...shown].sort()).toEqual([...ids].sort())
  }, 60_000)

  it('goes on where the page before it ended, whatever she takes and gives back meanwhile', async () => {
    const goodsId = await listed(mall, { pricePoints: 1, perPersonMax: 1_000, stockTotal: 1_000 })
    const { phone } = await spender(world)
    for (let number = 0; number < 102; number += 1) await take(phone, goodsId)
    const { body: first } = await phone.get('/v1/me/vouchers')
    // The last living one of the page ends, and another one is taken.
    await answerTo(phone, first.items.at(-1).voucherId, 'refund')
    await take(phone, goodsId)
    const { body: second } = await phone.get(`/v1/me/vouchers?cursor=${first.nextCursor}`)
    expect(second.items.map(({ state }: { state: string }) => state)).toEqual([
      'issued',
      'issued',
      'refunded',
    ])
    expect(second.nextCursor).toBeNull()
  }, 60_000)

  it('is refused for a cursor that is not ours, and another person’s shows nobody hers', async () => {
    const { phone } = await spender(world)
    const goodsId = await listed(mall)
    const { voucherId } = (await take(phone, goodsId)).body
    for (const cursor of ['1', '.1.vch_x', `${'9'.repeat(20)}.1.${voucherId}`]) {
      const { status, body } = await phone.get(`/v1/me/vouchers?cursor=${cursor}`)
      expect([status, body.where]).toEqual([400, '/query/cursor'])
    }
    const { phone: stranger } = await spender(world)
    const cursor = `.${world.clock.now().getTime() + 1}.${voucherId}`
    expect((await stranger.get(`/v1/me/vouchers?cursor=${cursor}`)).body.items).toEqual([])
    expect((await phone.get(`/v1/me/vouchers?cursor=${cursor}`)).body.items).toHaveLength(1)
  })
})

describe('taking goods', () => {
  it('gives a voucher for points, from the shelf and from the lots that expire first', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world, [300, 400, 900])
    const answer = await take(phone, goodsId)
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      state: 'issued',
      pricePoints: 500,
      lots: [
        { points: 300, expiresAt: '2028-03-31T16:00:00.000Z' },
        { points: 200, expiresAt: '2028-04-30T16:00:00.000Z' },
      ],
      heldUntil: null,
      validTo: '2026-06-03T16:00:00.000Z',
      goods: { goodsId, name: { zh: '一杯拿铁', en: 'A latte' } },
    })
    expect(await balance(phone)).toMatchObject({ points: 1100, heldPoints: 500 })
    expect(await left(goodsId)).toBe(99)
    expect((await phone.get(`/v1/me/vouchers/${answer.body.voucherId}`)).body).toEqual(answer.body)
    expect((await phone.get('/v1/me/vouchers')).body.items).toEqual([answer.body])
    expect(await mallFaults(world)).toEqual([])
  })

  it('answers a retry with the first voucher, and refuses its key for other goods', async () => {
    const [one, other] = [await listed(mall), await listed(mall)]
    const { phone } = await spender(world)
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => take(phone, one, 'take', key)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.voucherId as string)).size).toBe(1)
    expect((await take(phone, other, 'take', key)).body.code).toBe('request.key-reused')
    expect(await balance(phone)).toMatchObject({ points: 1500 })
    const without = await phone.send('POST', '/v1/me/vouchers', { goodsId: one, step: 'take' })
    expect(without.body.where).toBe('/headers/idempotency-key')
  })

  it('tells a hold from a take under one key, also once the hold was confirmed', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world)
    const keys = [randomUUID(), randomUUID()] as const
    const held = await take(phone, goodsId, 'hold', keys[0])
    expect((await take(phone, goodsId, 'take', keys[0])).body.code).toBe('request.key-reused')
    world.clock.advanceSeconds(1)
    await answerTo(phone, held.body.voucherId as string, 'confirmation')
    expect((await take(phone, goodsId, 'take', keys[0])).body.code).toBe('request.key-reused')
    expect((await take(phone, goodsId, 'hold', keys[0])).body.voucherId).toBe(held.body.voucherId)
    const taken = await take(phone, goodsId, 'take', keys[1])
    expect((await take(phone, goodsId, 'hold', keys[1])).body.code).toBe('request.key-reused')
    expect((await take(phone, goodsId, 'take', keys[1])).body.voucherId).toBe(taken.body.voucherId)
    expect(await balance(phone)).toMatchObject({ points: 1000, heldPoints: 1000 })
  })

  it('is refused by name: too few points, too many of one kind, sold out, no budget, not on sale, no such goods', async () => {
    const { phone } = await spender(world, [1000])
    const refusals = await Promise.all([
      listed(mall, { pricePoints: 1001 }),
      listed(mall, { stockTotal: 0 }),
      listed(mall, {}, 1799),
      listed(mall, { soldFrom: '2026-06-01T00:00:00+08:00' }),
      listed(mall, { soldTo: '2026-05-04T09:00:00+08:00' }),
    ])
    const codes = []
    for (const goodsId of refusals) codes.push((await take(phone, goodsId)).body.code)
    expect(codes).toEqual([
      'points.not-enough',
      'goods.sold-out',
      'goods.sold-out',
      'goods.not-on-sale',
      'goods.not-on-sale',
    ])
    const goodsId = await listed(mall, { pricePoints: 10, perPersonMax: 1 })
    expect((await take(phone, goodsId)).status).toBe(201)
    expect((await take(phone, goodsId)).body.code).toBe('goods.limit-reached')
    const elsewhere = goodsId.replace(/.{6}$/, '000000')
    expect((await take(phone, elsewhere)).body.code).toBe('request.not-found')
    expect(await balance(phone)).toMatchObject({ points: 990, heldPoints: 10 })
  })

  it('that ended unused gave everything back, and counts no more against how many she may have', async () => {
    const { phone } = await spender(world, [1000])
    const goodsId = await listed(mall, { pricePoints: 10, perPersonMax: 1, voucherDays: 1 })
    await take(phone, goodsId)
    const now = world.clock.now()
    world.clock.advanceSeconds(2 * 24 * 3600)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    world.clock.set(now.toISOString())
    expect((await take(phone, goodsId)).status).toBe(201)
    expect((await take(phone, goodsId)).body.code).toBe('goods.limit-reached')
  })

  it('of a hot item gives exactly what there is, and takes nobody’s points for nothing', async () => {
    const goodsId = await listed(mall, { stockTotal: 7, perPersonMax: 5 })
    const people = []
    for (let i = 0; i < 12; i += 1) people.push(await spender(world, [400, 700]))
    const answers = await Promise.all(
      people.flatMap(({ phone }) => [take(phone, goodsId), take(phone, goodsId)]),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(7)
    expect(
      new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code as string)),
    ).toEqual(new Set(['goods.sold-out']))
    const balances = await Promise.all(people.map(({ phone }) => balance(phone)))
    expect(balances.reduce((sum, { points }) => sum + points, 0)).toBe(12 * 1100 - 7 * 500)
    expect(await left(goodsId)).toBe(0)
    expect(await mallFaults(world)).toEqual([])
  }, 60_000)

  it('spends a lot in its last second and not in the next; what expires then is what was not spent', async () => {
    const goodsId = await listed(mall, { voucherDays: 60 })
    const { phone: before } = await spender(world, [600])
    const { phone: late } = await spender(world, [600])
    world.clock.set('2028-05-31T23:59:59+08:00')
    expect((await take(await again(before), goodsId)).status).toBe(201)
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect(await balance(await again(before))).toMatchObject({ points: 100, heldPoints: 500 })
    world.clock.set('2028-06-01T00:00:00+08:00')
    // Whether the job has been here or not.
    expect((await take(await again(late), goodsId)).body.code).toBe('points.not-enough')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect((await take(await again(late), goodsId)).body.code).toBe('points.not-enough')
    expect(await balance(await again(before))).toMatchObject({ points: 0, heldPoints: 500 })
    expect(await balance(await again(late))).toMatchObject({ points: 0, heldPoints: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('of one person many times at once keeps to her limit and her points', async () => {
    const goodsId = await listed(mall, { perPersonMax: 3 })
    const { phone } = await spender(world, [1200])
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(phone, goodsId)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(await balance(phone)).toMatchObject({ points: 200, heldPoints: 1000 })
  })

  it('takes from lots as the rule says, whatever lots there are', async () => {
    const { sql } = world.platform.deps
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 3000 }),
        async (lots, price) => {
          const { phone, accountId } = await spender(world, lots)
          const living = await sql<{ lot_id: string; expires_at: Date; balance: bigint }[]>`
            SELECT lot_id, expires_at, balance FROM points_lot JOIN ledger_account USING (ledger_account_id)
            WHERE account_id = ${accountId}`
          const expected = spendFirstExpiring(
            living.map((lot) => ({
              lotId: lot.lot_id,
              expiresAt: lot.expires_at,
              points: pointsOf(Number(lot.balance)),
            })),
            pointsOf(price),
            world.clock.now(),
          )
          const answer = await take(phone, await listed(mall, { pricePoints: price }))
          if (expected === 'notEnough') return expect(answer.body.code).toBe('points.not-enough')
          const [row] = await sql<{ lot_ids: string[]; lot_points: bigint[] }[]>`
            SELECT lot_ids, lot_points FROM voucher WHERE voucher_id = ${decodeId('vch', answer.body.voucherId as string) ?? null}`
          expect(row?.lot_ids.map((lotId, i) => ({ lotId, points: Number(row.lot_points[i]) }))).toEqual(
            expected,
          )
        },
      ),
      { numRuns: 12 },
    )
  }, 60_000)
})

describe('a hold', () => {
  it('keeps goods and points until her last word', async () => {
    const goodsId = await listed(mall, { stockTotal: 1 })
    const [one, two] = [await spender(world), await spender(world)]
    const held = await take(one.phone, goodsId, 'hold')
    expect(held.body).toMatchObject({
      state: 'held',
      heldUntil: new Date(world.clock.now().getTime() + 300_000).toISOString(),
    })
    expect((await take(two.phone, goodsId)).body.code).toBe('goods.sold-out')
    const confirmed = await answerTo(one.phone, held.body.voucherId as string, 'confirmation')
    expect(confirmed.body).toMatchObject({ state: 'issued', heldUntil: null })
    expect((await answerTo(one.phone, held.body.voucherId as string, 'confirmation')).body).toEqual(
      confirmed.body,
    )
    await runJob()
    expect((await one.phone.get(`/v1/me/vouchers/${held.body.voucherId}`)).body.state).toBe('issued')
  })

  it('that is abandoned neither loses her points nor empties the shelf', async () => {
    const goodsId = await listed(mall, { stockTotal: 1, perPersonMax: 1 })
    const { phone } = await spender(world, [500])
    const held = await take(phone, goodsId, 'hold')
    world.clock.advanceSeconds(300)
    const late = await answerTo(phone, held.body.voucherId as string, 'confirmation')
    expect([late.status, late.body.code]).toEqual([409, 'voucher.hold-ended'])
    // She hears so whether or not it was written down already.
    const ended = (await phone.get(`/v1/me/vouchers/${held.body.voucherId}`)).body
    expect(ended).toMatchObject({ state: 'released', heldUntil: null })
    await runJob()
    expect((await phone.get(`/v1/me/vouchers/${held.body.voucherId}`)).body.state).toBe('released')
    expect((await answerTo(phone, held.body.voucherId as string, 'confirmation')).body.code).toBe(
      'voucher.hold-ended',
    )
    expect(await balance(phone)).toMatchObject({ points: 500, heldPoints: 0 })
    expect((await take(phone, goodsId)).status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a hold in the last minute of a lot', () => {
  it('that is let go of after it prolongs nothing; its word within the five minutes still counts', async () => {
    const goodsId = await listed(mall, { voucherDays: 60, pricePoints: 200, perPersonMax: 5 })
    const { phone: before } = await spender(world, [400])
    await moveTo('2028-05-31T23:58:00+08:00')
    const phone = await again(before)
    const hold = async () => (await take(phone, goodsId, 'hold')).body.voucherId as string
    const [dropped, kept] = [await hold(), await hold()]
    world.clock.set('2028-06-01T00:01:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect((await answerTo(phone, dropped, 'refund')).body.state).toBe('released')
    expect(await balance(phone)).toMatchObject({ points: 0, heldPoints: 200, expiries: [] })
    expect((await answerTo(phone, kept, 'confirmation')).body.state).toBe('issued')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect(await mallFaults(world)).toEqual([])
    // What became a voucher has its thirty days when it comes back.
    expect((await answerTo(phone, kept, 'refund')).body.state).toBe('refunded')
    expect((await balance(phone)).expiries).toEqual([{ points: 200, expiresAt: '2028-07-01T16:00:00.000Z' }])
    expect(await mallFaults(world)).toEqual([])
  })

  it('that runs out by itself prolongs nothing either', async () => {
    const goodsId = await listed(mall, { pricePoints: 400 })
    const { phone: before } = await spender(world, [400])
    await moveTo('2028-05-31T23:58:00+08:00')
    await take(await again(before), goodsId, 'hold')
    world.clock.set('2028-06-01T00:03:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    await runJob()
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect(await balance(await again(before))).toMatchObject({ points: 0, heldPoints: 0, expiries: [] })
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('giving back', () => {
  it('returns exactly the lots it took, once, and the voucher stays dead', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world, [300, 400])
    const before = await balance(phone)
    const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
    const answers = await Promise.all([1, 2, 3].map(() => answerTo(phone, voucherId, 'refund')))
    expect(answers.map(({ body }) => body.state as string)).toEqual(['refunded', 'refunded', 'refunded'])
    expect(await balance(phone)).toEqual(before)
    expect(await left(goodsId)).toBe(100)
    expect((await answerTo(phone, voucherId, 'confirmation')).body.state).toBe('refunded')
    expect(await mallFaults(world)).toEqual([])
  })

  it('into a lot that has ended gives her 30 days more', async () => {
    const goodsId = await listed(mall, { voucherDays: 60 })
    const { phone: before, accountId } = await spender(world, [400])
    await moveTo('2028-05-20T10:00:00+08:00')
    const phone = await again(before)
    await givePoints(world, accountId, [300])
    const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
    world.clock.set('2028-06-01T00:00:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    world.clock.set('2028-06-02T10:00:00+08:00')
    const later = await again(phone)
    expect((await answerTo(later, voucherId, 'refund')).body.state).toBe('refunded')
    expect((await balance(later)).expiries).toEqual([
      { points: 400, expiresAt: '2028-07-02T16:00:00.000Z' },
      { points: 300, expiresAt: '2030-05-31T16:00:00.000Z' },
    ])
    expect(await mallFaults(world)).toEqual([])
    world.clock.set('2028-07-03T00:00:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect(await balance(await again(phone))).toMatchObject({ points: 300 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('of two vouchers on one day is one end, of which she is reminded once', async () => {
    const goodsId = await listed(mall, { voucherDays: 60, pricePoints: 200 })
    const { phone: before } = await spender(world, [400])
    await moveTo('2028-05-31T23:50:00+08:00')
    const phone = await again(before)
    const taken = [await take(phone, goodsId), await take(phone, goodsId)]
    await moveTo('2028-06-01T00:10:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    const later = await again(before)
    for (const { body } of taken) await answerTo(later, body.voucherId as string, 'refund')
    const end = { points: 400, expiresAt: '2028-07-01T16:00:00.000Z' }
    expect((await balance(later)).expiries).toEqual([end])
    for (const day of ['2028-07-01T10:00:00+08:00', '2028-07-01T11:00:00+08:00']) {
      world.clock.set(day)
      await world.platform.deps.jobs.runNow('points.remind-of-expiry')
    }
    expect((await (await again(before)).get('/v1/me/messages')).body.items).toHaveLength(1)
    expect(await mallFaults(world)).toEqual([])
  })

  it('a second time into what came back ends with it, so that nothing is renewed again and again', async () => {
    const goodsId = await listed(mall, { voucherDays: 60, pricePoints: 400, perPersonMax: 5 })
    const { phone: before } = await spender(world, [400])
    await moveTo('2028-05-31T23:50:00+08:00')
    const first = (await take(await again(before), goodsId)).body.voucherId as string
    await moveTo('2028-06-01T00:10:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    let phone = await again(before)
    await answerTo(phone, first, 'refund')
    expect((await balance(phone)).expiries).toEqual([{ points: 400, expiresAt: '2028-07-01T16:00:00.000Z' }])

    await moveTo('2028-07-01T23:50:00+08:00')
    const second = (await take(await again(before), goodsId)).body.voucherId as string
    await moveTo('2028-07-02T00:10:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    phone = await again(before)
    expect((await answerTo(phone, second, 'refund')).body.state).toBe('refunded')
    expect(await balance(phone)).toMatchObject({ points: 0, heldPoints: 0, expiries: [] })
    await world.platform.deps.jobs.runNow('points.expire-lots')
    expect(await balance(phone)).toMatchObject({ points: 0, heldPoints: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('into a lot that came back and lives still keeps the end it had', async () => {
    const goodsId = await listed(mall, { voucherDays: 60, pricePoints: 400, perPersonMax: 5 })
    const { phone: before } = await spender(world, [400])
    await moveTo('2028-05-31T23:50:00+08:00')
    const first = (await take(await again(before), goodsId)).body.voucherId as string
    await moveTo('2028-06-02T10:00:00+08:00')
    const phone = await again(before)
    await answerTo(phone, first, 'refund')
    const came = await balance(phone)
    await answerTo(phone, (await take(phone, goodsId)).body.voucherId as string, 'refund')
    expect(await balance(phone)).toEqual(came)
    expect(await mallFaults(world)).toEqual([])
  })

  it('after one of its lots has ended returns to the other exactly what it took, and the rest to a lot of 30 days', async () => {
    const goodsId = await listed(mall, { voucherDays: 60 })
    const { phone: before, accountId } = await spender(world, [400])
    await moveTo('2028-05-20T10:00:00+08:00')
    await givePoints(world, accountId, [300])
    const { voucherId } = (await take(await again(before), goodsId)).body as { voucherId: string }
    world.clock.set('2028-06-01T00:00:00+08:00')
    await world.platform.deps.jobs.runNow('points.expire-lots')
    const later = await again(before)
    expect((await balance(later)).expiries).toEqual([{ points: 200, expiresAt: '2030-05-31T16:00:00.000Z' }])
    expect((await answerTo(later, voucherId, 'refund')).body.state).toBe('refunded')
    expect((await balance(later)).expiries).toEqual([
      { points: 400, expiresAt: '2028-07-01T16:00:00.000Z' },
      { points: 300, expiresAt: '2030-05-31T16:00:00.000Z' },
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it('happens by itself when its last day is over', async () => {
    const goodsId = await listed(mall, { voucherDays: 1 })
    const { phone } = await spender(world)
    const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
    world.clock.set('2026-05-05T23:59:59+08:00')
    await runJob()
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('issued')
    world.clock.set('2026-05-06T00:00:00+08:00')
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body).toMatchObject({
      state: 'expired',
      endedAt: null,
    })
    await runJob()
    expect(await balance(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
    expect((await answerTo(phone, voucherId, 'refund')).body.state).toBe('expired')
    expect(await mallFaults(world)).toEqual([])
  })

  it('is nobody else’s to do', async () => {
    const goodsId = await listed(mall)
    const [one, two] = [await spender(world), await spender(world)]
    const { voucherId } = (await take(one.phone, goodsId, 'hold')).body as { voucherId: string }
    for (const act of ['confirmation', 'refund'] as const)
      expect((await answerTo(two.phone, voucherId, act)).status).toBe(404)
    expect((await two.phone.get(`/v1/me/vouchers/${voucherId}`)).status).toBe(404)
  })

  it('comes before closing: what her vouchers took goes where her points go', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world, [700])
    await take(phone, goodsId)
    world.clock.advanceSeconds(1)
    await take(phone, await listed(mall, { pricePoints: 200 }), 'hold')
    expect((await phone.get('/v1/me/export')).body.vouchers).toMatchObject([
      { state: 'issued' },
      { state: 'held' },
    ])
    const unasked = await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    expect(unasked.body.code).toBe('account.closure-unconfirmed')
    const closed = await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.body.disposedMilligrams).toBe(700_000)
    expect(await left(goodsId)).toBe(100)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a hold that cannot be given back', () => {
  it('stands in the way of no other, and is named', async () => {
    const { sql } = world.platform.deps
    const goodsId = await listed(mall)
    const [first, second] = [await spender(world), await spender(world)]
    const stuck = (await take(first.phone, goodsId, 'hold')).body.voucherId as string
    world.clock.advanceSeconds(1)
    await take(second.phone, goodsId, 'hold')
    const factor = (change: string) =>
      sql.begin(async (hand) => {
        await hand`SET LOCAL session_replication_role = replica`
        await hand.unsafe(
          `UPDATE voucher SET lot_points = ARRAY[lot_points[1] ${change}] WHERE voucher_id = $1`,
          [decodeId('vch', stuck) ?? ''],
        )
      })
    const heldPoints = async () =>
      Promise.all([first.phone, second.phone].map(async (phone) => (await balance(phone)).heldPoints))
    await factor('* 10')
    world.clock.advanceSeconds(301)
    expect(await heldPoints()).toEqual([500, 500])
    await expect(runJob()).rejects.toThrow('1 vouchers could not be ended')
    expect(await heldPoints()).toEqual([500, 0])
    await factor('/ 10')
    await runJob()
    expect(await heldPoints()).toEqual([0, 0])
    expect(await mallFaults(world)).toEqual([])
  })
})
