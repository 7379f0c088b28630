import type { AskedOrder } from '#contract'
import type { PartnerOrdersApi } from '../../../src/api/resources/partner-orders'
import { ApprovalStore } from '../../../src/stores/mall/approval-store'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const CODE = '4820719369'
const NAME = { zh: '申城咖啡', en: 'Shencheng Coffee' }
const SECOND_MS = 1_000

/** The store, over a service that says what `order` is, and how often it was asked. */
function opened(state: AskedOrder['state']) {
  const counts = { looks: 0, balances: 0 }
  const order: { now: AskedOrder } = {
    now: {
      state,
      partner: NAME,
      shop: NAME,
      goods: { goodsId: `gds_${'1'.repeat(26)}`, name: NAME, pictureDigest: null, sponsor: NAME },
      pricePoints: 200,
      points: 6_500,
      pointsAfter: 6_500,
      askUntil: '2026-11-23T09:33:00+08:00',
      heldUntil: null,
    },
  }
  const say = () => Promise.resolve({ ok: true as const, value: order.now })
  const api: PartnerOrdersApi = {
    read: () => {
      counts.looks += 1
      return say()
    },
    approve: say,
    decline: say,
  }
  const host = { can: () => false, scan: () => Promise.reject(new Error('no scanner')) }
  const store = new ApprovalStore(host, api, () => {
    counts.balances += 1
    return Promise.resolve()
  })
  return { store, counts, order }
}

test('what was handed over is looked at slowly while its page is open, and a refund is seen and counted', async () => {
  const { store, counts, order } = opened('redeemed')
  await store.arrive(CODE)
  await jest.advanceTimersByTimeAsync(60 * SECOND_MS)
  expect(counts.looks).toBe(5)
  expect(counts.balances).toBe(0)
  order.now = { ...order.now, state: 'refunded', points: 6_700, pointsAfter: 6_700 }
  await jest.advanceTimersByTimeAsync(15 * SECOND_MS)
  expect(store.asked.shown).toMatchObject({ state: 'refunded', pointsAfter: 6_700 })
  expect(counts.balances).toBe(1)
  // That is its end.
  await jest.advanceTimersByTimeAsync(600 * SECOND_MS)
  expect(counts.looks).toBe(6)
})

test('out of view nothing is asked', async () => {
  const { store, counts } = opened('redeemed')
  await store.arrive(CODE)
  store.unwatch()
  await jest.advanceTimersByTimeAsync(600 * SECOND_MS)
  expect(counts.looks).toBe(1)
})

test('what is under way is kept when the page closes, what is over is not', async () => {
  const { store, order } = opened('held')
  await store.arrive(CODE)
  await jest.advanceTimersByTimeAsync(0)
  store.depart()
  expect(store.code).toBe(CODE)
  order.now = { ...order.now, state: 'redeemed' }
  await store.arrive('')
  expect(store.asked.shown?.state).toBe('redeemed')
  store.depart()
  expect(store.code).toBe('')
})
