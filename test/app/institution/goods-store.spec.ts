/** @jest-environment node */
import type { OwnGoods } from '#contract'
import {
  budgetBoundFen,
  leftOf,
  readWhole,
  readYuan,
  stockTaken,
  yuanDigits,
} from '../../../src/stores/institution'
import { goodsStateOf } from '../../../src/stores/institution/goods-state'
import { membershipOf } from '../member/member-service'
import { coffee, id, NOW, SPONSOR, startMallService, type MallService } from './mall-service'
import { openStores } from './own-device'

let service: MallService
beforeEach(async () => {
  service = await startMallService()
})
afterEach(() => service.stop())

async function openAsMember() {
  const stores = openStores(service.baseUrl)
  await stores.session.resume(stores.suits)
  await stores.goods.list.load()
  return stores
}

describe('where goods stand', () => {
  const later = '2026-11-24T00:00:00+08:00'
  const earlier = '2026-11-23T09:30:00+08:00'
  it.each<[string, Partial<OwnGoods>]>([
    ['onSale', {}],
    ['onSale', { payableFen: 0, budgetFen: 0, budgetLeftFen: 0 }],
    ['withdrawn', { withdrawnAt: earlier, soldTo: earlier }],
    ['ended', { soldTo: earlier }],
    ['noBudget', { budgetFen: 0, budgetLeftFen: 0, soldFrom: later }],
    ['notYet', { soldFrom: later }],
    // Listed at once by the service, on a phone whose clock is slow.
    ['onSale', { soldFrom: later, listedAt: later }],
    ['soldOut', { stockLeft: 0, budgetLeftFen: 0 }],
    ['budgetUsedUp', { budgetLeftFen: 1799 }],
  ])('is %s', (state, changes) => {
    expect(goodsStateOf(coffee(changes), NOW)).toBe(state)
  })

  it('says how many can be taken, of whichever is less', () => {
    expect(leftOf(coffee())).toBe(18)
    expect(leftOf(coffee({ stockLeft: 5 }))).toBe(5)
    expect(leftOf(coffee({ payableFen: 0 }))).toBe(63)
    expect([stockTaken(coffee()), budgetBoundFen(coffee())]).toEqual([37, 66_600])
  })
})

describe('figures as people write them', () => {
  it('reads whole numbers and yuan, and nothing else', () => {
    expect(['1,200', ' 7 ', '0'].map(readWhole)).toEqual([1200, 7, 0])
    expect(['', '1.5', '-1', '１．５', 'abc', '1'.repeat(13)].map(readWhole)).toEqual(
      Array(6).fill(undefined),
    )
    expect(['１２', '１，２００'].map(readWhole)).toEqual([12, 1200])
    // What does not part thousands is no separator.
    expect(['12,5', '1,20', '1 2', '1,0000'].map(readWhole)).toEqual(Array(4).fill(undefined))
    expect(['12,5', '1,2.5'].map(readYuan)).toEqual(Array(2).fill(undefined))
    expect(['1.234', '-18', '18.', '１８．005', ''].map(readYuan)).toEqual(Array(5).fill(undefined))
    expect(readYuan('１８．５')).toBe(1850)
    expect(['18', '18.5', '0.05', '1,000.10'].map(readYuan)).toEqual([1800, 1850, 5, 100_010])
    expect(['', '.5', '1.234', '-1', '1元'].map(readYuan)).toEqual(Array(5).fill(undefined))
  })

  it('writes yuan as they would be written again', () => {
    expect([180_000, 180_050, 5, 0].map(yuanDigits)).toEqual(['1800', '1800.50', '0.05', '0'])
    expect(readYuan(yuanDigits(180_050))).toBe(180_050)
  })
})

describe('whom these pages are for', () => {
  it.each([
    ['a mall operator', { isMallOperator: true, isSponsor: false }, true],
    ['a sponsor', { isMallOperator: false, isSponsor: true }, true],
    ['a merchant', { isMallOperator: false, isSponsor: false, isMerchant: true }, false],
    ['a cashier of a mall', { role: 'cashier' as const }, false],
  ])('%s', (_, changes, expected) => {
    expect(openStores(service.baseUrl).suits(membershipOf(4, changes))).toBe(expected)
  })
})

describe('the goods', () => {
  it('are listed with what something can be done about first, and can be filtered', async () => {
    service.goods.push(
      coffee({ goodsId: id('gds', 2), withdrawnAt: NOW.toISOString() }),
      coffee({ goodsId: id('gds', 3), budgetFen: 0, budgetLeftFen: 0 }),
    )
    const { goods } = await openAsMember()
    expect(goods.shown.map(({ goodsId }) => goodsId)).toEqual([3, 1, 2].map((number) => id('gds', number)))
    expect([goods.count('toDo'), goods.count('onSale'), goods.count('over')]).toEqual([1, 1, 1])
    goods.choose('over')
    expect(goods.shown.map(({ goodsId }) => goodsId)).toEqual([id('gds', 2)])
  })

  it('get another stock, once, also when the answer was lost', async () => {
    const { goods } = await openAsMember()
    service.state.losesAnswers = true
    expect((await goods.setStock(id('gds', 1), 120)).ok).toBe(false)
    service.state.losesAnswers = false
    expect(await goods.setStock(id('gds', 1), 120)).toMatchObject({ ok: true, value: { stockLeft: 83 } })
    expect(new Set(service.writes.map(({ key }) => key)).size).toBe(1)
    expect(goods.find(id('gds', 1))?.stockTotal).toBe(120)
  })

  it('are read again when a sale meanwhile is why a change was refused', async () => {
    const { goods } = await openAsMember()
    service.goods[0] = coffee({ stockLeft: 10 })
    expect(await goods.setStock(id('gds', 1), 50)).toMatchObject({
      failure: { code: 'goods.terms-impossible' },
    })
    expect(goods.find(id('gds', 1))?.stockLeft).toBe(10)
  })

  it('are withdrawn by their mall operator, and get their budget from their sponsor alone', async () => {
    const mall = await openAsMember()
    expect(await mall.goods.setBudget(id('gds', 1), 200_000)).toMatchObject({
      failure: { code: 'request.not-found' },
    })
    expect(await mall.goods.withdraw(id('gds', 1))).toMatchObject({
      value: { withdrawnAt: NOW.toISOString() },
    })
    service.state.memberships.splice(0, 1, SPONSOR)
    const sponsor = openStores(service.baseUrl)
    await sponsor.session.resume(sponsor.suits)
    await sponsor.goods.list.load()
    expect(await sponsor.goods.setBudget(id('gds', 1), 200_000)).toMatchObject({
      value: { budgetLeftFen: 133_400 },
    })
  })

  it('of one institution are gone when she acts for another', async () => {
    const stores = await openAsMember()
    expect(stores.goods.list.shown?.items).toHaveLength(1)
    service.state.memberships.push(SPONSOR)
    await stores.session.act(SPONSOR.memberId)
    expect(stores.goods.list.shown).toBeUndefined()
  })
})
