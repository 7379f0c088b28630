import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import StatementPage from '../../../src/pages/merchant/statement'
import Statements from '../../../src/pages/merchant/statements'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { id } from '../institution/mall-service'
import { copied, openWith, resetTaro } from '../taro'
import { CAFE, dayOf, FILES, NOW, startStatementService, type StatementService } from './statement-service'

let service: StatementService
beforeEach(() => resetTaro())
afterEach(() => service.stop())

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const press = (name: string) => act(async () => tap(name))
const main = () => screen.getByRole('main')

interface Phone {
  readonly hasBinaryFiles?: boolean
}

/** The app of one phone whose host gives a ticket and takes files. */
function openApp(locale: 'zh' | 'en' = 'zh', { hasBinaryFiles = true }: Phone = {}) {
  const visited: string[] = []
  const files: { name: string; content: string | Uint8Array }[] = []
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    ...{ navigateTo: go, redirectTo: go, reLaunch: go },
    getStorageSync: () => '',
  })
  const stores = createStores({
    host: {
      ...host,
      can: (capability) => (capability === 'binaryFile' ? hasBinaryFiles : host.can(capability)),
      handOver: (file) => {
        files.push(file)
        return Promise.resolve({ ok: true, value: 'saved' })
      },
    },
    baseUrl: service.baseUrl,
    now: () => NOW,
  })
  if (locale === 'en') stores.ui.chooseLocale('en')
  const { rerender } = render(<></>)
  return {
    visited,
    files,
    open: (page: JSX.Element) => rerender(<AppFrame stores={stores}>{page}</AppFrame>),
  }
}

async function openDay(n = 22, phone: Phone = {}): Promise<ReturnType<typeof openApp>> {
  const app = openApp('zh', phone)
  openWith({ statementId: id('stm', n) })
  app.open(<StatementPage />)
  await screen.findByText('应收')
  return app
}

describe('the statements of a month', () => {
  it('stand day by day with what each came to, and lead to their page', async () => {
    const paid = dayOf(21, { state: 'confirmed', isPaid: true, paidFen: 3600 })
    const nothing = dayOf(20, { lines: 0, payableFen: 0, isPaid: true, shares: [], shops: [] })
    service = await startStatementService([dayOf(22), paid, nothing])
    const app = openApp()
    app.open(<Statements />)
    const row = await screen.findByRole('button', { name: /昨天/ })
    expect(main()).toHaveTextContent('这个月应收72.00元')
    expect(main()).toHaveTextContent('还没付的 36.00 元')
    expect(row).toHaveTextContent('4 笔 · 12月2日前付36.00 元')
    expect(row).toHaveTextContent('待确认')
    expect(screen.getByRole('button', { name: /11月21日/ })).toHaveTextContent('已付清36.00 元已确认')
    expect(screen.getByRole('button', { name: /11月20日/ })).toHaveTextContent('这天没有核销')
    fireEvent.click(row)
    expect(app.visited).toEqual([`/pages/merchant/statement?statementId=${id('stm', 22)}`])
  })

  it('are turned by month, and an empty month says when there will be some', async () => {
    service = await startStatementService([dayOf(22)])
    openApp().open(<Statements />)
    await screen.findByRole('button', { name: /昨天/ })
    expect(screen.getByRole('button', { name: '下个月' })).toHaveAttribute('aria-disabled', 'true')
    tap('上个月')
    await screen.findByText('这个月还没有对账单')
    expect(service.asked.at(-1)).toContain('month=2026-10')
    tap('下个月')
    await screen.findByRole('button', { name: /昨天/ })
  })

  it('open where one waits for her word, also in the month before, and say so', async () => {
    const october = dayOf(31, { day: '2026-10-31', state: 'made' })
    const done = dayOf(22, { state: 'confirmed' })
    service = await startStatementService([done, october])
    openApp().open(<Statements />)
    await screen.findByText('2026年10月有 1 份对账单等你确认')
    expect(screen.getByRole('button', { name: /10月31日/ })).toBeInTheDocument()
    tap('下个月')
    await screen.findByRole('button', { name: /昨天/ })
    expect(main()).not.toHaveTextContent('等你确认')
  })

  it('open on this month where something waits in both, and where nothing waits at all', async () => {
    service = await startStatementService([dayOf(22), dayOf(31, { day: '2026-10-31' })])
    openApp().open(<Statements />)
    await screen.findByText('2026年11月有 1 份对账单等你确认')
    await service.stop()
    service = await startStatementService([dayOf(31, { day: '2026-10-31', state: 'confirmed' })])
    openApp().open(<Statements />)
    await screen.findByText('这个月还没有对账单')
  })

  it('are not for a cashier, who is told whom to ask', async () => {
    service = await startStatementService([dayOf(22)], [{ ...CAFE, role: 'cashier' }])
    openApp().open(<Statements />)
    await screen.findByText('对账单由负责人和店务看')
    expect(screen.queryByText(/36\.00/)).toBeNull()
  })

  it('are read in English too', async () => {
    service = await startStatementService([dayOf(22)])
    openApp('en').open(<Statements />)
    const row = await screen.findByRole('button', { name: /yesterday/ })
    expect(row).toHaveTextContent('4 lines · due 2 Dec36.00 yuan')
    expect(row).toHaveTextContent('To be confirmed')
    expect(main()).toHaveTextContent('36.00 yuan not paid yet')
  })

  it('that cannot be had say so, and can be asked for again', async () => {
    service = await startStatementService([dayOf(22)])
    const app = openApp()
    await service.stop()
    app.open(<Statements />)
    await screen.findByRole('button', { name: '再试一次' })
  })
})

describe('a statement', () => {
  it('says what is owed, by whom, from which shop, and line by line', async () => {
    service = await startStatementService([dayOf(22)])
    await openDay()
    expect(main()).toHaveTextContent('应收待确认36.00元')
    expect(main()).toHaveTextContent('付款方最晚 12月2日付')
    expect(main()).toHaveTextContent('核销 2 笔，撤销 1 笔，冲突补付 1 笔')
    expect(main()).toHaveTextContent('绿色基金会4 笔 · 未付36.00 元')
    expect(main()).toHaveTextContent('五原路店4 笔36.00 元')
    const lines = screen.getByRole('group', { name: '每一笔' })
    expect(lines).toHaveTextContent('一杯拿铁12:05 · 五原路店 · 券 100118.00')
    expect(lines).toHaveTextContent('−18.00撤销')
    expect(lines).toHaveTextContent('18.00冲突补付')
  })

  it('is confirmed once, after a question, and then nothing is left to say', async () => {
    service = await startStatementService([dayOf(22)])
    await openDay()
    tap('确认无误')
    expect(screen.getByRole('dialog', { name: '确认这份对账单？' })).toHaveTextContent('不能再提异议')
    tap('是，数目对')
    await waitFor(() => expect(main()).toHaveTextContent('应收已确认'))
    expect(screen.queryByRole('button', { name: '数目不对' })).toBeNull()
    expect(service.asked.filter((path) => path.endsWith('/confirmation'))).toHaveLength(1)
    expect(main()).toHaveTextContent('确认无误梧桐咖啡 · 今天 09:30')
  })

  it('is disputed with a reason, and not without', async () => {
    service = await startStatementService([dayOf(22)])
    await openDay()
    tap('数目不对')
    await press('提出异议')
    expect(screen.getByText('请写一句哪里不对')).toBeInTheDocument()
    fireEvent.change(screen.getByLabelText('哪里不对？', { selector: 'textarea' }), {
      target: { value: '下午少了一杯' },
    })
    tap('提出异议')
    await screen.findByText('异议：下午少了一杯')
    await waitFor(() => expect(within(main()).getByText('有异议')).toBeInTheDocument())
    expect(screen.getByRole('button', { name: '确认无误' })).toBeInTheDocument()
  })

  it('of an older version leads to the one that counts', async () => {
    const older = dayOf(22, { state: 'superseded', latestId: id('stm', 23) })
    service = await startStatementService([older])
    const app = await openDay()
    expect(screen.queryByRole('button', { name: '确认无误' })).toBeNull()
    await press('看新版')
    expect(app.visited).toEqual([`/pages/merchant/statement?statementId=${id('stm', 23)}`])
  })

  it('of a later version says what came to it', async () => {
    service = await startStatementService([dayOf(22, { version: 2, addedLines: 1, addedFen: 1800 })])
    await openDay()
    expect(main()).toHaveTextContent('第 2 版 · 今天 00:40 出')
    expect(main()).toHaveTextContent('比上一版多 1 笔、18.00 元')
  })

  it.each(['CSV', 'XLSX', 'JSON'])('is handed over as %s, named for its day and version', async (format) => {
    service = await startStatementService([dayOf(22)])
    const app = await openDay()
    expect(main()).toHaveTextContent('第 1 版 · 今天 00:40 出')
    tap(`拿走 ${format} 文件`)
    await screen.findByText(`${format} 文件已存好`)
    expect(app.files).toHaveLength(1)
    const [{ name, content } = { name: '', content: '' }] = app.files
    expect(name).toBe(`statement-2026-11-22-v1.${format.toLowerCase()}`)
    const bytes = [...(content instanceof Uint8Array ? content : Buffer.from(content))]
    expect(bytes).toEqual([...FILES[format.toLowerCase() as keyof typeof FILES]])
  })

  it('of a host that lets texts out only is no workbook: it says why, and CSV is a tap away', async () => {
    service = await startStatementService([dayOf(22)])
    const app = await openDay(22, { hasBinaryFiles: false })
    tap('拿走 XLSX 文件')
    const sheet = await screen.findByRole('dialog', { name: '这里存不了 XLSX 文件' })
    expect(sheet).toHaveTextContent('请在微信或电脑浏览器里打开这一页')
    expect(service.asked.filter((path) => path.includes('/file'))).toEqual([])
    await press('改拿 CSV')
    await screen.findByText('CSV 文件已存好')
    expect(app.files.map(({ name }) => name)).toEqual(['statement-2026-11-22-v1.csv'])
  })

  it('shows all digits of its digest a tap away, and copies them', async () => {
    service = await startStatementService([dayOf(22, { digest: '0123456789abcdef'.repeat(4) })])
    await openDay()
    tap(/校验码/)
    expect(screen.getByRole('dialog').textContent).toContain(Array(4).fill('01234567 89abcdef').join(' '))
    await press('复制校验码')
    expect(copied).toEqual(['0123456789abcdef'.repeat(4)])
  })

  it('of nothing says so, and can still be disputed', async () => {
    service = await startStatementService([
      dayOf(22, { lines: 0, payableFen: 0, isPaid: true, shares: [], shops: [] }),
    ])
    await openDay()
    expect(main()).toHaveTextContent('这天没有核销，没有应收的钱。')
    expect(screen.getByRole('button', { name: '数目不对' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '确认无误' })).toBeNull()
  })
})
