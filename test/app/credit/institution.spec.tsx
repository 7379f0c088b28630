import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import CreditPage from '../../../src/pages/credit/credit'
import CorrectionsPage from '../../../src/pages/credit/credit-corrections'
import StatementPage from '../../../src/pages/credit/credit-statement'
import StatementsPage from '../../../src/pages/credit/credit-statements'
import MedalsPage from '../../../src/pages/credit/medals'
import NewStatementPage from '../../../src/pages/credit/new-statement'
import { createStores } from '../../../src/stores'
import { creditAnswerFor } from '../../screens/credit-service'
import { wxRequest } from '../api/vendor-requests'
import { membershipOf, startMemberService, type MemberService } from '../member/member-service'
import { openWith, resetTaro } from '../taro'

const NOW = new Date('2026-11-23T09:30:00+08:00')
const POWER = membershipOf(1, {
  institution: { zh: '申江绿电', en: 'Shenjiang Power' },
  isMallOperator: false,
  role: 'owner',
})
const CAFE = membershipOf(2, { institution: { zh: '梧桐咖啡馆', en: 'Wutong Coffee' } })
const TILL = membershipOf(3, { institution: { zh: '街角面馆', en: 'Corner Noodles' }, role: 'cashier' })

let service: MemberService
/** Acts, and by which member. */
let sent: [call: string, memberId: string, body: unknown][]
/** Members whose institution has nothing yet. */
let empty: string[]
beforeEach(() => {
  ;[sent, empty] = [[], []]
  resetTaro()
})
afterEach(() => service.stop())

const serve = async (...memberships: (typeof POWER)[]) => {
  service = await startMemberService(memberships, ({ method = 'GET', url = '' }, memberId, body) => {
    if (method === 'POST') sent.push([url, memberId, body === '' ? null : JSON.parse(body)])
    const found = creditAnswerFor(empty.includes(memberId), method, url.replace('/v1', ''))
    return found === undefined ? [404, { code: 'request.not-found', message: '没有找到' }] : [200, found]
  })
}

/** A phone whose host gives a ticket; `open` puts another page in the place of the one before. */
function openApp() {
  const visited: string[] = []
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const device = new Map<string, unknown>()
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    ...{ navigateTo: go, redirectTo: go },
    getStorageSync: (key: string) => device.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void device.set(key, value),
    removeStorageSync: (key: string) => void device.delete(key),
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  const { rerender } = render(<></>)
  return {
    visited,
    open(page: JSX.Element, params: Record<string, string> = {}) {
      openWith({ as: 'institution', ...params })
      rerender(<AppFrame stores={stores}>{page}</AppFrame>)
    },
  }
}

const tap = (name: string | RegExp, role = 'button') =>
  act(async () => void fireEvent.click(screen.getByRole(role, { name })))
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value }, detail: { value } })
const drawn = () => document.body.textContent ?? ''

describe('an institution’s record', () => {
  it('stands in its own words, on its projects and on points turned back', async () => {
    await serve(POWER)
    const app = openApp()
    app.open(<CreditPage />)
    expect(await screen.findByText('积极')).toBeInTheDocument()
    expect(drawn()).toMatch(/项目减排（每签发 100 千克记 1）/)
    expect(drawn()).toMatch(/转回减排量的碳积分（每转回 1000 分记 1）\s*184 × 1 = 184/)
    expect(drawn()).toMatch(/更正：项目减排\s*−3 × 1 = −3/)
    expect(drawn()).toContain('本机构的项目减了多少碳')
    expect(drawn()).toContain('不申报项目、不转回积分，不扣分')
    expect(drawn()).not.toContain('你')
    await tap(/怎么会变少/)
    await tap(/给别人看/)
    expect(app.visited).toEqual([
      '/pages/credit/credit-falls?as=institution',
      '/pages/credit/credit-statements?as=institution',
    ])
  })

  it('is no reproach for one that has nothing yet', async () => {
    await serve(POWER)
    empty = [POWER.memberId]
    openApp().open(<CreditPage />)
    expect(await screen.findByText('起步')).toBeInTheDocument()
    expect(screen.getByText(/项目减排量签发了/)).toBeInTheDocument()
  })

  it('has medals of institutions, told in tonnes', async () => {
    await serve(POWER)
    openApp().open(<MedalsPage />)
    expect(await screen.findByText('第一次转回')).toBeInTheDocument()
    expect(screen.queryByText('第一程')).toBeNull()
    expect(screen.getByText('代表申江绿电')).toBeInTheDocument()
    expect(drawn()).toContain('项目累计签发 100 吨')
  })

  it('is corrected in its name', async () => {
    await serve(POWER)
    openApp().open(<CorrectionsPage />)
    expect(await screen.findByText('答复：已按复核后的读数改少。')).toBeInTheDocument()
    await tap('有一项不对')
    await screen.findByText(/比如哪个项目/)
    await tap('项目减排', 'radio')
    await tap('2026年10月', 'radio')
    write('哪里不对', '少了二号屋顶')
    await tap('提交')
    const body = { lineId: 'projects', month: '2026-10', text: '少了二号屋顶' }
    await waitFor(() => expect(sent).toEqual([['/v1/institution/credit-corrections', POWER.memberId, body]]))
  })

  it('is stated for one reader under its own name, shown by a code and revoked', async () => {
    await serve(POWER)
    const app = openApp()
    app.open(<NewStatementPage />)
    await screen.findByText(/机构的名称（申江绿电）/)
    await tap('当面出示', 'radio')
    await tap('采购与合作', 'radio')
    await tap('生成证明')
    const statementId = `cst_${'0'.repeat(25)}1`
    await waitFor(() =>
      expect(app.visited).toEqual([
        `/pages/credit/credit-statement?as=institution&statementId=${statementId}`,
      ]),
    )
    app.open(<StatementPage />, { statementId })
    await screen.findByText('还没有人看过')
    await tap('出示给对方')
    await screen.findByLabelText('出示码 4829 0771 6355')
    await tap('撤回这份证明')
    await tap('撤回')
    await waitFor(() => expect(sent).toHaveLength(3))
    const one = `/v1/institution/credit-statements/${statementId}`
    expect(sent.map(([call, memberId]) => [call, memberId])).toEqual([
      ['/v1/institution/credit-statements', POWER.memberId],
      [`${one}/codes`, POWER.memberId],
      [`${one}/revocation`, POWER.memberId],
    ])
  })
})

describe('a reader named by its code', () => {
  it('is looked up by her own sign-in and confirmed before the institution signs', async () => {
    await serve(POWER)
    openApp().open(<NewStatementPage />)
    await screen.findByText(/机构的名称（申江绿电）/)
    write('统一社会信用代码', '91310000000000001Y')
    await tap('绿色信贷', 'radio')
    await tap('看看是哪一家')
    await screen.findByText(/浦江农商行/)
    expect(sent).toEqual([])
    await tap('生成证明')
    const reader = { kind: 'institution', creditCode: '91310000000000001Y' }
    await waitFor(() => expect(sent).toMatchObject([[expect.any(String), POWER.memberId, { reader }]]))
  })
})

describe('in whose name', () => {
  it('is chosen where she has several, none of them where she only stands at a till', async () => {
    await serve(POWER, CAFE, TILL)
    openApp().open(<CreditPage />)
    await screen.findByText('看哪个机构的碳信用')
    expect(screen.queryByRole('button', { name: /街角面馆/ })).toBeNull()
    await tap(/申江绿电/)
    expect(await screen.findByText('积极')).toBeInTheDocument()
    expect(screen.getByText('代表申江绿电')).toBeInTheDocument()
  })

  it('is hers again, or another’s, at a tap; nothing of the one stands in the name of the other', async () => {
    await serve(POWER, CAFE)
    empty = [CAFE.memberId]
    const app = openApp()
    app.open(<CreditPage />)
    await screen.findByText('看哪个机构的碳信用')
    await tap(/申江绿电/)
    await screen.findByText('积极')
    await tap('换一个')
    await screen.findByText('看哪个机构的碳信用')
    expect(drawn()).not.toContain('积极')
    await tap(/梧桐咖啡馆/)
    expect(await screen.findByText('起步')).toBeInTheDocument()
    expect(drawn()).not.toContain('积极')
    await tap('我自己', 'radio')
    expect(app.visited).toEqual(['/pages/credit/credit?as=institution', '/pages/credit/credit'])
  })

  it('is nobody’s for a cashier: the door says who sees it', async () => {
    await serve(TILL)
    const app = openApp()
    app.open(<StatementsPage />)
    expect(await screen.findByText('你还看不了机构的碳信用')).toBeInTheDocument()
    await tap('看我自己的')
    expect(app.visited).toEqual(['/pages/credit/credit'])
  })

  it.each([
    ['dismissed', '你不再是这个机构的成员', () => void (service.state.memberships = [])],
    ['suspended', '这个机构已暂停', () => void service.state.suspended.push(POWER.institutionId)],
  ])('ends when she is %s: the door says so and shows nothing', async (_, sign, happen) => {
    await serve(POWER)
    const app = openApp()
    app.open(<CreditPage />)
    await screen.findByText('积极')
    happen()
    service.state.epoch += 1
    app.open(<StatementsPage />)
    expect(await screen.findByText(sign)).toBeInTheDocument()
    expect(drawn()).not.toContain('开一份证明')
  })
})
