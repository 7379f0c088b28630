import {
  actAs,
  invited,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import { agree, atWork, listed, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { employ } from '#test/harness/review-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'

let world: ResidentWorld
let merchant: TestMall
let mall: TestMall
let statementId: string
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const opened = await openMerchant(world)
  // Goods another institution lists, taken in this merchant's shop.
  const other = await openTestMall(world)
  await redeemOne(world, opened.tills[0], opened.goodsId)
  const named = { shopIds: [opened.mall.shopId] }
  await redeemOne(world, opened.tills[0], await listed(other, named, 1_000_000, [opened.mall.owner]))
  await stateAt(world, '2026-05-05T01:00:00+08:00')
  merchant = await atWork(world, opened.mall)
  mall = await atWork(world, other)
  statementId = (await statementOf(merchant, '2026-05-04')).body.statementId as string
})
afterAll(() => world.close())

const say = (by: Acting, path: string, body?: object) =>
  by.send('POST', `/v1/institution/${path.replace('#', statementId)}`, body)
const confirm = (by = merchant.owner) => say(by, 'statements/#/confirmation')
const dispute = (reason = '少了一笔', by = merchant.owner) => say(by, 'statements/#/dispute', { reason })
const answer = (text: string, by = mall.owner) => say(by, 'disputes/#/answer', { answer: text })

describe('what is said to a statement', () => {
  it('is heard from its own merchant only, owner or manager', async () => {
    expect((await confirm(mall.owner)).body.code).toBe('request.not-found')
    expect((await dispute('不是我的', mall.owner)).body.code).toBe('request.not-found')
    const cashier = await invited(world, merchant.owner, 'cashier', [merchant.shopId])
    expect((await confirm(cashier)).status).toBe(403)
    expect((await cashier.get('/v1/institution/statements?month=2026-05')).status).toBe(403)
  })

  it('cannot be answered before there is a dispute', async () => {
    expect((await mall.owner.get('/v1/institution/disputes')).body).toEqual({ items: [] })
    expect((await answer('没有异议')).body.code).toBe('request.not-found')
  })

  it('is a dispute with its reason, which a mall operator answers whose goods are in the statement', async () => {
    expect((await dispute('   ')).body.code).toBe('request.invalid')
    expect((await dispute()).body).toMatchObject({
      state: 'disputed',
      acts: [{ act: 'disputed', text: '少了一笔', institution: { zh: expect.any(String) } }],
    })
    expect((await dispute('说第二遍')).body.acts).toHaveLength(1)
    const waiting = await mall.owner.get('/v1/institution/disputes')
    expect(waiting.body.items).toMatchObject([{ statementId, state: 'disputed', fen: 1800 }])

    const centre = await employ(world, 'centre-lin', 'centre')
    expect((await centre.get('/v1/staff/desk')).body.items).toEqual([
      { kind: 'statementDisputes', count: 1, overdue: 0 },
    ])
    const bureau = await employ(world, 'bureau-gu', 'bureau')
    expect((await bureau.get('/v1/staff/desk')).body.items).toEqual([])

    const lines = await mall.owner.get(`/v1/institution/disputes/${statementId}/lines`)
    expect([lines.status, lines.body.next]).toEqual([200, null])
    expect(lines.body.items).toMatchObject([
      { kind: 'redemption', fen: 1800, voucherNo: expect.stringMatching(/^\*{6}\d{4}$/) },
    ])

    // Naming a merchant's shop is not to do business with it.
    const stranger = await openTestMall(world)
    await listed(stranger, { shopIds: [merchant.shopId] })
    expect((await stranger.owner.get('/v1/institution/disputes')).body).toEqual({ items: [] })
    expect((await answer('与我无关', stranger.owner)).body.code).toBe('request.not-found')
    const hidden = await stranger.owner.get(`/v1/institution/disputes/${statementId}/lines`)
    expect(hidden.body.code).toBe('request.not-found')

    // Nor is being asked, before she has said yes.
    const unheard = await listed(stranger, { shopIds: [merchant.shopId], payableFen: 0 })
    expect((await stranger.owner.get('/v1/institution/disputes')).body).toEqual({ items: [] })
    await agree(merchant.owner, unheard, false)

    expect((await answer('已补登')).body).toMatchObject({ state: 'answered', acts: [{}, { text: '已补登' }] })
    expect((await answer('再说一遍')).body.acts).toHaveLength(2)
    expect((await centre.get('/v1/staff/desk')).body.items).toEqual([])
  })

  it('ends with a confirmation, said twice or once, and after it nothing is disputed', async () => {
    expect((await confirm()).body.state).toBe('confirmed')
    expect((await confirm()).body.acts).toHaveLength(3)
    expect((await dispute()).body.code).toBe('statement.confirmed')
    expect((await answer('太晚了')).body.code).toBe('statement.not-disputed')
    expect(await mallFaults(world)).toEqual([])
  })

  it('counts once when both buttons are pressed at once', async () => {
    await stateAt(world, '2026-05-06T01:00:00+08:00')
    merchant = await atWork(world, merchant)
    const { body } = await statementOf(merchant, '2026-05-05')
    expect(body).toMatchObject({ lines: 0, payableFen: 0, shares: [], isPaid: true })
    statementId = body.statementId as string
    const answers = await Promise.all([confirm(), dispute(), confirm()])
    expect(
      answers.every(({ status, body: said }) => status === 200 || said.code === 'statement.confirmed'),
    ).toBe(true)
    const { acts } = (await statementOf(merchant, '2026-05-05')).body
    expect(acts.length).toBeLessThanOrEqual(3)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a dispute of a statement without lines', () => {
  const disputesOf = async (by: Acting) =>
    (await by.get('/v1/institution/disputes')).body.items as { statementId: string; day: string }[]

  it('is seen and answered by those with whom the merchant does business, and by nobody else', async () => {
    merchant = await atWork(world, merchant)
    mall = await atWork(world, mall)
    const stranger = (await openTestMall(world)).owner
    const refused = await openTestMall(world)
    const unheard = await listed(refused, { shopIds: [merchant.shopId], payableFen: 0 })
    const payer = await ownerOf(world, await registerTestInstitution(world, 'sponsor'))
    const terms = { shopIds: [merchant.shopId], payableFen: 0, sponsorId: payer.institutionId }
    const agreed = await listed(mall, terms, 0, [payer, merchant.owner])
    await agree(merchant.owner, unheard, false)
    expect(agreed).not.toBe(unheard)
    await stateAt(world, '2026-05-07T01:00:00+08:00')
    merchant = await atWork(world, merchant)
    mall = await atWork(world, mall)
    const { body } = await statementOf(merchant, '2026-05-06')
    expect(body).toMatchObject({ lines: 0 })
    statementId = body.statementId as string
    expect((await dispute('收了三张，一张也没有')).body.state).toBe('disputed')

    const sponsor = await world.signIn(payer.phone.person)
    const hers = await actAs(world, sponsor, payer.memberId)
    const waiting = { statementId, state: 'disputed', fen: 0 }
    expect(await disputesOf(hers)).toMatchObject([waiting])
    // The mall's goods were in an earlier disputed statement too; what waits stands before it.
    expect((await disputesOf(mall.owner))[0]).toMatchObject(waiting)
    for (const by of [stranger, refused.owner]) {
      const again = await actAs(world, await world.signIn(by.phone.person), by.memberId)
      expect(await disputesOf(again)).toEqual([])
      expect((await answer('与我无关', again)).body.code).toBe('request.not-found')
    }
    expect((await answer('明天补登', hers)).body).toMatchObject({ state: 'answered' })
  })

  it('is seen by the centre, and by no other office', async () => {
    const [centre, exchange] = [
      await employ(world, 'centre-of-disputes', 'centre'),
      await employ(world, 'exchange-of-disputes', 'exchange'),
    ]
    const { items } = (await centre.get('/v1/staff/statement-disputes')).body
    expect((items as object[])[0]).toMatchObject({ statementId, state: 'answered', fen: 0 })
    expect((await exchange.get('/v1/staff/statement-disputes')).status).toBe(403)
  })
})
