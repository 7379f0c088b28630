import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type {
  StatementDispute,
  StatementDue,
  StatementLine,
  StatementLinePage,
  StatementPayment,
} from '#contract'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Dispute from '../../../src/pages/institution/dispute'
import Disputes from '../../../src/pages/institution/disputes'
import Dues from '../../../src/pages/institution/dues'
import { DisputeStore } from '../../../src/stores/institution/dispute-store'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { startMemberService, type MemberService, type Reply } from '../member/member-service'
import { openWith, resetTaro } from '../taro'
import { dispute, id, MALL, NOW, problem, SPONSOR } from './mall-service'

const due = (number: number, changes: Partial<StatementDue> = {}): StatementDue => ({
  ...{ statementId: id('stm', number), merchantId: id('org', 7), merchant: { zh: '梧桐餐饮', en: 'Wutong' } },
  ...{ day: '2026-11-22', dueOn: '2026-12-02', state: 'confirmed' },
  ...{ fen: 7_200, paidFen: 0, lossFen: 0, toPayFen: 7_200, isPaid: false },
  ...changes,
})

/** The third is a taking undone. */
const line = (number: number): StatementLine => ({
  ...{
    line: number,
    version: 1,
    kind: number === 3 ? 'reversal' : 'redemption',
    fen: number === 3 ? -1_800 : 1_800,
  },
  ...{ recordedAt: '2026-11-22T09:00:00+08:00', takenAt: null, channel: 'code' },
  ...{ shopId: id('shp', 1), shop: { zh: '梧桐咖啡馆', en: 'Wutong Coffee' } },
  ...{ goods: { zh: '一杯拿铁', en: 'A latte' }, voucherNo: `******000${number}` },
  ...{ sponsorId: SPONSOR.institutionId, sponsor: SPONSOR.institution },
})

let service: MemberService
let [dues, disputes]: [StatementDue[], StatementDispute[]] = [[], []]
let [payments, lines]: [StatementPayment[], StatementLine[]] = [[], []]
let paid: { path: string; key: string; body: string }[] = []
beforeEach(() => {
  resetTaro()
  ;[dues, disputes, paid, payments, lines] = [[], [], [], [], []]
})
afterEach(() => service.stop())

/** One page holds two dues; a payment has one effect for each request key. */
async function start(membership = SPONSOR): Promise<void> {
  service = await startMemberService([membership], (request, _member, body): Reply => {
    const url = new URL(request.url ?? '', 'http://mall')
    if (request.method === 'GET' && url.pathname.endsWith('/disputes')) return [200, { items: disputes }]
    if (request.method === 'GET' && url.pathname.includes('/disputes/')) return disputedLines(url)
    if (url.pathname.endsWith('/payments')) return [200, { items: payments, nextCursor: null }]
    if (url.pathname.endsWith('/lines')) {
      const from = Number(url.searchParams.get('after') ?? 0)
      return [200, { items: lines.slice(from, from + 2), next: lines.length > from + 2 ? from + 2 : null }]
    }
    if (url.pathname.endsWith('/file')) return [503, {}]
    if (request.method === 'GET') {
      const from = Number(url.searchParams.get('after') ?? 0)
      const openFen = dues.reduce((sum, { toPayFen }) => sum + toPayFen, 0)
      const next = dues.length > from + 2 ? String(from + 2) : null
      return [200, { items: dues.slice(from, from + 2), openFen, next }]
    }
    const key = String(request.headers['idempotency-key'])
    paid.push({ path: url.pathname, key, body })
    if (url.pathname.endsWith('/answer')) return answer(url.pathname, body)
    const found = dues.find(({ statementId }) => url.pathname.includes(statementId))
    if (!found) return problem(404, 'request.not-found')
    dues = dues.filter((one) => one !== found)
    const { reference } = JSON.parse(body) as { reference: string }
    payments = [
      {
        ...{ paymentId: id('pay', payments.length), merchant: found.merchant, reference },
        ...{ paidAt: NOW.toISOString(), fen: found.toPayFen },
        days: [{ statementId: found.statementId, day: found.day, fen: found.fen }],
      },
      ...payments,
    ]
    return [200, { ...found, paidFen: found.fen, toPayFen: 0, isPaid: true }]
  })
}

/** Three lines, two a page. */
function disputedLines({ searchParams, pathname }: URL): Reply {
  if (!pathname.includes(id('stm', 1))) return problem(404, 'request.not-found')
  const after = Number(searchParams.get('after'))
  const all = [1, 2, 3].map((line): StatementLine => ({
    ...{ line, version: 1, kind: line === 3 ? 'reversal' : 'redemption', takenAt: null },
    recordedAt: `2026-11-22T1${line}:05:00+08:00`,
    ...{ shopId: id('shp', 1), shop: { zh: '梧桐咖啡馆', en: 'Wutong Coffee' } },
    ...{ goods: { zh: '一杯拿铁', en: 'A latte' }, voucherNo: `******100${line}`, channel: 'code' },
    ...{ sponsorId: SPONSOR.institutionId, sponsor: SPONSOR.institution, fen: line === 3 ? -1_800 : 1_800 },
  }))
  return [200, { items: all.slice(after, after + 2), next: after + 2 < all.length ? after + 2 : null }]
}

function answer(path: string, body: string): Reply {
  const { answer: text } = JSON.parse(body) as { answer: string }
  disputes = disputes.map((one) =>
    path.includes(one.statementId)
      ? {
          ...one,
          state: 'answered',
          acts: [
            ...one.acts,
            { act: 'answered', institution: MALL.institution, text, actedAt: NOW.toISOString() },
          ],
        }
      : one,
  )
  return [200, disputes[0]]
}

const visited: string[] = []

function open(page: JSX.Element): void {
  cleanup()
  visited.length = 0
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    navigateTo: ({ url, success }: { url: string; success: (answer: object) => void }) => {
      visited.push(url)
      success({})
    },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  render(<AppFrame stores={stores}>{page}</AppFrame>)
}

const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } })

describe('what a sponsor owes', () => {
  it('stands by merchant and day with its due day, and what is late says so', async () => {
    await start()
    dues = [due(1, { dueOn: '2026-11-20' }), due(2)]
    open(<Dues />)
    const rows = await screen.findAllByRole('button', { name: /梧桐餐饮/ })
    expect(rows.map((row) => /过期未付|未付/.exec(row.textContent ?? '')?.[0])).toEqual(['过期未付', '未付'])
    expect(rows[1]).toHaveTextContent('昨天核销最晚12月2日付')
    expect(screen.getByRole('main')).toHaveTextContent('144.00元')
  })

  it('is written down as paid with the number of its transfer, and not without', async () => {
    await start()
    dues = [due(1, { lossFen: 1_800, state: 'disputed' })]
    open(<Dues />)
    fireEvent.click(await screen.findByRole('button', { name: /梧桐餐饮/ }))
    expect(screen.getByText(/其中 18.00 元是断网时/)).toBeInTheDocument()
    expect(screen.getByText(/商户对这天有异议/)).toBeInTheDocument()
    await press('已经付了，记下来')
    expect(screen.getByText('请填转账的号码')).toBeInTheDocument()
    expect(paid).toEqual([])
    write('银行转账的号码', ' 2026-7731 ')
    await press('已经付了，记下来')
    await screen.findByText('没有要付的钱')
    expect(screen.getByText('刚刚记下：梧桐餐饮，昨天，已付 72.00 元')).toBeInTheDocument()
    expect(paid.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { reference: '2026-7731', fen: 7_200 },
    ])
  })

  it('is paid once though the answer was lost', async () => {
    await start()
    dues = [due(1)]
    open(<Dues />)
    fireEvent.click(await screen.findByRole('button', { name: /梧桐餐饮/ }))
    write('银行转账的号码', '7731')
    service.state.losesAnswers = true
    await press('已经付了，记下来')
    await screen.findByText(/网络/)
    service.state.losesAnswers = false
    await press('已经付了，记下来')
    expect(new Set(paid.map(({ key }) => key)).size).toBe(1)
  })

  it('is less by a day on which more was undone than redeemed, and such a day is not paid', async () => {
    await start()
    dues = [
      due(1, { fen: -1_800, toPayFen: 0 }),
      due(2, { merchant: { zh: '绿野', en: 'Green' }, fen: 1_800, toPayFen: 0 }),
    ]
    open(<Dues />)
    fireEvent.click(await screen.findByRole('button', { name: /梧桐餐饮.*−18\.00\s元\s?抵扣/ }))
    expect(screen.getByText(/这天撤销的比核销的多/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '已经付了，记下来' })).toBeNull()
    await press('知道了')
    fireEvent.click(screen.getByRole('button', { name: /绿野.*0\.00\s元/ }))
    expect(screen.getByText('不用转账，正好扣完')).toBeInTheDocument()
    await press('扣掉，记下来')
    await waitFor(() =>
      expect(paid.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ reference: '抵扣', fen: 0 }]),
    )
  })

  it('shows every line of a sum before it is paid, page by page', async () => {
    await start()
    dues = [due(1)]
    lines = [1, 2, 3].map((number) => line(number))
    open(<Dues />)
    fireEvent.click(await screen.findByRole('button', { name: /梧桐餐饮/ }))
    const dialog = screen.getByRole('dialog', { name: '付给梧桐餐饮' })
    expect(within(dialog).queryByText(/券号末四位/)).toBeNull()
    await press('看每一笔')
    expect(await within(dialog).findAllByText(/券号末四位 000\d/)).toHaveLength(2)
    await press('再往后看')
    await waitFor(() => expect(within(dialog).getAllByText(/券号末四位/)).toHaveLength(3))
    expect(within(dialog).getByText('撤销')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '再往后看' })).toBeNull()
    expect(within(dialog).getByRole('button', { name: '拿这份明细（CSV）' })).toBeInTheDocument()
  })

  it('stays to be read once it is paid: when, and under which number', async () => {
    await start()
    dues = [due(1)]
    open(<Dues />)
    await screen.findByText('还没有记下付过的')
    fireEvent.click(screen.getByRole('button', { name: /梧桐餐饮/ }))
    write('银行转账的号码', '工行 1')
    await press('已经付了，记下来')
    expect(await screen.findByText(/记下 · 转账号码 工行 1/)).toBeInTheDocument()
    expect(screen.getByText('昨天核销的')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /梧桐餐饮/ })).toBeNull()
  })

  it('is nothing, in words, where nothing was redeemed', async () => {
    await start()
    open(<Dues />)
    await screen.findByText('没有要付的钱')
  })
})

describe('disputes', () => {
  it('are read by the mall operator and answered once, in its own words', async () => {
    await start(MALL)
    disputes = [dispute(1)]
    open(<Disputes />)
    await screen.findByText('不对：少了一杯')
    expect(screen.getByText('待答复')).toBeInTheDocument()
    await press('答复梧桐餐饮')
    await press('发出答复')
    expect(screen.getByText('请写一句答复')).toBeInTheDocument()
    expect(paid).toEqual([])
    write('怎么答复', '那一杯在第二天的对账单里')
    await press('发出答复')
    await screen.findByText('答复：那一杯在第二天的对账单里')
    expect(screen.queryByRole('button', { name: '答复梧桐餐饮' })).toBeNull()
    expect(paid).toHaveLength(1)
  })

  it('lead to the lines they are about, of this institution alone, with what was said above them', async () => {
    await start(MALL)
    disputes = [dispute(1)]
    open(<Disputes />)
    fireEvent.click(await screen.findByRole('button', { name: '看这张单子的每一笔，梧桐餐饮，昨天' }))
    const url = `/pages/institution/dispute?statementId=${id('stm', 1)}`
    expect(visited).toEqual([url])
    openWith({ statementId: id('stm', 1) })
    open(<Dispute />)
    await screen.findByText('券号末四位 1001')
    expect(screen.getByText('不对：少了一杯')).toBeInTheDocument()
    expect(screen.getByText('11:05 · 梧桐咖啡馆')).toBeInTheDocument()
    await press('答复梧桐餐饮')
    expect(screen.getByRole('dialog', { name: '答复梧桐餐饮' })).toBeInTheDocument()
  })

  it('come line page by line page, and one of another institution is not found', async () => {
    await start(MALL)
    disputes = [dispute(1)]
    const store = new DisputeStore({
      disputeLines: async (statementId, after) => ({
        ok: true,
        value: disputedLines(
          new URL(`http://mall/${statementId}/lines?after=${after}`),
        )[1] as StatementLinePage,
      }),
    })
    await store.open(id('stm', 1))
    await Promise.all([store.lines.loadMore(), store.lines.loadMore()])
    expect(store.lines.items.map(({ line }) => line)).toEqual([1, 2, 3])
    openWith({ statementId: id('stm', 7) })
    open(<Dispute />)
    await screen.findByText('没有找到这条异议')
  })

  it('call for their sponsor where it pays', async () => {
    await start()
    disputes = [dispute(1), dispute(2, { state: 'answered' })]
    dues = [due(1, { state: 'disputed' })]
    open(<Dues />)
    await screen.findByText('1 张对账单商户说不对，等你们答复。')
    await press('去答复')
    expect(visited).toEqual(['/pages/institution/disputes'])
  })

  it('are none, in words', async () => {
    await start(MALL)
    open(<Disputes />)
    await screen.findByText('没有异议')
  })
})
