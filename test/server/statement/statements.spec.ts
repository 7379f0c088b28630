import { decodeId } from '#domain/id'
import { makeStatements, openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { atWork, mallFaults, openTestMall, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill, type OfflineTill } from '#test/harness/offline-till'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { withVoucher } from '#test/harness/till-world'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
})
afterAll(() => world.close())

describe('a merchant’s statement', () => {
  it('names every taking and undoing of a day, by shop and payer, and is made the day after', async () => {
    const { mall, tills, goodsId } = await openMerchant(world)
    await redeemOne(world, tills[0], goodsId)
    await redeemOne(world, tills[1], goodsId)
    const undone = await redeemOne(world, tills[1], goodsId)
    await tills[1].undo(undone)
    await makeStatements(world)
    const none = await mall.owner.get('/v1/institution/statements?month=2026-05')
    expect(none.body).toEqual({ items: [] })

    await stateAt(world, '2026-05-05T01:00:00+08:00')
    const again = await atWork(world, mall)
    const { body } = await statementOf(again, '2026-05-04')
    expect(body).toMatchObject({
      ...{ day: '2026-05-04', version: 1, state: 'made', lines: 4, payableFen: 3600, addedFen: 3600 },
      ...{ dueOn: '2026-05-14', paidFen: 0, isPaid: false },
      counts: { redemptions: 3, reversals: 1, losses: 0 },
      shares: [{ sponsorId: mall.owner.institutionId, fen: 3600, lines: 4, paidFen: 0, payment: null }],
    })
    expect(body.shops.map((shop: { fen: number }) => shop.fen)).toEqual([1800, 1800])
    const lines = await again.owner.get(`/v1/institution/statements/${body.statementId}/lines`)
    expect(lines.body.items.map(({ kind, fen }: { kind: string; fen: number }) => [kind, fen])).toEqual([
      ['redemption', 1800],
      ['redemption', 1800],
      ['redemption', 1800],
      ['reversal', -1800],
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it('has what a till without network tells days later on the day it was told, with the till’s own moment beside it', async () => {
    world.clock.set('2026-05-06T10:00:00+08:00')
    const { mall } = await openMerchant(world)
    const other = await openTestMall(world)
    const [alone, shared] = [await withForm(mall), await withForm(mall, other)]
    const [own, elsewhere] = [await offlineTill(mall), await offlineTill(other)]
    own.takeOffline(alone.form)
    own.takeOffline(shared.form)
    elsewhere.takeOffline(shared.form)
    await stateAt(world, '2026-05-07T01:00:00+08:00')
    world.clock.set('2026-05-09T10:00:00+08:00')
    const later = await atWork(world, mall)
    await elsewhere.tell(elsewhere.log, (await atWork(world, other)).owner)
    await own.tell(own.log.slice(0, 1), later.owner)
    world.clock.advanceSeconds(1)
    await own.tell(own.log, later.owner)
    await stateAt(world, '2026-05-10T01:00:00+08:00')
    const again = await atWork(world, mall)

    expect((await statementOf(again, '2026-05-06')).body).toMatchObject({
      version: 1,
      lines: 0,
      payableFen: 0,
    })
    const { body } = await statementOf(again, '2026-05-09')
    expect(body).toMatchObject({
      payableFen: 3600,
      counts: { redemptions: 1, reversals: 0, losses: 1 },
    })
    const { items } = (await again.owner.get(`/v1/institution/statements/${body.statementId}/lines`)).body
    expect(items).toMatchObject(
      ['redemption', 'loss'].map((kind, place) => ({
        ...{ kind, channel: 'offline', fen: 1800 },
        recordedAt: `2026-05-09T02:00:0${place}.000Z`,
        takenAt: '2026-05-06T02:00:00.000Z',
      })),
    )
    expect(await mallFaults(world)).toEqual([])
  })

  it('is made for every day, of nothing too, also for days on which nothing ran', async () => {
    world.clock.set('2026-05-12T09:00:00+08:00')
    const { mall } = await openMerchant(world)
    await stateAt(world, '2026-05-16T00:29:00+08:00')
    await Promise.all([makeStatements(world), makeStatements(world)])
    const { body } = await (await atWork(world, mall)).owner.get('/v1/institution/statements?month=2026-05')
    const of = (days: string[]) => body.items.filter(({ day }: { day: string }) => days.includes(day))
    expect(body.items.map(({ day }: { day: string }) => day)).toEqual([
      '2026-05-14',
      '2026-05-13',
      '2026-05-12',
    ])
    expect(of(['2026-05-13'])).toMatchObject([{ version: 1, lines: 0, payableFen: 0, isPaid: true }])
    await stateAt(world, '2026-05-16T00:30:00+08:00')
    const rested = await (await atWork(world, mall)).owner.get('/v1/institution/statements?month=2026-05')
    expect(rested.body.items[0]).toMatchObject({ day: '2026-05-15' })
    const other = await (await atWork(world, mall)).owner.get('/v1/institution/statements?month=2026-04')
    expect(other.body).toEqual({ items: [] })
    expect(await mallFaults(world)).toEqual([])
  })

  it('of one merchant that cannot be made keeps no other from its own', async () => {
    world.clock.set('2026-05-18T09:00:00+08:00')
    const [broken, whole] = [await openMerchant(world), await openMerchant(world)]
    const { sql } = world.platform.deps
    const brokenId = decodeId('org', broken.mall.owner.institutionId) ?? ''
    await sql.unsafe(`ALTER TABLE statement ADD CONSTRAINT broken CHECK (institution_id <> '${brokenId}')`)
    await expect(stateAt(world, '2026-05-19T01:00:00+08:00')).rejects.toThrow('1 of')
    expect((await statementOf(await atWork(world, whole.mall), '2026-05-18')).body.version).toBe(1)
    await sql`ALTER TABLE statement DROP CONSTRAINT broken`
    await makeStatements(world)
    expect((await statementOf(await atWork(world, broken.mall), '2026-05-18')).body.version).toBe(1)
  })
})

const withForm = async (mall: TestMall, other?: TestMall): Promise<{ form: string }> => {
  const shops = other === undefined ? {} : { shopIds: [mall.shopId, other.shopId] }
  const agreeing = other === undefined ? [] : [other.owner]
  const { phone, voucherId } = await withVoucher(world, mall, { isOffline: true, ...shops }, agreeing)
  const form = await phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)
  return { form: form.body.form as string }
}

const offlineTill = async ({ owner, shopId }: TestMall): Promise<OfflineTill> => {
  const till = await openOfflineTill(world, owner, shopId)
  await till.sync()
  return till
}
