import { fireEvent, screen, within } from '@testing-library/react'
import Suspensions from '../../../src/pages/staff/suspensions'
import { resetTaro } from '../taro'
import { startDeskService, type DeskService } from './desk-service'
import { id } from './figures'
import { memberOf } from './members'
import { signInAs } from './sign-in-as'

const ZHANG = memberOf('centre-zhang', '张敏', 'centre')
const CARD = { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' }
const ACCOUNT = id('acc', 7)

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([ZHANG])
  service.state.subjects = {
    sptcc: { subject: { kind: 'operator', operatorId: 'sptcc' }, name: CARD, since: null },
    [ACCOUNT]: {
      ...{ subject: { kind: 'account', accountId: ACCOUNT }, name: null },
      since: '2026-03-02T01:30:00.000Z',
    },
  }
  resetTaro()
  await signInAs({ baseUrl: service.baseUrl, now: () => service.state.now }, ZHANG, <Suspensions />)
})
afterEach(() => service.stop())

const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

const askFor = (kind: string, subject: string) => {
  tap('暂停一个')
  fireEvent.click(screen.getByRole('radio', { name: kind }))
  write('编号', subject)
  write('为什么', '里程普遍偏大')
  tap('暂停')
}

describe('stopping somebody', () => {
  it('asks with the name and id of an operator, before anything is done', async () => {
    askFor('运营单位', 'sptcc')
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText('运营单位 · 上海公共交通卡')).toBeInTheDocument()
    expect(sheet.getByText('sptcc')).toBeInTheDocument()
    expect(service.writes).toEqual([])
  })

  it('asks with the id of an account and since when it is open, and no name', async () => {
    askFor('居民账户', ` ${ACCOUNT} `)
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText('居民账户')).toBeInTheDocument()
    expect(sheet.getByText(ACCOUNT)).toBeInTheDocument()
    expect(sheet.getByText(/^3月2日 09:30 开通$/)).toBeInTheDocument()
  })

  it.each(['sptc', '上海公共交通卡'])('marks an id that is none at its field: %s', async (wrong) => {
    askFor('运营单位', wrong)
    await screen.findByText('没有这个编号，请核对')
    expect(screen.getByLabelText('编号')).toHaveAttribute('aria-invalid', 'true')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('letting somebody go on', () => {
  it('says whom, and why it was stopped', async () => {
    service.state.suspensions = [
      {
        ...{ suspensionId: id('sus', 1), subject: { kind: 'operator', operatorId: 'sptcc' }, name: CARD },
        ...{ reasons: '里程普遍偏大', beganAt: '2026-11-22T01:30:00.000Z', suspendedBy: 'bureau-gu' },
        suspendedByName: '顾明',
        ...{
          until: null,
          endedAt: null,
          endedBy: null,
          endedByName: null,
          endReasons: null,
          mayResume: true,
        },
      },
    ]
    fireEvent.click(screen.getByRole('radio', { name: '已经结束' }))
    fireEvent.click(await screen.findByRole('button', { name: '恢复' }))
    expect(screen.getByText(/，顾明 暂停/)).toBeInTheDocument()
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText('运营单位 · 上海公共交通卡')).toBeInTheDocument()
    expect(sheet.getByText('sptcc')).toBeInTheDocument()
    expect(sheet.getByText('暂停的原因：里程普遍偏大')).toBeInTheDocument()
  })
})
