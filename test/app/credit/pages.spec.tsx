import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import CreditPage from '../../../src/pages/credit/credit'
import CorrectionsPage from '../../../src/pages/credit/credit-corrections'
import FallsPage from '../../../src/pages/credit/credit-falls'
import StatementsPage from '../../../src/pages/credit/credit-statements'
import StatementPage from '../../../src/pages/credit/credit-statement'
import NewStatementPage from '../../../src/pages/credit/new-statement'
import MedalsPage from '../../../src/pages/credit/medals'
import { creditAnswerFor } from '../../screens/credit-service'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

const BANK_CODE = '91310000000000001Y'

let service: Service
let isEmpty: boolean
let isChild: boolean
let refused: string | undefined
let visited: string[]
let sent: [call: string, body: unknown][]
beforeEach(async () => {
  ;[isEmpty, isChild, refused, visited, sent] = [false, false, undefined, [], []]
  service = await startService((request, response, body) => {
    const { method = 'GET', url = '' } = request
    if (method === 'POST') sent.push([url, body === '' ? null : JSON.parse(body)])
    if (url === '/v1/me') return answer(response, 200, HER)
    if (url === `/v1/institutions/${BANK_CODE}`)
      return answer(response, 200, { institutionId: 'org_1', name: { zh: '浦江银行', en: 'Pujiang Bank' } })
    if (method === 'POST' && refused !== undefined)
      return answer(response, 409, { code: refused, message: '现在不行', next: '请稍后' })
    if (isChild && url === '/v1/me/credit-statements')
      return answer(response, 200, { items: [], mayMake: false, purposes: [], daysMax: 90 })
    const found = creditAnswerFor(isEmpty, method, url.replace('/v1', ''))
    answer(
      response,
      found === undefined ? 404 : 200,
      found ?? { code: 'request.not-found', message: '没有找到' },
    )
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

async function open(page: ReactNode): Promise<void> {
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  await openPage(herStores(service, { navigateTo: go, redirectTo: go }), page)
}
const tap = (name: string | RegExp, role = 'button') => {
  fireEvent.click(screen.getByRole(role, { name }))
}
const write = (label: string, value: string) => {
  fireEvent.input(screen.getByLabelText(label), { target: { value }, detail: { value } })
}

describe('her record', () => {
  it('shows the level, the sum it rests on line by line, and what it will lose', async () => {
    await open(<CreditPage />)
    expect(await screen.findByText('树林')).toBeInTheDocument()
    const drawn = document.body.textContent ?? ''
    expect(drawn).toMatch(/信用值 1\d,\d{3} · 第 5 级，共 6 级/)
    expect(drawn).toMatch(/出行减排（每签发 100 克记 1）\s*[\d,]+ × 1 = [\d,]+/)
    expect(drawn).toContain('有减排的月份（每有一个月记 30）')
    expect(drawn).toContain('24 × 30 = 720')
    expect(drawn).toContain('12月1日会少')
    expect(drawn).toContain('不出行、不兑换，不扣分')
    tap(/怎么会变少/)
    await waitFor(() => expect(visited).toEqual(['/pages/credit/credit-falls']))
  })

  it('is no reproach for somebody who has done nothing', async () => {
    isEmpty = true
    await open(<CreditPage />)
    expect(await screen.findByText('种子')).toBeInTheDocument()
    expect(screen.getByText('还没有可以算的')).toBeInTheDocument()
    expect(screen.getByText('再有 100 就到“新芽”')).toBeInTheDocument()
  })

  it('tells every fall with its day, its figure and its reason', async () => {
    await open(<FallsPage />)
    expect(await screen.findByText('2026年10月有行程被运营单位撤回，签发的减排量收回了')).toBeInTheDocument()
    expect(document.body.textContent).toContain('11月12日')
    const left = () => screen.getAllByText(/年\d+月满 24 个月，不再算/).length
    expect(left()).toBe(11)
    for (const all of screen.getAllByRole('button', { name: /^看全部/ })) fireEvent.click(all)
    expect(left()).toBe(36)
  })

  it('shows medals she has, and how far she is with the others', async () => {
    await open(<MedalsPage />)
    expect(await screen.findByText('第一程')).toBeInTheDocument()
    expect(screen.getByText('6 / 50')).toBeInTheDocument()
  })

  it('draws nothing of a medal she has nothing for yet', async () => {
    isEmpty = true
    await open(<MedalsPage />)
    await screen.findByText('第一程')
    expect(document.querySelectorAll('.meter').length).toBeGreaterThan(3)
    expect(document.querySelector('.meter-f')).toBeNull()
  })
})

describe('a correction', () => {
  it('says line, month and why, and is sent only when all three are there', async () => {
    await open(<CorrectionsPage />)
    expect(await screen.findByText('答复：运营单位补报了一趟，已加上。')).toBeInTheDocument()
    tap('有一项不对')
    await screen.findByLabelText('哪里不对')
    await act(async () => tap('提交'))
    expect(screen.getByText('请选一个月')).toBeInTheDocument()
    expect(sent).toEqual([])
    tap('2026年10月', 'radio')
    write('哪里不对', '这趟是我坐的')
    await act(async () => tap('提交'))
    const body = { lineId: 'rides', month: '2026-10', text: '这趟是我坐的' }
    await waitFor(() => expect(sent).toEqual([['/v1/me/credit-corrections', body]]))
  })

  it('that is refused says why where she is', async () => {
    refused = 'credit.correction-open'
    await open(<CorrectionsPage />)
    await screen.findByText('答复：运营单位补报了一趟，已加上。')
    tap('有一项不对')
    await screen.findByLabelText('哪里不对')
    tap('2026年11月', 'radio')
    write('哪里不对', '这趟是我坐的')
    await act(async () => tap('提交'))
    expect(await screen.findByText(/现在不行/)).toBeInTheDocument()
  })
})

describe('a statement', () => {
  it.each([
    ['the list', <StatementsPage key="list" />],
    ['the form', <NewStatementPage key="form" />],
  ])('is nothing for a child under 14: %s says so and has nothing to fill in', async (_where, page) => {
    isChild = true
    await open(page)
    expect(await screen.findByText('未满 14 岁，还不能开证明')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /证明/ })).toBeNull()
    expect(screen.queryByLabelText('统一社会信用代码')).toBeNull()
  })

  it('is made for one institution, one purpose and some days', async () => {
    await open(<NewStatementPage />)
    await screen.findByText('对方会看到')
    await act(async () => tap('看看是哪一家'))
    expect(screen.getByText('这个代码不对，请核对')).toBeInTheDocument()
    expect(screen.getByText('请选一个用途')).toBeInTheDocument()
    write('统一社会信用代码', ` ${BANK_CODE.toLowerCase()} `)
    tap('绿色信贷', 'radio')
    tap('7 天', 'radio')
    await act(async () => tap('看看是哪一家'))
    expect(await screen.findByText('给浦江银行看吗？')).toBeInTheDocument()
    expect(sent).toEqual([])
    await act(async () => tap('生成证明'))
    await waitFor(() =>
      expect(visited).toEqual([`/pages/credit/credit-statement?statementId=cst_${'0'.repeat(25)}1`]),
    )
    expect(sent).toEqual([
      [
        '/v1/me/credit-statements',
        {
          reader: { kind: 'institution', creditCode: BANK_CODE },
          purpose: { purposeId: 'greenCredit', words: null },
          ...{ from: '2026-11-23', to: '2026-11-29' },
        },
      ],
    ])
  })

  it('for somebody before her needs no code of anybody, but another purpose in words', async () => {
    await open(<NewStatementPage />)
    await screen.findByText('对方会看到')
    tap('当面出示', 'radio')
    tap('其他', 'radio')
    await act(async () => tap('生成证明'))
    expect(screen.getByText('请写明用途')).toBeInTheDocument()
    write('用途', '小区车位')
    await act(async () => tap('生成证明'))
    await waitFor(() =>
      expect(sent.map(([, body]) => body)).toMatchObject([
        { reader: { kind: 'bearer' }, purpose: { purposeId: 'other', words: '小区车位' }, to: '2026-11-23' },
      ]),
    )
  })

  it('is shown by a code, and revoked after asking once more', async () => {
    openWith({ statementId: `cst_${'0'.repeat(25)}1` })
    await open(<StatementPage />)
    expect(await screen.findByText('还没有人看过')).toBeInTheDocument()
    await act(async () => tap('出示给对方'))
    expect(await screen.findByLabelText('出示码 4829 0771 6355')).toBeInTheDocument()
    expect(document.body.textContent).toContain('09:40 前有效')
    tap('撤回这份证明')
    await screen.findByText('撤回证明？')
    await act(async () => tap('撤回'))
    await waitFor(() => expect(sent.at(-1)?.[0]).toMatch(/\/revocation$/))
  })

  it('tells who read it, and who could not', async () => {
    openWith({ statementId: `cst_${'0'.repeat(25)}2` })
    await open(<StatementPage />)
    expect(await screen.findByText('没看到：用途不对')).toBeInTheDocument()
    expect(screen.getByText('看到了')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '出示给对方' })).toBeNull()
  })
})
