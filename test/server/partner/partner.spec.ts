import { randomBytes } from 'node:crypto'

import { suspendInstitution } from '#server/admin/index'
import { decodeId } from '#domain/id'
import { approvalCodeOf } from '#domain/partner'
import { openTestShop, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  atWork,
  givePoints,
  listed,
  mallFaults,
  openTestMall,
  spender,
  type TestMall,
} from '#test/harness/mall-world'
import { partnerOf, partnerOfMall, type TestPartner } from '#test/harness/partner-world'
import { startResidentWorld, type Answer, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let mall: TestMall
let chain: TestPartner
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  chain = partnerOfMall(world, mall)
})
afterAll(() => world.close())
beforeEach(async () => {
  mall = await atWork(world, mall)
})

let orders = 0
/** An order for a coffee that waits for its resident. */
const asked = async (changes: object = {}) => {
  const goodsId = await listed(mall, changes)
  const orderNo = `pos-${(orders += 1)}`
  const order = { goodsId, shopId: mall.shopId }
  const { status, body } = await chain.ask(orderNo, order)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { orderNo, order, goodsId, code: body.approvalCode as string }
}
const look = (phone: Phone, code: string): Promise<Answer> => phone.get(`/v1/me/partner-orders/${code}`)
const say = (phone: Phone, code: string, word: 'approval' | 'decline'): Promise<Answer> =>
  phone.send('POST', `/v1/me/partner-orders/${code}/${word}`)
const points = async (phone: Phone) =>
  (await phone.get('/v1/me/points')).body as { points: number; heldPoints: number }

const stateOf = async (orderNo: string): Promise<string> => (await chain.read(orderNo)).body.state as string
/** An order that a new resident with 2,000 points approved, led on by these steps. */
const approved = async (...steps: ('spend' | 'redemption')[]) => {
  const order = await asked()
  const { phone, accountId } = await spender(world)
  const answer = await say(phone, order.code, 'approval')
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  for (const step of steps) await chain.step(order.orderNo, step)
  return { ...order, phone, accountId }
}
const voucherOf = async (phone: Phone): Promise<string> =>
  (await phone.get('/v1/me/vouchers')).body.items[0].voucherId as string
const messagesOf = async (phone: Phone): Promise<string[]> =>
  ((await phone.get('/v1/me/messages')).body.items as { title: { zh: string } }[]).map(
    ({ title }) => title.zh,
  )

describe('an order of a partner', () => {
  it('is asked, approved once, spent and redeemed', async () => {
    const { orderNo, code, goodsId } = await asked()
    expect(code).toMatch(/^\d{10}$/)
    const { phone } = await spender(world)
    expect((await look(phone, code.replace(/(.{5})/, '$1 '))).body).toMatchObject({
      state: 'asked',
      shop: { zh: '梧桐咖啡馆' },
      goods: { goodsId, name: { zh: '一杯拿铁' } },
      ...{ pricePoints: 500, points: 2000, pointsAfter: 1500 },
    })
    expect((await say(phone, code, 'approval')).body).toMatchObject({ state: 'held', points: 1500 })
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 500 })
    expect((await chain.read(orderNo)).body).toMatchObject({ state: 'held', approvalCode: null })
    expect((await chain.step(orderNo, 'spend')).body).toMatchObject({
      state: 'spent',
      spentAt: world.clock.now().toISOString(),
    })
    const done = await chain.step(orderNo, 'redemption')
    expect(done.body).toMatchObject({
      orderNo,
      state: 'redeemed',
      redeemedAt: world.clock.now().toISOString(),
    })
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 0 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('asked again is the same order with the same code; with other goods it is a conflict', async () => {
    const { orderNo, order, code } = await asked()
    const again = await Promise.all([chain.ask(orderNo, order), chain.ask(orderNo, order)])
    expect(again.map(({ body }) => body.approvalCode)).toEqual([code, code])
    const other = await chain.ask(orderNo, { ...order, goodsId: await listed(mall) })
    expect([other.status, other.body.code]).toEqual([409, 'order.conflict'])
  })

  it('is one order, however many ask for it at once', async () => {
    const order = { goodsId: await listed(mall), shopId: mall.shopId }
    const answers = await Promise.all(Array.from({ length: 8 }, () => chain.ask('at-once', order)))
    expect(new Set(answers.map(({ body }) => body.approvalCode as string)).size).toBe(1)
    expect(await world.platform.deps.sql`SELECT FROM partner_order WHERE order_no = 'at-once'`).toHaveLength(
      1,
    )
  })

  it('is redeemed once, whoever asks how often, and every retry hears the same', async () => {
    const { orderNo, phone } = await approved('spend')
    const answers = await Promise.all(Array.from({ length: 20 }, () => chain.step(orderNo, 'redemption')))
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.redeemedAt)}`)).size).toBe(1)
    world.clock.advanceSeconds(60)
    expect((await chain.step(orderNo, 'redemption')).body).toEqual(answers[0]?.body)
    expect((await chain.step(orderNo, 'spend')).body.state).toBe('redeemed')
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 0 })
  })

  it('is not spent before it is approved, nor redeemed before it is spent, nor released once it is', async () => {
    const { orderNo } = await asked()
    const early = await chain.step(orderNo, 'spend')
    expect([early.status, early.body.code]).toEqual([409, 'order.not-in-state'])
    const held = await approved()
    expect((await chain.step(held.orderNo, 'redemption')).body.code).toBe('order.not-in-state')
    await chain.step(held.orderNo, 'spend')
    expect((await chain.step(held.orderNo, 'release')).body.code).toBe('order.not-in-state')
  })

  it('is for goods that count in a shop of the partner, or of its own mall in any of their shops', async () => {
    const merchant = await registerTestInstitution(world, 'merchant')
    const owner = await ownerOf(world, merchant)
    const shopId = await openTestShop(owner, '街角面包')
    const bakery = partnerOf(world, merchant, owner.institutionId)
    const own = await listed(mall, { shopIds: [shopId] }, 1_000_000, [owner])
    const elsewhere = await listed(mall)
    expect((await bakery.ask('b-1', { goodsId: own, shopId })).status).toBe(200)
    expect((await chain.ask('mall-1', { goodsId: own, shopId })).status).toBe(200)
    const foreign = await bakery.ask('b-2', { goodsId: elsewhere, shopId: mall.shopId })
    expect([foreign.status, foreign.body.where]).toEqual([400, '/body/shopId'])
    expect((await bakery.ask('b-2', { goodsId: elsewhere, shopId })).body.where).toBe('/body/shopId')
    await owner.send('POST', `/v1/institution/shops/${shopId}/closure`)
    expect((await bakery.ask('b-3', { goodsId: own, shopId })).body.where).toBe('/body/shopId')
  })

  it('of another partner answers nobody else, and a suspended one is let in nowhere', async () => {
    const { orderNo } = await asked()
    const stranger = await openTestMall(world)
    const other = partnerOfMall(world, stranger)
    expect((await other.read(orderNo)).body.code).toBe('request.not-found')
    expect((await other.step(orderNo, 'release')).body.code).toBe('request.not-found')
    const path = `/v1/partners/${chain.institutionId}/orders/${orderNo}`
    const foreign = await other.call('GET', path)
    expect([foreign.status, foreign.body.code]).toEqual([403, 'signature.wrong-institution'])
    await suspendInstitution(
      world.platform.deps,
      new Map([
        ['credit-code', stranger.institution.creditCode],
        ['reason', '测试'],
      ]),
    )
    expect((await other.read('any')).body.code).toBe('institution.suspended')
    expect(await stateOf(orderNo)).toBe('asked')
  })
})

describe('the shop of a suspended merchant', () => {
  it('is asked for and redeemed in by nobody: not by the mall either, and it is owed nothing', async () => {
    const merchant = await registerTestInstitution(world, 'merchant')
    const florist = await ownerOf(world, merchant)
    const shopId = await openTestShop(florist, '转角花店')
    const goodsId = await listed(mall, { shopIds: [mall.shopId, shopId] }, 1_000_000, [florist])
    const { phone } = await spender(world)
    const orderNo = `pos-${(orders += 1)}`
    const { approvalCode } = (await chain.ask(orderNo, { goodsId, shopId })).body
    await say(phone, approvalCode as string, 'approval')
    await chain.step(orderNo, 'spend')

    await suspendInstitution(world.platform.deps, new Map([['credit-code', merchant.creditCode]]))
    const refused = await chain.ask(`pos-${(orders += 1)}`, { goodsId, shopId })
    expect([refused.status, refused.body.code]).toEqual([400, 'request.invalid'])
    const redemption = await chain.step(orderNo, 'redemption')
    expect([redemption.status, redemption.body.code]).toEqual([409, 'order.not-in-state'])
    const owed = await world.platform.deps.sql`
      SELECT FROM ledger_account JOIN payable_pair USING (owner_id) JOIN institution ON merchant_id = institution_id
      WHERE credit_code = ${merchant.creditCode} AND balance > 0`
    expect(owed).toHaveLength(0)
    expect((await chain.step(orderNo, 'refund')).body.state).toBe('refunded')
    expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
    // Where nobody is suspended it is still given out.
    expect((await chain.ask(`pos-${(orders += 1)}`, { goodsId, shopId: mall.shopId })).status).toBe(200)
  })
})

describe('saying yes', () => {
  it('twice at the same moment holds once', async () => {
    const { code } = await asked()
    const { phone } = await spender(world)
    const answers = await Promise.all([1, 2, 3].map(() => say(phone, code, 'approval')))
    expect(answers.map(({ body }) => body.state as string)).toEqual(['held', 'held', 'held'])
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 500 })
  })

  it('makes it hers: nobody else sees it, approves or declines it', async () => {
    const { code } = await approved()
    const { phone } = await spender(world)
    for (const answer of [
      await look(phone, code),
      await say(phone, code, 'approval'),
      await say(phone, code, 'decline'),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'approval.used'])
    expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
  })

  it('without enough points takes nothing, and may be said again once they are there', async () => {
    const { code, orderNo } = await asked()
    const { phone, accountId } = await spender(world, [300])
    expect((await look(phone, code)).body).toMatchObject({ points: 300, pointsAfter: null })
    expect((await say(phone, code, 'approval')).body.code).toBe('points.not-enough')
    expect(await stateOf(orderNo)).toBe('asked')
    await givePoints(world, accountId, [400])
    expect((await say(phone, code, 'approval')).body).toMatchObject({ state: 'held', points: 200 })
  })

  it('after three minutes is too late', async () => {
    const { code, orderNo } = await asked()
    const { phone } = await spender(world)
    world.clock.advanceSeconds(180)
    expect((await look(phone, code)).body.state).toBe('lapsed')
    expect((await say(phone, code, 'approval')).body.code).toBe('approval.ended')
    expect((await chain.read(orderNo)).body).toMatchObject({ state: 'lapsed', approvalCode: null })
  })

  it('is worth nothing once the partner does not spend within five minutes', async () => {
    const { orderNo, phone } = await approved()
    world.clock.advanceSeconds(300)
    expect((await chain.step(orderNo, 'spend')).body.code).toBe('order.not-in-state')
    await world.platform.deps.jobs.runNow('voucher.end-due')
    expect(await stateOf(orderNo)).toBe('released')
    expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
  })

  it('while the partner lets go leaves nothing held', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { code, orderNo } = await asked()
      const { phone } = await spender(world)
      await Promise.all([say(phone, code, 'approval'), chain.step(orderNo, 'release')])
      expect(await stateOf(orderNo)).toBe('released')
      expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
    }
    expect(await mallFaults(world)).toEqual([])
  })

  it('needs the very digits: who guesses on is stopped, a typing error is no guess', async () => {
    const { phone } = await spender(world)
    for (let i = 0; i < 12; i += 1) expect((await look(phone, '12345')).body.code).toBe('approval.unknown')
    const guess = () => approvalCodeOf(randomBytes(6))
    for (let i = 0; i < 10; i += 1) expect((await look(phone, guess())).body.code).toBe('approval.unknown')
    const { code } = await asked()
    const stopped = await say(phone, code, 'approval')
    expect([stopped.status, stopped.body.code, stopped.headers.get('retry-after')]).toEqual([
      429,
      'approval.too-many-misses',
      '600',
    ])
    world.clock.advanceSeconds(600)
    expect((await look(phone, (await asked()).code)).status).toBe(200)
  })

  it('is not guessed by many guesses at once either', async () => {
    const { phone } = await spender(world)
    const guesses = Array.from({ length: 60 }, () => approvalCodeOf(randomBytes(6)))
    const answers = await Promise.all(guesses.map((code) => look(phone, code)))
    const judged = answers.filter(({ body }) => body.code === 'approval.unknown')
    expect([judged.length, answers.length - judged.length]).toEqual([10, 50])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([judged[0]?.status, 429]))
  })
})

describe('saying no', () => {
  it('ends it, and a second time changes nothing', async () => {
    const { code, orderNo } = await asked()
    const { phone } = await spender(world)
    expect((await say(phone, code, 'decline')).body.state).toBe('declined')
    expect((await say(phone, code, 'decline')).body.state).toBe('declined')
    expect((await say(phone, code, 'approval')).body.code).toBe('approval.ended')
    expect(await stateOf(orderNo)).toBe('declined')
  })

  it('takes an approval back until the partner has spent it', async () => {
    const { code, orderNo, phone } = await approved()
    expect((await say(phone, code, 'decline')).body).toMatchObject({ state: 'released', points: 2000 })
    expect((await chain.step(orderNo, 'spend')).body.code).toBe('order.not-in-state')
    const spent = await approved('spend')
    expect((await say(spent.phone, spent.code, 'decline')).body.code).toBe('approval.ended')
    expect(await stateOf(spent.orderNo)).toBe('spent')
  })
})

describe('a yes and a no at once', () => {
  it('never charge whoever was told that she declined', async () => {
    const goodsId = await listed(mall, { perPersonMax: 100, pricePoints: 10 })
    const { phone } = await spender(world)
    const pairs = await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const orderNo = `pos-${(orders += 1)}`
        const { approvalCode } = (await chain.ask(orderNo, { goodsId, shopId: mall.shopId })).body
        const code = approvalCode as string
        // Every other no is there before the yes, so that some are told so however the others race.
        const early = n % 2 === 0 ? await say(phone, code, 'decline') : undefined
        const [, late] = await Promise.all([say(phone, code, 'approval'), say(phone, code, 'decline')])
        const no = early ?? late
        await chain.step(orderNo, 'spend')
        return { told: no.body.state as string, is: await stateOf(orderNo) }
      }),
    )
    const declined = pairs.filter(({ told }) => told === 'declined')
    expect(declined.length).toBeGreaterThan(0)
    expect(new Set(declined.map(({ is }) => is))).toEqual(new Set(['declined']))
    const spent = pairs.filter(({ is }) => is === 'spent').length
    expect(await points(phone)).toMatchObject({ points: 2000 - 10 * spent })
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a step that waits for another', () => {
  it('bears the time at which it was its turn', async () => {
    const { sql } = world.platform.deps
    const { orderNo, phone } = await approved()
    const voucherId = await voucherOf(phone)
    const spent = await sql.begin(async (holder) => {
      await holder`SELECT FROM voucher WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''} FOR UPDATE`
      const step = chain.step(orderNo, 'spend')
      await untilWaiting(sql)
      world.clock.advanceSeconds(5)
      return { step }
    })
    expect((await spent.step).body.spentAt).toBe(world.clock.now().toISOString())
  })
})

describe('giving back', () => {
  it('returns what was spent, or redeemed within ten minutes, to its lots and tells her', async () => {
    const [spent, redeemed] = [await approved('spend'), await approved('spend', 'redemption')]
    for (const { orderNo, phone } of [spent, redeemed]) {
      const first = await chain.step(orderNo, 'refund')
      expect(first.body).toMatchObject({ state: 'refunded', refundedAt: world.clock.now().toISOString() })
      expect((await chain.step(orderNo, 'refund')).body).toEqual(first.body)
      expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
      expect(await messagesOf(phone)).toEqual(
        expect.arrayContaining(['有积分退回来了', '你同意的积分已经用了']),
      )
    }
    expect(await mallFaults(world)).toEqual([])
  })

  it('of a redemption is too late after ten minutes', async () => {
    const { orderNo } = await approved('spend', 'redemption')
    world.clock.advanceSeconds(601)
    const late = await chain.step(orderNo, 'refund')
    expect([late.status, late.body.code]).toEqual([409, 'redemption.undo-too-late'])
    expect(await stateOf(orderNo)).toBe('redeemed')
  })

  it('of what was turned back into reductions is refused, though our clock was set back since', async () => {
    const { orderNo, phone } = await approved('spend', 'redemption')
    const redeemedAt = world.clock.now()
    world.clock.advanceSeconds(601)
    const key = { 'idempotency-key': `turning ${orderNo}`.replace(/ /g, '-') }
    expect((await mall.owner.send('POST', '/v1/institution/turn-backs', undefined, key)).status).toBe(201)
    world.clock.set(new Date(redeemedAt.getTime() + 60_000).toISOString())
    const refunded = await chain.step(orderNo, 'refund')
    expect([refunded.status, refunded.body.code]).toEqual([409, 'redemption.undo-too-late'])
    expect(await stateOf(orderNo)).toBe('redeemed')
    expect(await messagesOf(phone)).not.toContain('有积分退回来了')
    world.clock.advanceSeconds(541)
    expect(await mallFaults(world)).toEqual([])
  })

  it('comes of itself where nothing was handed over by the last day', async () => {
    const { orderNo, phone } = await approved('spend')
    world.clock.advanceSeconds(31 * 86_400)
    await world.platform.deps.jobs.runNow('voucher.end-due')
    expect(await stateOf(orderNo)).toBe('expired')
    expect(await points(await world.signIn(phone.person))).toMatchObject({ points: 2000, heldPoints: 0 })
  })
})

describe('the voucher of an order', () => {
  it('is the partner’s to use: she shows it nowhere, confirms nothing and gives back only a hold', async () => {
    const { phone, orderNo } = await approved()
    const voucherId = await voucherOf(phone)
    const send = (what: string, body?: object) =>
      phone.send('POST', `/v1/me/vouchers/${voucherId}/${what}`, body)
    expect((await send('confirmation')).body.code).toBe('voucher.of-order')
    await chain.step(orderNo, 'spend')
    for (const answer of [
      await send('codes', { reason: 'shown' }),
      await send('offline-form'),
      await send('refund'),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'voucher.of-order'])
    const held = await approved()
    const heldId = await voucherOf(held.phone)
    expect((await held.phone.send('POST', `/v1/me/vouchers/${heldId}/refund`)).body.state).toBe('released')
    expect(await stateOf(held.orderNo)).toBe('released')
  })

  it('goes with a closed account, from wherever it stood, and the partner hears so', async () => {
    const [held, spent, redeemed] = [
      await approved(),
      await approved('spend'),
      await approved('spend', 'redemption'),
    ]
    for (const { phone } of [held, spent, redeemed])
      expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
    const orders = [held, spent, redeemed].map(({ orderNo }) => orderNo)
    expect(await Promise.all(orders.map(stateOf))).toEqual(['released', 'refunded', 'redeemed'])
    expect((await chain.step(spent.orderNo, 'redemption')).body.code).toBe('order.not-in-state')
    expect((await chain.step(redeemed.orderNo, 'refund')).body.state).toBe('refunded')
    expect(await mallFaults(world)).toEqual([])
  })

  it('is in her export with who asked for it', async () => {
    const { phone } = await approved('spend')
    expect((await phone.get('/v1/me/export')).body.partnerOrders).toMatchObject([
      { shop: '梧桐咖啡馆', goods: '一杯拿铁', state: 'issued', points: '500' },
    ])
  })
})

describe('what is kept', () => {
  it('holds no code, and forgets its index and the misses an hour after it told anything', async () => {
    const { sql } = world.platform.deps
    const { code } = await asked()
    const [row] = await sql<
      { text: string }[]
    >`SELECT string_agg(partner_order::text, '') AS text FROM partner_order`
    expect(row?.text).not.toContain(code.slice(0, 9))
    expect(row?.text).not.toContain(Buffer.from(code).toString('hex'))
    world.clock.advanceSeconds(2 * 3600)
    await world.platform.deps.jobs.runNow('partner.forget-codes')
    expect(await sql`SELECT FROM partner_order WHERE code_index IS NOT NULL`).toHaveLength(0)
    expect(await sql`SELECT FROM approval_miss`).toHaveLength(0)
  })

  it('shows the audit a step nobody signed, an order that is another and a redemption out of nowhere', async () => {
    const { sql } = world.platform.deps
    const { orderNo, phone } = await approved('spend', 'redemption')
    expect(await mallFaults(world)).toEqual([])
    await sql`UPDATE partner_order SET asked_at = asked_at - interval '1 second', shop_id = shop_id WHERE order_no = ${orderNo}`
    await sql`UPDATE partner_order SET account_id = NULL WHERE order_no = ${orderNo}`
    const voucherId = decodeId('vch', await voucherOf(phone)) ?? null
    await sql`UPDATE redemption SET request_key = 'order/other' WHERE voucher_id = ${voucherId}`
    const found = (await mallFaults(world)).map((fault) => fault.replace(/_id=\S+/, '').split(':')[0])
    expect(found.sort()).toEqual([
      'partner_act order step=ask a step and the act behind it',
      'partner_act order step=redemption a step and the act behind it',
      'partner_act order step=spend a step and the act behind it',
      'partner_order order how long it was asked and how that ended',
      'partner_order voucher redeemed by a partner',
    ])
  })
})
