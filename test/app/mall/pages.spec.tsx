import type { Goods, GoodsDetail, PointsBalance, Voucher, VoucherCode } from '#contract'
import { onlineCodeOf } from '#domain/voucher'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import GoodsPage from '../../../src/pages/mall/goods'
import GoodsDetailPage from '../../../src/pages/mall/goods-detail'
import VoucherPage from '../../../src/pages/mall/voucher'
import VouchersPage from '../../../src/pages/mall/vouchers'
import { answer, startService, type Service } from '../api/service'
import { openWith, resetTaro } from '../taro'
import { HER, herStores, openPage } from './her-phone'
import { voucherLike } from './vouchers'

const NOW = new Date('2026-11-29T09:01:00+08:00')
const { goodsId } = voucherLike().goods
const { voucherId } = voucherLike()
const COFFEE = { zh: '梧桐咖啡', en: 'Wutong Coffee' }

const goodsLike = (changes: Partial<Goods> = {}): Goods => ({
  goodsId,
  kind: 'coupon',
  name: { zh: '一杯拿铁', en: 'A latte' },
  pictureDigest: null,
  pricePoints: 500,
  left: 8,
  perPersonMax: 2,
  soldTo: null,
  voucherDays: 30,
  sponsor: COFFEE,
  isOffline: false,
  ...changes,
})
const detailLike = (changes: Partial<GoodsDetail> = {}): GoodsDetail => ({
  ...goodsLike(),
  detail: { zh: '', en: '' },
  shops: [{ shopId: `shp_${'1'.repeat(26)}`, name: COFFEE, address: '五原路 12 号' }],
  isOnSale: true,
  ...changes,
})
const balanceOf = (points: number): PointsBalance => ({
  points,
  heldPoints: 0,
  expiries: [],
  convertibleGrams: 0,
  balanceMilligrams: 0,
  notConvertible: [],
})
const code: VoucherCode = {
  digits: onlineCodeOf('0492455254723101'),
  issuedAt: '2026-11-29T09:01:00+08:00',
  expiresAt: '2026-11-29T09:02:00+08:00',
  phoneKey: { voucherNo: '4207719083', secret: 'AAAA' },
}

/** What the service says no to. */
class Refused {
  constructor(readonly code: string) {}
}

let service: Service
let answers: Record<string, unknown>
let visited: string[]
let asked: string[]
beforeEach(async () => {
  visited = []
  asked = []
  answers = {
    'GET /v1/me': HER,
    'GET /v1/me/points': balanceOf(1_000),
    'GET /v1/me/vouchers': { items: [] },
  }
  service = await startService((request, response) => {
    const call = `${request.method} ${request.url?.split('?')[0]}`
    asked.push(call)
    const found = answers[call]
    if (found instanceof Refused) answer(response, 409, { code: found.code, message: found.code })
    else if (found === undefined) answer(response, 404, { code: 'request.not-found', message: '没有找到' })
    else answer(response, 200, found)
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

/** What the host does when she takes a screenshot. */
let screenshot: () => void

async function open(page: ReactNode): Promise<void> {
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const wx = {
    navigateTo: go,
    redirectTo: go,
    onUserCaptureScreen: (listener: () => void) => void (screenshot = listener),
    offUserCaptureScreen: () => undefined,
  }
  const stores = herStores(service, wx, NOW)
  await openPage(stores, page)
}

const plain = (drawn: Element) => (drawn.textContent ?? '').replaceAll('\u00a0', ' ')
const text = () => plain(document.body)
const count = (call: string) => asked.filter((made) => made === call).length

describe('the mall', () => {
  it('tells of each thing whether she can have it now', async () => {
    const umbrella = { name: { zh: '折叠伞', en: 'Umbrella' }, pricePoints: 1_240 }
    const ticket = { name: { zh: '门票', en: 'Ticket' }, left: 0 }
    answers['GET /v1/goods'] = {
      items: [
        goodsLike(),
        goodsLike({ ...umbrella, goodsId: 'gds_2' }),
        goodsLike({ ...ticket, goodsId: 'gds_3' }),
      ],
    }
    await open(<GoodsPage />)
    expect(await screen.findByText('一杯拿铁')).toBeInTheDocument()
    const rows = screen.getAllByRole('button').map(plain)
    expect(rows).toContain('一杯拿铁梧桐咖啡剩 8 份500分够换')
    expect(rows).toContain('折叠伞梧桐咖啡剩 8 份1,240分还差 240 分')
    expect(rows).toContain('门票梧桐咖啡500分已兑完')
  })

  it('says of what is kept for her that it is, though her points are fewer by it or nothing else is left', async () => {
    answers['GET /v1/me/points'] = balanceOf(463)
    answers['GET /v1/me/vouchers'] = { items: [voucherLike({ state: 'held' })] }
    answers['GET /v1/goods'] = { items: [goodsLike({ left: 0 }), goodsLike({ goodsId: 'gds_2' })] }
    await open(<GoodsPage />)
    await screen.findByText('为你留着')
    const rows = screen.getAllByRole('button').map(plain)
    expect(rows).toContain('一杯拿铁梧桐咖啡500分为你留着')
    expect(rows).toContain('一杯拿铁梧桐咖啡剩 8 份500分还差 37 分')
  })

  it('with nothing in it says so, and her points are still there', async () => {
    answers['GET /v1/goods'] = { items: [] }
    await open(<GoodsPage />)
    expect(await screen.findByText('现在没有能换的')).toBeInTheDocument()
    expect(text()).toContain('可用积分1,000分')
  })
})

describe('goods', () => {
  beforeEach(() => openWith({ goodsId }))
  const GET = `GET /v1/goods/${goodsId}`

  it('are held once by a double tap, with what they take from which points', async () => {
    answers[GET] = detailLike()
    answers['POST /v1/me/vouchers'] = voucherLike({ state: 'held' })
    await open(<GoodsDetailPage />)
    const button = await screen.findByRole('button', { name: '用 500 分换一份' })
    answers['GET /v1/me/points'] = balanceOf(500)
    fireEvent.click(button)
    fireEvent.click(button)
    expect(await screen.findByText('为你留到 09:05，还有 5 分钟')).toBeInTheDocument()
    expect(text()).toContain('现在可用 1,000 分')
    expect(text()).toContain('换完还有= 500 分')
    expect(text()).toContain('12月1日零点过期的300分')
    expect(count('POST /v1/me/vouchers')).toBe(1)
  })

  it('confirmed once by a double tap become a voucher whose page opens in place of theirs', async () => {
    answers[GET] = detailLike()
    answers['GET /v1/me/vouchers'] = { items: [voucherLike({ state: 'held' })] }
    answers[`POST /v1/me/vouchers/${voucherId}/confirmation`] = voucherLike()
    await open(<GoodsDetailPage />)
    fireEvent.click(await screen.findByRole('button', { name: '接着换，已经为你留着' }))
    const yes = await screen.findByRole('button', { name: '确认，用掉 500 分' })
    expect(text()).toContain('为你留到 09:05')
    fireEvent.click(yes)
    fireEvent.click(yes)
    await waitFor(() => expect(visited).toEqual([`/pages/mall/voucher?voucherId=${voucherId}`]))
    expect(count(`POST /v1/me/vouchers/${voucherId}/confirmation`)).toBe(1)
  })

  it('whose time is over say so, that the points are back, and can be kept again', async () => {
    answers[GET] = detailLike()
    // Over as soon as it begins.
    const heldUntil = voucherLike().heldAt
    answers['POST /v1/me/vouchers'] = voucherLike({ state: 'held', heldUntil })
    answers[`POST /v1/me/vouchers/${voucherId}/refund`] = voucherLike({ state: 'released', heldUntil: null })
    await open(<GoodsDetailPage />)
    fireEvent.click(await screen.findByRole('button', { name: '用 500 分换一份' }))
    expect(await screen.findByText('500 分已经退回，一分不少')).toBeInTheDocument()
    expect(screen.getByText('留的时间到了，没有换成').closest('[aria-live]')).not.toBeNull()
    expect(screen.queryByRole('button', { name: '确认，用掉 500 分' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '重新换一份' }))
    await waitFor(() => expect(count('POST /v1/me/vouchers')).toBe(2))
  })

  it('whose time the service says is over do not close the sheet without a word', async () => {
    answers[GET] = detailLike()
    answers['GET /v1/me/vouchers'] = { items: [voucherLike({ state: 'held' })] }
    answers[`POST /v1/me/vouchers/${voucherId}/confirmation`] = new Refused('voucher.hold-ended')
    await open(<GoodsDetailPage />)
    fireEvent.click(await screen.findByRole('button', { name: '接着换，已经为你留着' }))
    fireEvent.click(await screen.findByRole('button', { name: '确认，用掉 500 分' }))
    expect(await screen.findByText('留的时间到了，没有换成')).toBeInTheDocument()
    // Nobody has said yet that they are back.
    expect(screen.getByText('500 分会自动退回，一分不少')).toBeInTheDocument()
    expect(visited).toEqual([])
  })

  it.each([
    ['too dear', detailLike({ pricePoints: 1_200 }), '还差 200 分', '用减排量换积分'],
    ['all taken', detailLike({ left: 0 }), '已经兑完。你的积分没有动', '看看别的'],
    ['no longer on sale', detailLike({ isOnSale: false }), '现在不能换了', '看看别的'],
  ])('%s cannot be tapped, and another way is shown', async (_, detail, said, way) => {
    answers[GET] = detail
    await open(<GoodsDetailPage />)
    const button = await screen.findByRole('button', { name: said })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    fireEvent.click(button)
    expect(screen.getByRole('button', { name: way })).toBeInTheDocument()
    expect(count('POST /v1/me/vouchers')).toBe(0)
  })

  it('that are not there say so', async () => {
    await open(<GoodsDetailPage />)
    expect(await screen.findByText('没有找到')).toBeInTheDocument()
  })
})

describe('her vouchers', () => {
  it('stand in order: those she can use, then what became of the others; a hold that was let go is none', async () => {
    const ended = (state: Voucher['state'], number: number, zh: string) =>
      voucherLike({
        voucherId: `vch_${number}`,
        state,
        endedAt: '2026-11-20T08:41:00+08:00',
        heldUntil: null,
        goods: { ...voucherLike().goods, name: { zh, en: zh } },
      })
    answers['GET /v1/me/vouchers'] = {
      items: [
        voucherLike({ heldUntil: null }),
        voucherLike({ voucherId: 'vch_9', state: 'held' }),
        ended('redeemed', 2, '伞'),
        ended('refunded', 3, '米'),
        ended('expired', 4, '票'),
        ended('released', 5, '笔'),
      ],
    }
    await open(<VouchersPage />)
    await screen.findByText('出示')
    const [, ...rows] = screen.getAllByRole('button').map((row) => row.textContent)
    expect(rows).toEqual([
      '一杯拿铁梧桐咖啡有效到12月29日（含当天）出示',
      '一杯拿铁梧桐咖啡还没确认，为你留到 09:05接着换',
      '伞11月20日 08:41已用掉',
      '米11月20日 08:41已退',
      '票11月20日 08:41已过期',
    ])
  })
})

describe('more vouchers than come at once', () => {
  it('are shown when she asks for them; until they come the way there stays', async () => {
    const used = (number: number) =>
      voucherLike({
        voucherId: `vch_${number}`,
        state: 'redeemed',
        endedAt: '2026-11-20T08:41:00+08:00',
        goods: { ...voucherLike().goods, name: { zh: `第 ${number} 张`, en: `No. ${number}` } },
      })
    answers['GET /v1/me/vouchers'] = { items: [used(1)], nextCursor: 'next' }
    await open(<VouchersPage />)
    await screen.findByText('第 1 张')
    answers['GET /v1/me/vouchers'] = new Refused('request.invalid')
    fireEvent.click(screen.getByRole('button', { name: '看更早的' }))
    expect(await screen.findByText(/request.invalid/)).toBeInTheDocument()
    answers['GET /v1/me/vouchers'] = { items: [used(2)], nextCursor: null }
    fireEvent.click(screen.getByRole('button', { name: '看更早的' }))
    expect(await screen.findByText('第 2 张')).toBeInTheDocument()
    expect(screen.getByText('第 1 张')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '看更早的' })).toBeNull()
  })
})

describe('a voucher', () => {
  beforeEach(() => openWith({ voucherId }))
  const GET = `GET /v1/me/vouchers/${voucherId}`

  it('announces once that its code renews itself; digits and seconds are read only where she goes to them', async () => {
    answers[GET] = voucherLike({ heldUntil: null })
    answers[`POST /v1/me/vouchers/${voucherId}/codes`] = code
    await open(<VoucherPage />)
    const digits = await screen.findByRole('img', { name: /^券码 (\d{3} ?){6}$/ })
    expect(digits.closest('[aria-live]')).toBeNull()
    expect(screen.getByText('60 秒后自动换新码').closest('[aria-live]')).toBeNull()
    expect(screen.getByRole('img', { name: '券的二维码' })).toBeInTheDocument()
    const said = screen.getByText('给收银员扫一扫，或者念给他听。码会自己换新。')
    expect(said).toHaveAttribute('aria-live', 'polite')
    const spoken: string[] = []
    const ear = new MutationObserver(() => spoken.push(document.body.textContent ?? ''))
    ear.observe(said, { childList: true, characterData: true, subtree: true })
    const next = { ...code, digits: onlineCodeOf('0492455254723102') }
    answers[`POST /v1/me/vouchers/${voucherId}/codes`] = next
    await act(() => screenshot())
    await waitFor(() => expect(text()).toContain(next.digits))
    expect(spoken).toEqual([])
    ear.disconnect()
  })

  it('whose form is out says from when it can be given back, and offers nothing that would be refused', async () => {
    const formOutUntil = '2026-12-01T10:30:00+08:00'
    answers[GET] = voucherLike({ heldUntil: null, formOutUntil })
    answers[`POST /v1/me/vouchers/${voucherId}/codes`] = code
    await open(<VoucherPage />)
    expect(await screen.findByText('12月1日 10:30 以后才能退')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '不想要了，退回积分' })).toBeNull()
  })

  it('whose form is out beyond its last day comes back by itself', async () => {
    const [formOutUntil, validTo] = ['2026-12-01T10:30:00+08:00', '2026-12-01T00:00:00+08:00']
    answers[GET] = voucherLike({ heldUntil: null, validTo, formOutUntil })
    answers[`POST /v1/me/vouchers/${voucherId}/codes`] = code
    await open(<VoucherPage />)
    expect(await screen.findByText(/^到期前不能退了/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '不想要了，退回积分' })).toBeNull()
  })

  it('a shop took back says that, and that the points are hers again', async () => {
    const endedAt = '2026-11-29T08:41:00+08:00'
    answers[GET] = voucherLike({ state: 'refunded', heldUntil: null, endedAt, isUndone: true })
    await open(<VoucherPage />)
    expect(await screen.findByText('店家已撤销')).toBeInTheDocument()
    expect(text()).toContain('500 分已经回到原来的积分里')
    expect(text()).toContain('可以再换一张')
  })

  it('for a title that is not given yet says that it comes by itself, and shows no code', async () => {
    answers[GET] = voucherLike({ heldUntil: null, goods: { ...voucherLike().goods, kind: 'title' } })
    await open(<VoucherPage />)
    expect(await screen.findByText('还没归你')).toBeInTheDocument()
    expect(text()).toContain('称号会自动归你')
    expect(text()).not.toContain('有效到')
    expect(screen.queryByText(/^给收银员/)).toBeNull()
  })

  it('used tells when and where, and shows no code', async () => {
    const endedAt = '2026-11-20T08:41:00+08:00'
    answers[GET] = voucherLike({ state: 'redeemed', heldUntil: null, endedAt, shop: COFFEE })
    await open(<VoucherPage />)
    expect(await screen.findByText('11月20日 周五 08:41')).toBeInTheDocument()
    expect(text()).toContain('梧桐咖啡')
    expect(screen.queryByText('不想要了，退回积分')).toBeNull()
    expect(screen.queryByLabelText(/^券码/)).toBeNull()
  })

  it('given back says exactly what comes back, also of points that have expired meanwhile', async () => {
    const lots = [{ points: 500, expiresAt: '2026-11-01T00:00:00+08:00' }]
    answers[GET] = voucherLike({ heldUntil: null, lots })
    answers[`POST /v1/me/vouchers/${voucherId}/codes`] = code
    answers[`POST /v1/me/vouchers/${voucherId}/refund`] = voucherLike({ state: 'refunded', heldUntil: null })
    await open(<VoucherPage />)
    fireEvent.click(await screen.findByRole('button', { name: '不想要了，退回积分' }))
    expect(await screen.findByText('原来的已经过期，退回后再用 30 天；延过一次的不再延')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '退券，拿回 500 分' }))
    expect(await screen.findByText('500 分已经回到原来的积分里')).toBeInTheDocument()
    expect(count(`POST /v1/me/vouchers/${voucherId}/refund`)).toBe(1)
  })
})
