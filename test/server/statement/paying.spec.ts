import { atWork, listed, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, owedFen, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { tillOf } from '#test/harness/till-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
})
afterAll(() => world.close())

const pay = ({ owner }: TestMall, statementId: string, fen: number, reference = '工行 20260505-1') =>
  owner.send('POST', `/v1/institution/dues/${statementId}/payment`, { reference, fen })
const csvOf = async ({ owner }: TestMall, statementId: string): Promise<string> => {
  const url = `${world.platform.url}/v1/institution/dues/${statementId}/file?format=csv`
  return (await fetch(url, { headers: { authorization: `Bearer ${owner.token}` } })).text()
}
const duesOf = async ({ owner }: TestMall) => (await owner.get('/v1/institution/dues')).body

describe('paying', () => {
  it('takes out of the books what is paid, once, under the reference of its sponsor', async () => {
    const { mall, tills, goodsId } = await openMerchant(world)
    await redeemOne(world, tills[0], goodsId)
    await redeemOne(world, tills[1], goodsId)
    await stateAt(world, '2026-05-05T01:00:00+08:00')
    const sponsor = await atWork(world, mall)
    const { body: statement } = await statementOf(sponsor, '2026-05-04')
    const id = statement.statementId as string
    expect(await duesOf(sponsor)).toMatchObject({
      items: [
        {
          ...{ statementId: id, day: '2026-05-04', dueOn: '2026-05-14', state: 'made', isPaid: false },
          ...{ fen: 3600, paidFen: 0, lossFen: 0, toPayFen: 3600 },
        },
      ],
      openFen: 3600,
      next: null,
    })
    expect(await owedFen(world, mall)).toBe(3600)
    expect((await pay(sponsor, id, 1800)).body.code).toBe('statement.amount-differs')
    const answers = await Promise.all([pay(sponsor, id, 3600), pay(sponsor, id, 3600, '另一笔')])
    for (const { body } of answers) expect(body).toMatchObject({ paidFen: 3600, isPaid: true, toPayFen: 0 })
    expect(await owedFen(world, mall)).toBe(0)
    expect(await duesOf(sponsor)).toEqual({ items: [], openFen: 0, next: null })
    const { body: paid } = await statementOf(sponsor, '2026-05-04')
    expect(paid).toMatchObject({ isPaid: true, paidFen: 3600, shares: [{ paidFen: 3600, payment: {} }] })
    expect(['工行 20260505-1', '另一笔']).toContain(paid.shares[0].payment.reference)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is said by the sponsor of the goods and by nobody else', async () => {
    const { mall, tills, goodsId } = await openMerchant(world)
    await redeemOne(world, tills[0], goodsId)
    const other = await openMerchant(world)
    await stateAt(world, '2026-05-06T01:00:00+08:00')
    const merchant = await atWork(world, mall)
    const stranger = await atWork(world, other.mall)
    const { body } = await statementOf(merchant, '2026-05-05')
    expect((await pay(stranger, body.statementId as string, 1800)).body.code).toBe('request.not-found')
    expect((await stranger.owner.get(`/v1/institution/statements/${body.statementId}`)).status).toBe(404)
    for (const part of ['lines', 'file?format=csv'])
      expect((await stranger.owner.get(`/v1/institution/dues/${body.statementId}/${part}`)).status).toBe(404)
    expect((await stranger.owner.get('/v1/institution/payments')).body).toEqual({
      items: [],
      nextCursor: null,
    })
    expect(JSON.stringify(await duesOf(stranger))).not.toContain(mall.owner.institutionId)
  })

  it('deducts what was undone after midnight, and never pays more than is owed', async () => {
    world.clock.set('2026-05-06T23:55:00+08:00')
    const { mall, tills, goodsId } = await openMerchant(world)
    const kept = await redeemOne(world, tills[0], goodsId)
    world.clock.set('2026-05-07T00:03:00+08:00')
    await tills[0].undo(kept)
    await stateAt(world, '2026-05-07T01:00:00+08:00')
    let sponsor = await atWork(world, mall)
    const { body: before } = await statementOf(sponsor, '2026-05-06')
    expect(before).toMatchObject({ payableFen: 1800 })
    expect((await pay(sponsor, before.statementId as string, 1800)).body.code).toBe(
      'statement.more-than-owed',
    )

    await stateAt(world, '2026-05-08T01:00:00+08:00')
    sponsor = await atWork(world, mall)
    const { body: undone } = await statementOf(sponsor, '2026-05-07')
    expect(undone).toMatchObject({ payableFen: -1800, counts: { redemptions: 0, reversals: 1 } })
    expect((await pay(sponsor, undone.statementId as string, 0)).body.code).toBe('statement.nothing-to-pay')
    expect((await duesOf(sponsor)).items).toMatchObject([
      { day: '2026-05-06', fen: 1800, toPayFen: 0 },
      { day: '2026-05-07', fen: -1800, toPayFen: 0 },
    ])
    expect((await pay(sponsor, before.statementId as string, 0)).body).toMatchObject({ isPaid: true })
    const { body: payments } = await sponsor.owner.get('/v1/institution/payments')
    expect(payments).toMatchObject({
      items: [
        {
          ...{ reference: '工行 20260505-1', fen: 0 },
          days: [
            { statementId: before.statementId, day: '2026-05-06', fen: 1800 },
            { statementId: undone.statementId, day: '2026-05-07', fen: -1800 },
          ],
        },
      ],
      nextCursor: null,
    })
    expect(await duesOf(sponsor)).toMatchObject({ items: [], openFen: 0 })
    expect(await owedFen(world, mall)).toBe(0)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not in the way of another sponsor: what one undid is its own', async () => {
    world.clock.set('2026-06-01T23:55:00+08:00')
    const { mall, tills, goodsId } = await openMerchant(world)
    const other = await openTestMall(world)
    const foreign = await listed(other, { shopIds: [mall.shopId], payableFen: 700 }, 1_000_000, [mall.owner])
    const undone = await redeemOne(world, tills[0], goodsId)
    await redeemOne(world, tills[0], foreign)
    world.clock.set('2026-06-02T00:03:00+08:00')
    await tills[0].undo(undone)
    await stateAt(world, '2026-06-02T01:00:00+08:00')
    const [merchant, sponsor] = [await atWork(world, mall), await atWork(world, other)]
    const { body: statement } = await statementOf(merchant, '2026-06-01')
    expect(statement.shares).toMatchObject([
      { sponsorId: mall.owner.institutionId, lines: 1, fen: 1800 },
      { sponsorId: other.owner.institutionId, lines: 1, fen: 700 },
    ])
    expect(await owedFen(world, mall)).toBe(700)
    const id = statement.statementId as string
    const { body: lines } = await sponsor.owner.get(`/v1/institution/dues/${id}/lines`)
    expect(lines).toMatchObject({ items: [{ fen: 700, kind: 'redemption' }], next: null })
    const csv = await csvOf(sponsor, id)
    expect(csv).toContain('7.00')
    expect(csv).toMatch(/合计 total,2026-06-01,.*,700,7\.00\r\n$/)
    expect(csv).not.toContain('18.00')
    // The one that undid owes nothing now; the other pays what it owes, and once.
    expect((await pay(merchant, id, 1800)).body.code).toBe('statement.more-than-owed')
    expect((await pay(sponsor, id, 700)).body).toMatchObject({ isPaid: true })
    expect((await pay(merchant, id, 1800)).body.code).toBe('statement.more-than-owed')
    expect(await owedFen(world, mall)).toBe(0)
    expect(await mallFaults(world)).toEqual([])
  })

  it('pages through what is owed, what is due first before the rest', async () => {
    world.clock.set('2026-05-08T09:00:00+08:00')
    const { mall, tills, goodsId } = await openMerchant(world)
    await redeemOne(world, tills[0], goodsId)
    await stateAt(world, '2026-05-09T09:00:00+08:00')
    const again = await atWork(world, mall)
    await redeemAgain(again, goodsId)
    await stateAt(world, '2026-05-10T01:00:00+08:00')
    const sponsor = await atWork(world, mall)
    const first = await sponsor.owner.get('/v1/institution/dues?limit=1')
    expect(first.body).toMatchObject({ items: [{ day: '2026-05-08' }], openFen: 3600 })
    const second = await sponsor.owner.get(`/v1/institution/dues?limit=1&after=${first.body.next}`)
    expect(second.body).toMatchObject({ items: [{ day: '2026-05-09' }], openFen: 3600 })
    const end = await sponsor.owner.get(`/v1/institution/dues?limit=1&after=${second.body.next}`)
    expect(end.body).toMatchObject({ items: [], next: null })
    const noDays = ['2026-99-99.ORG.2026-01-01', '2026-01-01.ORG.2026-02-30'].map((place) =>
      place.replace('ORG', sponsor.owner.institutionId),
    )
    for (const after of ['nowhere', ...noDays]) {
      const answer = await sponsor.owner.get(`/v1/institution/dues?after=${after}`)
      expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid'])
    }
  })

  it('goes by the latest version alone', async () => {
    world.clock.set('2026-05-10T09:00:00+08:00')
    const { mall, tills, goodsId } = await openMerchant(world)
    await redeemOne(world, tills[0], goodsId)
    await stateAt(world, '2026-05-11T01:00:00+08:00')
    let sponsor = await atWork(world, mall)
    const { body: first } = await statementOf(sponsor, '2026-05-10')
    // A taking that began before midnight and was committed an hour later.
    world.clock.set('2026-05-10T23:59:00+08:00')
    sponsor = await atWork(world, mall)
    await redeemAgain(sponsor, goodsId)
    await stateAt(world, '2026-05-11T01:20:00+08:00')
    sponsor = await atWork(world, mall)
    const { body: second } = await statementOf(sponsor, '2026-05-10')
    expect(second).toMatchObject({ version: 2, lines: 2, payableFen: 3600, addedLines: 1, addedFen: 1800 })
    const { body: old } = await sponsor.owner.get(`/v1/institution/statements/${first.statementId}`)
    expect(old).toMatchObject({
      ...{ version: 1, state: 'superseded', lines: 1, payableFen: 1800, digest: first.digest },
      latestId: second.statementId,
    })
    const say = await sponsor.owner.send(
      'POST',
      `/v1/institution/statements/${first.statementId}/confirmation`,
    )
    expect(say.body.code).toBe('statement.superseded')
    expect((await pay(sponsor, first.statementId as string, 1800)).body.code).toBe('statement.superseded')
    expect((await pay(sponsor, second.statementId as string, 3600)).body).toMatchObject({ isPaid: true })
    expect(await mallFaults(world)).toEqual([])
  })

  it('is read back page by page, the latest first', async () => {
    world.clock.set('2026-07-01T09:00:00+08:00')
    const [{ mall, tills, goodsId }, other] = [await openMerchant(world), await openMerchant(world)]
    const abroad = await listed(mall, { shopIds: [other.mall.shopId] }, 1_000_000, [other.mall.owner])
    await redeemOne(world, tills[0], goodsId)
    await redeemOne(world, other.tills[0], abroad)
    await stateAt(world, '2026-07-02T01:00:00+08:00')
    const sponsor = await atWork(world, mall)
    const { items } = (await duesOf(sponsor)) as { items: { statementId: string }[] }
    expect(items).toHaveLength(2)
    for (const [place, { statementId }] of items.entries()) {
      world.clock.advanceSeconds(1)
      expect((await pay(sponsor, statementId, 1800, `工行 ${place}`)).status).toBe(200)
    }
    const read = async (query: string) =>
      (await sponsor.owner.get(`/v1/institution/payments?limit=1${query}`)).body
    const first = await read('')
    expect(first.items).toMatchObject([{ reference: '工行 1', fen: 1800, days: [{ day: '2026-07-01' }] }])
    const second = await read(`&cursor=${first.nextCursor}`)
    expect(second.items).toMatchObject([{ reference: '工行 0', fen: 1800 }])
    expect(await read(`&cursor=${second.nextCursor}`)).toEqual({ items: [], nextCursor: null })
    // It looks like one of ours and names nothing.
    expect(await read(`&cursor=pay_${'z'.repeat(26)}`)).toMatchObject({
      code: 'request.invalid',
      where: '/query/cursor',
    })
  })
})

const redeemAgain = async (mall: TestMall, goodsId: string): Promise<void> => {
  const till = await tillOf(mall.owner, mall.shopId)
  await redeemOne(world, till, goodsId)
}
