/** @jest-environment node */
import {
  EMPTY_DRAFT,
  faultsOf,
  readDay,
  requestOf,
  STEPS,
  type Draft,
} from '../../../src/stores/institution/draft'
import { NOW, SHOP_ID, SPONSOR, startMallService, type MallService } from './mall-service'
import { openStores } from './own-device'

const DRAFT: Draft = {
  ...EMPTY_DRAFT,
  ...{ nameZh: ' 一个面包 ', nameEn: 'A loaf', pricePoints: '1,200', payable: '28.5', stockTotal: '80' },
  ...{ sponsorId: SPONSOR.institutionId, shopIds: [SHOP_ID] },
}

let service: MallService
beforeEach(async () => {
  service = await startMallService()
})
afterEach(() => service.stop())

async function openAsMember(device?: Map<string, unknown>) {
  const stores = openStores(service.baseUrl, device)
  await stores.session.resume(stores.suits)
  await stores.newGoods.open()
  return stores
}

const allFaults = (draft: Draft) => Object.assign({}, ...STEPS.map((_, step) => faultsOf(draft, step, NOW)))

describe('a draft', () => {
  it('without faults has none, and becomes a request', () => {
    expect(allFaults(DRAFT)).toEqual({})
    expect(requestOf({ ...DRAFT, soldFrom: '2026/12/1', soldTo: '20261231' })).toMatchObject({
      name: { zh: '一个面包', en: 'A loaf' },
      ...{ pricePoints: 1200, payableFen: 2850, perPersonMax: 1, stockTotal: 80, voucherDays: 30 },
      soldFrom: '2026-11-30T16:00:00.000Z',
      soldTo: '2026-12-31T16:00:00.000Z',
    })
    expect(requestOf(DRAFT)).toMatchObject({ soldFrom: null, soldTo: null })
  })

  it.each<[Partial<Draft>, object]>([
    [{ nameZh: ' ' }, { nameZh: 'missing' }],
    [{ pricePoints: '0' }, { pricePoints: 'range' }],
    [{ pricePoints: '1.5' }, { pricePoints: 'range' }],
    [{ payable: '' }, { payable: 'range' }],
    [{ payable: '100000.01' }, { payable: 'range' }],
    [{ payable: '20.01', isOffline: true }, { isOffline: 'offlineDear' }],
    [{ payable: '20', isOffline: true }, {}],
    [{ stockTotal: '0' }, { stockTotal: 'range' }],
    [{ soldFrom: '2026-02-30' }, { soldFrom: 'day' }],
    [{ soldTo: 'soon' }, { soldTo: 'day' }],
    [{ soldTo: '2026-11-22' }, { soldTo: 'past' }],
    [{ soldTo: '2026-11-23' }, {}],
    [{ soldFrom: '2026-12-02', soldTo: '2026-12-01' }, { soldTo: 'beforeStart' }],
    [{ kind: 'redPacket', payable: '0' }, { payable: 'empty' }],
    [{ kind: 'transportDiscount', payable: '0', isOffline: true, shopIds: [] }, {}],
    [{ voucherDays: '367' }, { voucherDays: 'range' }],
    [{ kind: 'title', payable: '', perPersonMax: '', voucherDays: '', shopIds: [] }, {}],
    [
      { kind: 'title', stockTotal: '', sponsorId: '' },
      { stockTotal: 'range', sponsorId: 'missing' },
    ],
    [
      { sponsorId: '', shopIds: [] },
      { sponsorId: 'missing', shopIds: 'missing' },
    ],
  ])('%j', (changes, faults) => {
    expect(allFaults({ ...DRAFT, ...changes })).toEqual(faults)
  })

  it('of goods somebody delivers asks about no shops and no tills, whatever was chosen before', () => {
    const packet: Draft = { ...DRAFT, kind: 'redPacket', payable: '3', isOffline: true }
    expect(allFaults({ ...packet, shopIds: [] })).toEqual({})
    expect(requestOf(packet)).toMatchObject({
      kind: 'redPacket',
      payableFen: 300,
      shopIds: [],
      isOffline: false,
    })
    expect(requestOf({ ...packet, kind: 'coupon' })).toMatchObject({ shopIds: [SHOP_ID], isOffline: true })
  })

  it('of a title has the only terms there are for one, whatever was written before', () => {
    const title: Draft = { ...DRAFT, kind: 'title', isOffline: true, perPersonMax: '3' }
    expect(requestOf(title)).toMatchObject({
      ...{ kind: 'title', pricePoints: 1200, stockTotal: 80, sponsorId: SPONSOR.institutionId },
      ...{ payableFen: 0, perPersonMax: 1, voucherDays: 1, isOffline: false, shopIds: [] },
    })
    expect(requestOf({ ...title, kind: 'coupon' })).toMatchObject({ payableFen: 2850, perPersonMax: 3 })
  })

  it('reads days as people write them', () => {
    expect(['2026-12-01', '2026/12/1', '20261201', '2026年12月1日'].map(readDay)).toEqual(
      Array(4).fill('2026-12-01'),
    )
    expect(['', '12-01', '2026-13-01'].map(readDay)).toEqual([undefined, undefined, undefined])
  })
})

describe('new goods', () => {
  it('cannot leave a step with something wrong, which goes as it is put right', async () => {
    const { newGoods } = await openAsMember()
    newGoods.next()
    expect([newGoods.step, newGoods.draft.kind]).toEqual([1, 'coupon'])
    newGoods.next()
    expect([newGoods.step, newGoods.faults]).toEqual([1, { nameZh: 'missing', nameEn: 'missing' }])
    newGoods.change({ nameZh: '面包' })
    expect(newGoods.faults).toEqual({ nameEn: 'missing' })
    newGoods.change({ nameEn: 'Bread' })
    newGoods.next()
    expect(newGoods.step).toBe(2)
    newGoods.back()
    newGoods.back()
    newGoods.back()
    expect(newGoods.step).toBe(0)
  })

  it('stay on the device with the step they had come to, for the member who wrote them', async () => {
    const first = await openAsMember()
    first.newGoods.change({ nameZh: '面包', nameEn: 'Bread' })
    first.newGoods.go(2)
    const again = await openAsMember(first.device)
    expect([again.newGoods.draft.nameZh, again.newGoods.step]).toEqual(['面包', 2])
    service.state.memberships.splice(0, 1, { ...SPONSOR, isMallOperator: true })
    const other = await openAsMember(first.device)
    expect(other.newGoods.isBegun).toBe(false)
  })

  it('are offered once, and the draft goes', async () => {
    const { newGoods, goods, device } = await openAsMember()
    await goods.list.load()
    newGoods.change(DRAFT)
    expect(await newGoods.offer()).toMatchObject({ ok: true, value: { pricePoints: 1200, stockLeft: 80 } })
    expect(goods.list.shown?.items).toHaveLength(2)
    expect([newGoods.isBegun, newGoods.step]).toEqual([false, 0])
    expect((await openAsMember(device)).newGoods.isBegun).toBe(false)
  })

  it('whose answer was lost are the same goods, also for an app that was closed in between', async () => {
    const first = await openAsMember()
    first.newGoods.change(DRAFT)
    service.state.losesAnswers = true
    expect(await first.newGoods.offer()).toMatchObject({ ok: false })
    expect(first.newGoods.isUnanswered).toBe(true)
    service.state.losesAnswers = false
    const again = await openAsMember(first.device)
    expect(again.newGoods.isUnanswered).toBe(true)
    expect(await again.newGoods.offer()).toMatchObject({ ok: true })
    expect(service.goods).toHaveLength(2)
  })

  it('that were changed after a lost answer are other goods', async () => {
    const { newGoods } = await openAsMember()
    newGoods.change(DRAFT)
    service.state.losesAnswers = true
    await newGoods.offer()
    service.state.losesAnswers = false
    newGoods.change({ pricePoints: '900' })
    expect(newGoods.isUnanswered).toBe(false)
    expect(await newGoods.offer()).toMatchObject({ ok: true, value: { pricePoints: 900 } })
  })

  it('show the step that is wrong instead of being sent', async () => {
    const { newGoods } = await openAsMember()
    newGoods.change({ ...DRAFT, voucherDays: '0' })
    newGoods.go(5)
    expect(await newGoods.offer()).toBeUndefined()
    expect([newGoods.step, newGoods.faults]).toEqual([3, { voucherDays: 'range' }])
    expect(service.writes).toEqual([])
  })

  it('show the field the service does not take', async () => {
    const { newGoods } = await openAsMember()
    newGoods.change({ ...DRAFT, sponsorId: 'org_00000000000000000000000009' })
    newGoods.go(5)
    expect(await newGoods.offer()).toMatchObject({ failure: { code: 'request.invalid' } })
    expect([newGoods.step, newGoods.faults]).toEqual([4, { sponsorId: 'unknown' }])
  })

  it('of a kind nobody delivers any more lead back to the choice of kind', async () => {
    const { newGoods } = await openAsMember()
    expect(newGoods.deliveryOf('redPacket')?.deliveredBy.zh).toBe('江畔数字钱包')
    expect(newGoods.deliveryOf('transportDiscount')).toBeUndefined()
    newGoods.change({ ...DRAFT, kind: 'transportDiscount' })
    newGoods.go(5)
    expect(await newGoods.offer()).toMatchObject({ failure: { code: 'goods.no-gateway' } })
    expect([newGoods.step, newGoods.faults]).toEqual([0, { kind: 'unknown' }])
  })

  it('that were begun before there was a choice of kind are coupons', async () => {
    const first = await openAsMember()
    first.newGoods.change({ nameZh: '面包' })
    for (const [name, kept] of first.device)
      first.device.set(name, JSON.parse(JSON.stringify(kept).replace(/\\*"kind\\*":\\*"coupon\\*",/, '')))
    const again = await openAsMember(first.device)
    expect(again.newGoods.draft).toEqual(first.newGoods.draft)
  })
})
