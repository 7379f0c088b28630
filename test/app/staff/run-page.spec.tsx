import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Run from '../../../src/pages/staff/run'
import Search from '../../../src/pages/staff/search'
import SignIn from '../../../src/pages/staff/sign-in'
import { createStores } from '../../../src/stores'
import { openWith, resetTaro } from '../taro'
import { wxRequest } from '../api/vendor-requests'
import { startDeskService, type DeskService } from './desk-service'
import { id, RUN_ID } from './figures'
import { memberOf } from './members'

const GU = memberOf('bureau-gu', '顾明', 'bureau')

let service: DeskService
beforeEach(async () => {
  service = await startDeskService([GU])
  resetTaro()
})
afterEach(() => service.stop())

/** Lets what a tap sets off come to rest. */
const settle = (perform: () => void) => act(async () => perform())
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

/** The app of one phone; `open` puts another page in the place of the one before. */
function openApp() {
  const visited: string[] = []
  const visit = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const host = weappHost({
    request: wxRequest,
    redirectTo: visit,
    navigateTo: visit,
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => service.state.now })
  const { rerender } = render(<></>)
  return {
    visited,
    open: (page: JSX.Element) => rerender(<AppFrame stores={stores}>{page}</AppFrame>),
  }
}

async function signIn() {
  const app = openApp()
  app.open(<SignIn />)
  write('工号', GU.credentials.staffId)
  write('密钥', GU.credentials.key)
  tap('取登录文本')
  await screen.findByText('staff: bureau-gu')
  tap('签名并登录')
  await waitFor(() => expect(app.visited).toEqual(['/pages/staff/desk']))
  return app
}

describe('a run on the desk', () => {
  it('says which rides a rule marked, and how many', async () => {
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    await screen.findByText('没有发现异常')
    service.state.labels = [
      {
        ruleId: id('anr', 1),
        code: 'many-a-day',
        version: 1,
        kind: 'tooManyRides',
        threshold: 20,
        unit: 'ride',
        reason: { zh: '同一账户一天超过 20 次', en: 'Too many in a day' },
        rides: 42,
      },
    ]
    app.open(<Search />)
    app.open(<Run />)
    await screen.findByText('同一账户一天超过 20 次')
    expect(screen.queryByText('没有发现异常')).toBeNull()
    expect(screen.getByText(/42/)).toBeTruthy()
  })

  it('names count and mass before a name is put to it, and one tap too many does nothing', async () => {
    service.state.run = 'verified'
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    await screen.findByText('还没有人确认，须两人')
    tap('确认')
    const sheet = screen.getByRole('dialog', { name: '确认这个批次？' })
    expect(sheet).toHaveTextContent(
      '上海公共交通卡 地铁，2026-11-20 第 1 批：3 次，3.592 千克（3,592,395 毫克）',
    )
    const confirm = screen.getByRole('button', { name: '是，确认' })
    fireEvent.click(confirm)
    fireEvent.click(confirm)
    await screen.findByText('已确认，等另一人')
    expect(service.writes).toHaveLength(1)
  })

  it('is not offered again to the one who confirmed: another person is waited for', async () => {
    Object.assign(service.state, { run: 'verified', confirmedBy: ['顾明'] })
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    expect(await screen.findByText('你已确认，等另一人')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '确认' })).toBeNull()
    expect(screen.getByRole('button', { name: '退回' })).toBeInTheDocument()
  })

  it('says in the catalogue’s words when she confirmed from elsewhere meanwhile', async () => {
    Object.assign(service.state, { run: 'verified' })
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    await screen.findByText('还没有人确认，须两人')
    tap('确认')
    service.state.confirmedBy = ['顾明']
    await settle(() => tap('是，确认'))
    expect(await screen.findByText('须由另一人确认。请由另一位工作人员确认')).toBeInTheDocument()
  })

  it('says why a confirmed run was not issued, and only then lets it go back', async () => {
    Object.assign(service.state, { run: 'confirmed', confirmedBy: ['沈洁', '李明'] })
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    await screen.findByText('本批次减排量')
    expect(screen.queryByRole('button', { name: '退回' })).toBeNull()
    service.state.issueFault = { zh: '行程记录和确认时的不一样', en: 'Its rides are not those confirmed' }
    openWith({ runId: RUN_ID })
    app.open(<SignIn />)
    app.open(<Run />)
    expect(await screen.findByText('行程记录和确认时的不一样')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '退回' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '确认' })).toBeNull()
  })

  it('is returned only with a reason', async () => {
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    await screen.findByText('还没有人确认，须两人')
    tap('退回')
    await settle(() => tap('是，退回'))
    expect(await screen.findByText('请写明理由，至少 2 个字')).toBeInTheDocument()
    write('退回理由（运营单位看得到）', '里程偏大')
    await settle(() => tap('是，退回'))
    await screen.findAllByText('已退回')
    expect(service.writes.map(({ path }) => path)).toEqual([`/runs/${RUN_ID}/return`])
  })

  it('leads from a ride to its account, which is looked up once she says why', async () => {
    const accountKey = 'ab'.repeat(16)
    service.state.samples = [
      {
        ...{ accountKey, rideId: 'ride_1', boardedAt: '2026-11-20T08:00:00+08:00' },
        ...{ distanceMeters: 12_340, reductionMilligrams: 1_196_980 },
      },
    ]
    const app = await signIn()
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    fireEvent.click(await screen.findByRole('button', { name: /^abababababab/ }))
    await waitFor(() => expect(app.visited.at(-1)).toBe('/pages/staff/search'))
    app.open(<Search />)
    expect(screen.getByRole('radio', { name: '账户' })).toBeChecked()
    expect(screen.getByLabelText('号码')).toHaveValue(accountKey)
    expect(screen.getByLabelText('它在哪个签发批次里')).toHaveValue(RUN_ID)
    await settle(() => tap('查询'))
    expect(screen.getByText('号码和原因都要填')).toBeInTheDocument()
  })

  it('gives way to the door when the session is over', async () => {
    const app = await signIn()
    service.state.epoch += 1
    openWith({ runId: RUN_ID })
    app.open(<Run />)
    expect(await screen.findByText('登录已到期')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '去登录' })).toBeInTheDocument()
  })
})
