/** @jest-environment node */
import { autorun } from 'mobx'
import { budgetOf, sumBudgets } from '../../../src/stores/institution'
import { coffee, id, SHOP_ID, startMallService, turnBackOf, type MallService } from './mall-service'
import { openStores } from './own-device'

let service: MallService
beforeEach(async () => {
  service = await startMallService()
})
afterEach(() => service.stop())

async function openAsMember() {
  const stores = openStores(service.baseUrl)
  await stores.session.resume(stores.suits)
  return stores
}

describe('what shops redeemed', () => {
  it('is asked for the last seven days, today among them, or thirty', async () => {
    const { listed, paid } = await openAsMember()
    await listed.figures.load()
    await listed.choose('30')
    await paid.figures.load()
    expect(service.asked).toEqual([
      '?as=mallOperator&from=2026-11-17&to=2026-11-23',
      '?as=mallOperator&from=2026-10-25&to=2026-11-23',
      '?as=sponsor&from=2026-11-17&to=2026-11-23',
    ])
  })

  it('is summed for all shops, and for one alone with its empty days', async () => {
    const { listed } = await openAsMember()
    await listed.figures.load()
    const figures = listed.figures.shown!
    expect(listed.chosenOf(figures)).toMatchObject({ redemptions: 3, points: 1500, payableFen: 5400 })
    listed.chooseShop(SHOP_ID)
    const alone = listed.chosenOf(figures)
    expect(alone).toMatchObject({ redemptions: 2, payableFen: 3600 })
    expect(alone.days.map(({ redemptions }) => redemptions)).toEqual([0, 0, 0, 0, 0, 0, 2])
    await listed.choose('30')
    expect(listed.shopId).toBe('')
  })
})

describe('collected points', () => {
  it('are turned back once, also when the answer was lost, and the figures follow', async () => {
    const { collected } = await openAsMember()
    await collected.load()
    expect(collected.collected.shown?.next).toEqual({ vouchers: 2, points: 1000 })
    service.state.losesAnswers = true
    expect((await collected.turnBack()).ok).toBe(false)
    service.state.losesAnswers = false
    expect(await collected.turnBack()).toMatchObject({ value: { points: 1000, vouchers: 2 } })
    expect(service.turnedBack).toHaveLength(1)
    expect(collected.latest?.serials).toMatchObject([{ from: '1', to: '1000000' }])
    expect(collected.collected.shown?.all.points).toBe(0)
    expect(collected.past).toHaveLength(1)
  })

  it('by the thousand are turned back by one act, with how far it has come, and go on where it was interrupted', async () => {
    const { collected } = await openAsMember()
    service.collected.vouchers = 1_200
    await collected.load()
    const seen: (number | undefined)[] = []
    const stopWatching = autorun(() => seen.push(collected.progress?.left.vouchers))
    service.collected.perRequest = 0
    expect(await collected.turnBack()).toMatchObject({ ok: true, value: { left: { vouchers: 1_200 } } })
    service.collected.perRequest = 500
    service.state.losesAnswers = true
    expect((await collected.turnBack()).ok).toBe(false)
    service.state.losesAnswers = false
    seen.length = 0
    expect(await collected.turnBack()).toMatchObject({ value: { left: { vouchers: 0 } } })
    stopWatching()
    expect(seen).toEqual([200, 0, undefined])
    const keys = service.writes.map(({ key }) => key)
    expect(new Set(keys.slice(-3)).size).toBe(1)
    expect(collected.past[0]?.vouchers).toBe(1_200)
  })

  it('are left alone by an act begun for the institution before', async () => {
    const { collected, session } = await openAsMember()
    service.collected.vouchers = 1_200
    await collected.load()
    const stopWatching = autorun(() => collected.progress && session.leave())
    await collected.turnBack()
    stopWatching()
    expect(service.writes).toHaveLength(1)
    expect(collected.latest).toBeUndefined()
  })

  it('that somebody else turned back are read again, with the reason', async () => {
    const { collected } = await openAsMember()
    await collected.load()
    service.collected.vouchers = 0
    expect(await collected.turnBack()).toMatchObject({ failure: { code: 'turn-back.nothing-to-turn' } })
    expect(collected.collected.shown?.next.vouchers).toBe(0)
    expect(collected.latest).toBeUndefined()
  })

  it('turned back before come page by page, and what did not come is told', async () => {
    for (const number of [1, 2, 3]) service.turnedBack.unshift(turnBackOf(id('tbk', number), 1))
    const { collected } = await openAsMember()
    await collected.load()
    expect([collected.past.length, collected.pages.hasMore]).toEqual([2, true])
    await Promise.all([collected.pages.loadMore(), collected.pages.loadMore()])
    expect(collected.past.map(({ turnBackId }) => turnBackId)).toEqual([3, 2, 1].map((n) => id('tbk', n)))
    expect(collected.pages.hasMore).toBe(false)
    await collected.load()
    await service.stop()
    await collected.pages.loadMore()
    expect(collected.pages.moreFailure).toEqual({ kind: 'offline' })
  })
})

describe('a sponsor’s money', () => {
  it('is paid, promised or left, and adds up', () => {
    const one = budgetOf(coffee())
    expect(one).toEqual({ givenFen: 100_000, dueFen: 54_000, promisedFen: 12_600, leftFen: 33_400 })
    expect(one.dueFen + one.promisedFen + one.leftFen).toBe(one.givenFen)
    expect(sumBudgets([one, one]).leftFen).toBe(66_800)
    expect(sumBudgets([]).givenFen).toBe(0)
  })
})
