import { REFUSALS, type AskedOrder, type RefusalCode } from '#contract'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import ApprovalPage from '../../../src/pages/mall/approval'
import type { Stores } from '../../../src/stores'
import { answer, startService, type Service } from '../api/service'
import { openWith, resetTaro } from '../taro'
import { HER, herStores, openPage } from './her-phone'

const CODE = '4820719369'
const asked: AskedOrder = {
  state: 'asked',
  partner: { zh: '申城咖啡连锁', en: 'Shencheng Coffee' },
  shop: { zh: '人民广场店', en: 'People’s Square' },
  goods: {
    goodsId: `gds_${'1'.repeat(26)}`,
    name: { zh: '中杯拿铁', en: 'A latte' },
    pictureDigest: null,
    sponsor: { zh: '申城银行', en: 'Shencheng Bank' },
  },
  pricePoints: 500,
  points: 1860,
  pointsAfter: 1360,
  askUntil: '2026-11-23T09:33:00+08:00',
  heldUntil: null,
}
const balance = {
  ...{ points: 1360, heldPoints: 500, expiries: [], convertibleGrams: 0, balanceMilligrams: 0 },
  notConvertible: [],
}

/** What the service says of the code, and what it was told. */
let order: AskedOrder | RefusalCode
let told: string[]
let scanned: string | undefined
let visited: string[]
let service: Service
beforeEach(async () => {
  resetTaro()
  ;[order, told, scanned, visited] = [asked, [], undefined, []]
  service = await startService((request, response) => {
    const path = request.url ?? ''
    const [, word] = /partner-orders\/\d{10}\/(\w+)/.exec(path) ?? []
    if (word !== undefined) told.push(word)
    if (path.includes('/partner-orders/')) {
      if (typeof order !== 'string') return answer(response, 200, order)
      const { status, zh, en, nextZh, nextEn } = REFUSALS[order]
      const said = { message: zh, messageEn: en, next: nextZh, nextEn }
      return answer(response, status, { code: order, ...said, requestId: '1' })
    }
    return answer(response, 200, path.startsWith('/v1/me/points') ? balance : HER)
  })
})
afterEach(() => service.stop())

/** The page, opened by a link with these parameters. */
async function open(parameters: Record<string, string> = {}): Promise<Stores> {
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const stores = herStores(service, {
    navigateTo: go,
    scanCode: ({ success, fail }: { success: (answer: object) => void; fail: (error: object) => void }) =>
      scanned === undefined ? fail({ errMsg: 'scanCode:fail cancel' }) : success({ result: scanned }),
  })
  await visit(stores, parameters)
  return stores
}

/** Comes to the page, again perhaps; `leavePage` closes it. */
async function visit(stores: Stores, parameters: Record<string, string> = {}): Promise<void> {
  openWith(parameters)
  leavePage = await openPage(stores, <ApprovalPage />)
}
let leavePage: () => void
const tap = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }))
const type = (value: string) => fireEvent.input(screen.getByLabelText('十位数'), { target: { value } })
const see = (text: RegExp | string) => screen.findByText(text)

describe('approving what a shop asks', () => {
  it('shows who, what for, how many points and what is left, before anything is said', async () => {
    await open({ code: CODE })
    for (const text of ['申城咖啡连锁 请你同意', '中杯拿铁', '人民广场店', '申城银行', '1,360 分'])
      expect(await see(text)).toBeInTheDocument()
    expect(screen.getByText('09:33 前有效，只用这一次')).toBeInTheDocument()
    expect(told).toEqual([])
  })

  it('says yes once, however often it is tapped, and can take it back', async () => {
    await open({ code: CODE })
    await see('中杯拿铁')
    order = { ...asked, state: 'held', points: 1360, heldUntil: '2026-11-23T09:36:00+08:00' }
    const yes = screen.getByRole('button', { name: '同意，用 500 分' })
    for (let taps = 0; taps < 3; taps += 1) fireEvent.click(yes)
    await see('你已经同意')
    expect(told).toEqual(['approval'])
    expect(screen.queryByText('不同意')).toBeNull()
    order = { ...asked, state: 'released' }
    tap('改主意了，先不用')
    await see('这次取消了')
    expect(told).toEqual(['approval', 'decline'])
  })

  it('says no, and then offers another code', async () => {
    await open({ code: CODE })
    await see('中杯拿铁')
    order = { ...asked, state: 'declined' }
    tap('不同意')
    await see('你没有同意')
    tap('换一个码')
    expect(await screen.findByLabelText('十位数')).toBeInTheDocument()
  })

  it('with too few points offers no yes but the way to more', async () => {
    order = { ...asked, points: 300, pointsAfter: null }
    await open({ code: CODE })
    await see('你现在有 300 分，不够')
    expect(screen.queryByRole('button', { name: /^同意/ })).toBeNull()
    tap('去换积分')
    await waitFor(() => expect(visited).toEqual(['/pages/mall/points']))
  })

  it.each([
    ['lapsed', '时间过了'],
    ['spent', '积分已经用了'],
    ['redeemed', '完成了'],
    ['refunded', '积分退回来了'],
    ['expired', '店家没有在期限内交付'],
  ] as const)('tells how one that is %s stands, and asks nothing more', async (state, text) => {
    order = { ...asked, state }
    await open({ code: CODE })
    await see(text)
    expect(screen.queryByRole('button', { name: /同意/ })).toBeNull()
  })

  it('whose time ran out while she read says so after her yes', async () => {
    await open({ code: CODE })
    await see('中杯拿铁')
    order = 'approval.ended'
    tap('同意，用 500 分')
    expect((await screen.findAllByText(/这次请求已经结束/)).length).toBeGreaterThan(0)
  })

  it('that is somebody else’s says so with what to do, and offers another code', async () => {
    order = 'approval.used'
    await open({ code: CODE })
    await see('已经有人同意了这次请求')
    expect(screen.getByText(/请店家换一个新的码/)).toBeInTheDocument()
    expect(screen.getByText('换一个码')).toBeInTheDocument()
  })
})

describe('a new visit', () => {
  it.each([
    ['redeemed', '完成了'],
    ['declined', '你没有同意'],
  ] as const)('after one that is %s begins with the scanner', async (state, text) => {
    const stores = await open({ code: CODE })
    await see('中杯拿铁')
    order = { ...asked, state }
    tap('不同意')
    await see(text)
    leavePage()
    await visit(stores)
    expect(await screen.findByRole('button', { name: '扫店家的码' })).toBeInTheDocument()
    expect(screen.queryByText('中杯拿铁')).toBeNull()
  })

  it('finds what is under way again, and what became of it', async () => {
    order = { ...asked, state: 'held' }
    const stores = await open({ code: CODE })
    await see('你已经同意')
    leavePage()
    await visit(stores)
    expect(await see('你已经同意')).toBeInTheDocument()
    leavePage()
    order = { ...asked, state: 'redeemed' }
    await visit(stores)
    expect(await see('完成了')).toBeInTheDocument()
  })

  it('after one she left unanswered and whose time ran out begins with the scanner', async () => {
    const stores = await open({ code: CODE })
    await see('中杯拿铁')
    leavePage()
    order = { ...asked, state: 'lapsed' }
    await visit(stores)
    expect(await screen.findByRole('button', { name: '扫店家的码' })).toBeInTheDocument()
  })

  it('by the code of another shop shows that one, whatever is under way', async () => {
    order = { ...asked, state: 'held' }
    const stores = await open({ code: CODE })
    await see('你已经同意')
    leavePage()
    order = { ...asked, goods: { ...asked.goods, name: { zh: '一块蛋糕', en: 'A cake' } } }
    await visit(stores, { code: '1234567897' })
    expect(await see('一块蛋糕')).toBeInTheDocument()
  })
})

it('one that was taken back names what she has, and not what was left', async () => {
  order = { ...asked, state: 'refunded', points: 1860, pointsAfter: 1860 }
  await open({ code: CODE })
  await see('积分退回来了')
  expect(screen.getByText('你现在有')).toBeInTheDocument()
  expect(screen.queryByText('用完以后还剩')).toBeNull()
})

describe('entering the code', () => {
  it('by hand finds a mistyped digit before anything is sent', async () => {
    await open()
    await screen.findByLabelText('十位数')
    type('4820719368')
    tap('看看是什么')
    expect(await see('数字不对，请再对照一下店家屏幕')).toBeInTheDocument()
    // Copied as they stand there, with what parts them.
    type('482 071-9369')
    expect(screen.getByLabelText('十位数')).toHaveValue('482 071-9369')
    tap('看看是什么')
    expect(await see('中杯拿铁')).toBeInTheDocument()
  })

  it('by scanning takes what the shop shows; another picture is named as such, and closing the scanner says nothing', async () => {
    await open()
    await screen.findByLabelText('十位数')
    tap('扫店家的码')
    await waitFor(() =>
      expect(screen.getByRole('button', { name: '扫店家的码' })).not.toHaveAttribute('aria-busy', 'true'),
    )
    expect(screen.queryByText(/数字不对/)).toBeNull()
    scanned = 'https://example.org/menu'
    tap('扫店家的码')
    await see(/数字不对/)
    scanned = CODE
    await act(async () => tap('扫店家的码'))
    expect(await see('中杯拿铁')).toBeInTheDocument()
  })
})
