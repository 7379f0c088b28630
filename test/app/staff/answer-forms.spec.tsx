import type { StaffFraudReport } from '#contract'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import AppealPage from '../../../src/pages/staff/appeal'
import FraudReport from '../../../src/pages/staff/fraud-report'
import { openWith, resetTaro } from '../taro'
import { startDeskService, type DeskService } from './desk-service'
import { APPEAL_ID, id } from './figures'
import { memberOf } from './members'
import { signInAs } from './sign-in-as'

const ZHANG = memberOf('centre-zhang', '张敏', 'centre')
const REPORT: StaffFraudReport = {
  ...{ reportId: id('frd', 1), about: 'rides', state: 'lookedAt', overdue: false },
  ...{ receivedAt: '2026-11-20T09:00:00+08:00', answerDueAt: '2026-12-20T09:00:00+08:00' },
  ...{ lookedAt: '2026-11-21T09:00:00+08:00', answeredAt: null, outcome: null, answer: null },
  ...{ words: '有人用机器刷行程', contact: null },
}

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([ZHANG])
  service.state.pages = { [`/fraud-reports/${REPORT.reportId}`]: REPORT }
  resetTaro()
})
afterEach(() => service.stop())

const openAs = async (page: JSX.Element, params: Record<string, string>) => {
  const { show } = await signInAs({ baseUrl: service.baseUrl, now: () => service.state.now }, ZHANG, <></>)
  openWith(params)
  show(page)
}
/** One character that counts as two here and as one with the service. */
const answerWith = async (outcome: string, label: string, yes: string) => {
  fireEvent.click(await screen.findByRole('radio', { name: outcome }))
  fireEvent.change(screen.getByLabelText(label), { target: { value: '😀' } })
  fireEvent.click(screen.getByRole('button', { name: '答复' }))
  fireEvent.click(await screen.findByRole('button', { name: yes }))
}

describe.each([
  {
    ...{ what: 'an objection', page: <AppealPage />, params: { appealId: APPEAL_ID }, outcome: '不成立' },
    ...{ label: '答复内容（居民看得到）', yes: '是，答复', fault: '请写明理由，至少 2 个字' },
  },
  {
    ...{ what: 'a report', page: <FraudReport />, params: { reportId: REPORT.reportId } },
    ...{ outcome: '未发现问题', label: '答复的话', yes: '发出答复', fault: '请写一句答复' },
  },
])('the answer to $what', ({ page, params, outcome, label, yes, fault }) => {
  it('is marked where the service names it as wrong, and the sheet makes room for it', async () => {
    service.state.refused = { '/answer': { code: 'request.invalid', where: '/body/answer' } }
    await openAs(page, params)
    await answerWith(outcome, label, yes)
    await screen.findByText(fault)
    expect(screen.getByLabelText(label)).toHaveAttribute('aria-invalid', 'true')
    expect(screen.getByLabelText(label)).toHaveValue('😀')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is not marked where something else is wrong: that is said on the sheet', async () => {
    service.state.refused = { '/answer': { code: 'request.invalid', where: '/body' } }
    await openAs(page, params)
    await answerWith(outcome, label, yes)
    await waitFor(() => expect(screen.getByRole('dialog')).toHaveTextContent('提交的内容有误'))
    expect(screen.getByLabelText(label)).toHaveAttribute('aria-invalid', 'false')
  })
})
