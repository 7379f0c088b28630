import type { TillLogRequest, Today, TodayShop, TodayTake } from '#contract'
import { tillLogText } from '#domain/voucher'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import TodayPage from '../../../src/pages/merchant/today'
import { createStores } from '../../../src/stores'
import { digestOf } from '../../../src/stores/signing'
import { wxRequest } from '../api/vendor-requests'
import { id, problem } from '../institution/mall-service'
import { membershipOf, startMemberService, type MemberService } from '../member/member-service'
import { resetTaro } from '../taro'
import { CAFE, NOW } from './statement-service'

const SHOPS = [
  { shopId: id('shp', 1), name: { zh: '五原路店', en: 'Wuyuan Road' } },
  { shopId: id('shp', 2), name: { zh: '徐家汇店', en: 'Xujiahui' } },
] as const
const NONE = { takes: 0, fen: 0 }

const takeOf = (n: number, changes: Partial<TodayTake> = {}): TodayTake => ({
  ...{ voucherId: id('vch', n), goods: { zh: `商品${n}`, en: `Goods ${n}` }, by: 'till', cashier: '小周' },
  ...{ shopId: SHOPS[0].shopId, shop: SHOPS[0].name, payableFen: 1800, undoneAt: null },
  ...{ redeemedAt: '2026-11-23T09:25:00+08:00', undoTo: '2026-11-23T09:35:00+08:00' },
  ...changes,
})
const POS = takeOf(2, {
  ...{ by: 'partner', cashier: null, undoTo: null, payableFen: 2500 },
  ...{ shopId: SHOPS[1].shopId, shop: SHOPS[1].name },
})

let service: MemberService
let asked: string[] = []
let device = new Map<string, unknown>()
/** What the service says of the day once it was told what was taken without network. */
let afterTelling: Partial<Today> = {}
beforeEach(() => {
  resetTaro()
  asked = []
  device = new Map()
  afterTelling = {}
})
afterEach(() => service.stop())

/** The service of a merchant whose day is this one, with as many shops. */
async function openDay(changes: Partial<Today> = {}, count: 1 | 2 = 2, locale: 'zh' | 'en' = 'zh') {
  const figures = { redemptions: 2, payableFen: 4300, afterClash: NONE, undoneOfBefore: NONE }
  const shops = SHOPS.slice(0, count).map((shop): TodayShop => ({ ...shop, ...figures, redemptions: 1 }))
  const day: Today = {
    day: '2026-11-23',
    at: NOW.toISOString(),
    shops,
    ...figures,
    items: [takeOf(1), POS],
    ...changes,
  }
  const owner = membershipOf(1, { ...CAFE, role: 'owner', shops: SHOPS.slice(0, count) })
  service = await startMemberService([owner], ({ method, url = '' }, _, body) => {
    asked.push(`${method} ${url}`)
    if (url.startsWith('/v1/institution/today')) {
      const shopId = new URL(url, 'http://t').searchParams.get('shopId')
      const isTold = asked.some((one) => one.endsWith('/log'))
      const now = { ...day, ...(isTold ? afterTelling : {}) }
      return [200, { ...now, items: now.items.filter((take) => shopId === null || take.shopId === shopId) }]
    }
    if (url === '/v1/tills')
      return [201, { tillId: id('til', 2), shopId: SHOPS[0].shopId, shop: SHOPS[0].name }]
    if (url.endsWith('/log')) return [200, outcomesOf(JSON.parse(body) as TillLogRequest)]
    if (url.endsWith('/undo')) return [200, takeOf(1, { undoneAt: NOW.toISOString() })]
    return problem(404, 'request.not-found')
  })
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    getStorageSync: (key: string) => device.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void device.set(key, value),
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  if (locale === 'en') stores.ui.chooseLocale('en')
  render(
    <AppFrame stores={stores}>
      <TodayPage />
    </AppFrame>,
  )
  await screen.findByText(/^应收 |to be paid to you|^今天还没有核销$/)
}

const LOG_ENTRY = {
  ...{ sequence: 1, previousDigest: '0'.repeat(64), form: 'FORM', signature: 's' },
  ...{ snapshotAt: '2026-11-23T09:00:00+08:00', occurredAt: '2026-11-23T09:20:00+08:00' },
}

/** One voucher of 3.00 yuan was taken on this device while its network was gone. */
function takeWithoutNetwork(): void {
  const whose = { memberId: id('mem', 1), institutionId: CAFE.institutionId }
  const tillId = id('til', 2)
  device.set('tills', [{ tillId, shopId: SHOPS[0].shopId, shop: SHOPS[0].name, ...whose, key: null }])
  device.set('till-logs', [tillId])
  device.set(`till-log.${tillId}`, {
    ...{ tillId, ...whose, head: { sequence: 0, digest: '0'.repeat(64) }, entries: [LOG_ENTRY] },
    ...{ taken: { voucherIds: [] }, told: [], brokenFrom: null },
  })
}

const outcomesOf = ({ entries }: TillLogRequest) => ({
  items: entries.map(({ sequence }) => ({
    ...{ sequence, outcome: 'redeemed', say: { zh: '已核销', en: 'Redeemed' } },
    ...{ goods: { zh: '商品3', en: 'Goods 3' }, paidFen: 300 },
  })),
  logSequence: 1,
  logDigest: digestOf(tillLogText({ ...LOG_ENTRY, tillId: id('til', 2) })),
})

const main = () => screen.getByRole('main')
const tap = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })))

describe('today', () => {
  it('shows what the POS redeemed beside what cashiers took, each with its shop, and no way to take the former back', async () => {
    await openDay()
    expect(main()).toHaveTextContent('所有门店（2 家）')
    expect(main()).toHaveTextContent('应收 43.00 元')
    expect(main()).toHaveTextContent('商品1' + '09:25 · 小周 · 18.00 元' + '五原路店')
    expect(main()).toHaveTextContent('商品2' + '09:25 · 收银系统 · 25.00 元' + '徐家汇店')
    expect(screen.getAllByRole('button', { name: /^撤销/ })).toHaveLength(1)
  })

  it('is of one shop where she chooses it, and the page names it', async () => {
    await openDay()
    await tap(/所有门店/)
    const sheet = within(screen.getByRole('dialog', { name: '看哪家门店？' }))
    expect(sheet.getByRole('button', { name: /徐家汇店/ })).toHaveTextContent('1 张 · 43.00 元')
    await act(async () => fireEvent.click(sheet.getByRole('button', { name: /徐家汇店/ })))
    await waitFor(() => expect(main()).not.toHaveTextContent('小周'))
    expect(asked).toContain(`GET /v1/institution/today?shopId=${SHOPS[1].shopId}`)
    expect(screen.getByRole('button', { name: /徐家汇店/ })).toHaveTextContent('换')
  })

  it('names the only shop there is, and asks for no choice', async () => {
    await openDay({}, 1)
    expect(within(main()).getByRole('group', { name: '门店' })).toHaveTextContent('五原路店')
    expect(screen.queryByText('换')).toBeNull()
  })

  it('says of a clash alone one thing that is true, wherever the voucher was used', async () => {
    await openDay({ redemptions: 0, payableFen: 300, items: [], afterClash: { takes: 1, fen: 300 } })
    expect(main()).toHaveTextContent('应收 3.00 元')
    expect(main()).toHaveTextContent('另有 1 张在别处先用过，赞助方照付 3.00 元，已算在应收里')
    expect(main()).not.toHaveTextContent('别家')
    expect(main()).not.toHaveTextContent('核销记录')
    expect(main().querySelectorAll('.list:empty')).toHaveLength(0)
  })

  it('counts what was taken without network as soon as it is told, and calls it confirmed, not paid', async () => {
    takeWithoutNetwork()
    afterTelling = {
      ...{ redemptions: 1, payableFen: 300 },
      items: [takeOf(3, { payableFen: 300 })],
    }
    await openDay({ redemptions: 0, payableFen: 0, items: [] }, 1)
    await waitFor(() => expect(main()).toHaveTextContent('应收 3.00 元'))
    expect(main()).toHaveTextContent('3.00 元已确认')
    expect(main()).not.toHaveTextContent('已入账')
  })

  it('says what of yesterday was taken back and is deducted', async () => {
    await openDay({ undoneOfBefore: { takes: 1, fen: 1800 } }, 2, 'en')
    expect(main()).toHaveTextContent('1 redeemed before today was taken back today; 18.00 yuan')
  })

  it('has a way back to what is her own, which needs no account', async () => {
    await openDay()
    expect(screen.getByRole('button', { name: '回到“我的”' })).toBeInTheDocument()
  })

  it('offers to take back by the clock of the service, whatever the device’s says', async () => {
    await openDay({ at: '2026-11-23T09:36:00+08:00' })
    expect(screen.queryByRole('button', { name: /^撤销/ })).toBeNull()
  })

  it('takes one back at a till of its own shop, whichever shop she stands in', async () => {
    await openDay()
    await tap(/^撤销/)
    await tap('是，撤销')
    await screen.findByText('已撤销，积分退回顾客')
    expect(asked).toContain(`POST /v1/tills/${id('til', 2)}/redemptions/${id('vch', 1)}/undo`)
  })
})
