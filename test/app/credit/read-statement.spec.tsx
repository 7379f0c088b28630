import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import ReadStatementPage from '../../../src/pages/credit/read-statement'
import { createStores } from '../../../src/stores'
import { creditAnswerFor } from '../../screens/credit-service'
import { answer, startService, type Service } from '../api/service'
import { wxRequest } from '../api/vendor-requests'
import { resetTaro } from '../taro'

const PATH = '/v1/credit-statements/readings'
const BODY = {
  code: '482907716355',
  reader: '房东老李',
  purpose: { purposeId: 'tenancy', words: null },
}

let service: Service
let isRefused: boolean
let losesAnswers: boolean
let sent: { body: unknown; key: unknown; token: unknown }[]
beforeEach(async () => {
  ;[isRefused, losesAnswers, sent] = [false, false, []]
  service = await startService(({ method = '', url = '', headers }, response, body) => {
    if (url !== PATH) return answer(response, 404, { code: 'request.not-found', message: '没有找到' })
    sent.push({ body: JSON.parse(body), key: headers['idempotency-key'], token: headers.authorization })
    if (losesAnswers) return void response.destroy()
    if (isRefused)
      return answer(response, 404, {
        code: 'credit.statement-unreadable',
        message: '这份证明看不了',
        next: '',
      })
    answer(response, 200, creditAnswerFor(false, method, url.replace('/v1', '')))
  })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

/** Somebody whom no service knows; `scanned` is what her camera reads. */
function open(scanned?: string) {
  const scans = {
    scanCode: ({ success }: { success: (answer: object) => void }) => success({ result: scanned }),
  }
  const host = weappHost({
    request: wxRequest,
    getStorageSync: () => '',
    ...(scanned === undefined ? {} : scans),
  })
  const stores = createStores({
    ...{ host, baseUrl: service.baseUrl },
    now: () => new Date('2026-11-23T09:30:00+08:00'),
  })
  const { rerender, unmount } = render(<></>)
  const show = () =>
    rerender(
      <AppFrame stores={stores}>
        <ReadStatementPage />
      </AppFrame>,
    )
  show()
  return { show, leave: () => rerender(<></>), unmount }
}

const tap = (name: string, role = 'button') =>
  act(async () => void fireEvent.click(screen.getByRole(role, { name })))
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value }, detail: { value } })
async function fillIn(): Promise<void> {
  write('对方的十二位数', '4829 ０７７１-6355')
  write('你是谁', ' 房东老李 ')
  await tap('租赁', 'radio')
}

describe('a statement that is shown by a code', () => {
  it('is read by somebody who is not signed in, who says who reads and what for', async () => {
    open()
    await fillIn()
    await tap('查看')
    expect(await screen.findByText('树林')).toBeInTheDocument()
    expect(screen.getByText('王*梅 · 个人')).toBeInTheDocument()
    expect(document.body.textContent).toContain('只能用于：绿色信贷')
    expect(document.body.textContent).toContain('09:00 时的记录')
    expect(sent).toMatchObject([{ body: BODY, token: undefined }])
  })

  it('costs no try before all three are there', async () => {
    open()
    await tap('查看')
    expect(screen.getByText('要十二位数字')).toBeInTheDocument()
    expect(screen.getByText('请至少写两个字')).toBeInTheDocument()
    expect(screen.getByText('请选一个用途')).toBeInTheDocument()
    write('对方的十二位数', '48290771635')
    write('你是谁', '老李')
    await tap('其他', 'radio')
    await tap('查看')
    expect(screen.getByText('请写明用途')).toBeInTheDocument()
    expect(sent).toEqual([])
  })

  it('is scanned where the host has a camera; what is no such code is said to be none', async () => {
    const { unmount } = open('482907716355')
    await tap('扫对方的码')
    expect(screen.getByLabelText('对方的十二位数')).toHaveValue('482907716355')
    unmount()
    open('https://example.org/')
    await tap('扫对方的码')
    expect(screen.getByLabelText('对方的十二位数')).toHaveValue('')
    expect(screen.getByText('这不是碳信用证明的码，请对方出示')).toBeInTheDocument()
  })

  it('that cannot be read says so, whatever the reason', async () => {
    isRefused = true
    open()
    await fillIn()
    await tap('查看')
    expect(await screen.findByText(/这份证明看不了/)).toBeInTheDocument()
    expect(screen.queryByText('树林')).toBeNull()
  })

  it('whose answer was lost is asked for again as the same reading', async () => {
    losesAnswers = true
    open()
    await fillIn()
    await tap('查看')
    await waitFor(() => expect(sent).toHaveLength(1))
    losesAnswers = false
    await tap('查看')
    expect(await screen.findByText('树林')).toBeInTheDocument()
    expect(sent[1]).toEqual(sent[0])
  })

  it('is gone when its reader has done, and when the page is left', async () => {
    const { show, leave } = open()
    await fillIn()
    await tap('查看')
    await screen.findByText('树林')
    await tap('看完了')
    expect(document.body.textContent).not.toContain('王*梅')
    expect(screen.getByLabelText('对方的十二位数')).toHaveValue('')
    await fillIn()
    await tap('查看')
    await screen.findByText('树林')
    leave()
    show()
    expect(screen.getByLabelText('对方的十二位数')).toHaveValue('')
    expect(document.body.textContent).not.toContain('王*梅')
  })
})
