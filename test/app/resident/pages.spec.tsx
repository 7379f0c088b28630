import type { Home, Instrument, LinkOutcome, Me, MessageList, Standing } from '#contract'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { runInAction } from 'mobx'
import type { ReactNode } from 'react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import ClosurePage from '../../../src/pages/account/closure'
import GuardianPage from '../../../src/pages/account/guardian'
import HomePage from '../../../src/pages/resident/home'
import InstrumentsPage from '../../../src/pages/resident/instruments'
import MePage from '../../../src/pages/resident/me'
import RidesPage from '../../../src/pages/resident/rides'
import { Greeting } from '../../../src/pages/resident/parts/greeting'
import { createStores, type Stores } from '../../../src/stores'
import { answer, startService, type Service } from '../api/service'
import { wxRequest } from '../api/vendor-requests'

const NOW = new Date('2026-11-23T09:30:00+08:00')
const ACCOUNT = `acc_${'1'.repeat(26)}`
const CARD = `ins_${'1'.repeat(26)}`
const SPTCC = { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' }

const meOf = (standing: Standing, accountId: string | null): Me => ({
  standing,
  accountId,
  maskedName: '陈*诺',
  openedAt: null,
  noticeVersion: '1',
  proof: 'host',
})
const card: Instrument = {
  instrumentId: CARD,
  kind: 'phoneCard',
  issuer: SPTCC,
  maskedNumber: '****8812',
  linkedAt: '2026-11-23T08:00:00+08:00',
  unlinkedAt: null,
  proof: 'host',
  lastRideAt: null,
}
const outcomeOf = (outcome: LinkOutcome['outcome']): LinkOutcome => ({
  kind: card.kind,
  issuer: SPTCC,
  maskedNumber: card.maskedNumber,
  outcome,
  instrumentId: CARD,
})
const home: Home = {
  issuedMilligrams: 422_000,
  projectMilligrams: 0,
  balanceMilligrams: 422_000,
  convertibleMilligrams: 422_000,
  notConvertible: [],
  pendingMilligrams: 500_000,
  month: '2026-11',
  monthIssuedMilligrams: 422_000,
  monthPendingMilligrams: 500_000,
  monthRides: 2,
  trend: [],
  byScene: [{ sceneId: 'bus', rides: 2, issuedMilligrams: 422_000, pendingMilligrams: 500_000 }],
  latestRides: [
    {
      rideId: `ride_${'1'.repeat(26)}`,
      sceneId: 'bus',
      operatorId: 'sptcc',
      boardedAt: '2026-11-23T08:05:00+08:00',
      from: null,
      to: null,
      distanceMeters: null,
      reductionMilligrams: 422_000,
      state: 'issued',
    },
  ],
  instruments: 1,
  consentsGranted: 1,
}

let service: Service
let answers: Record<string, unknown>
let visited: string[]
/** Codes of children that were sent. */
let told: string[]
beforeEach(async () => {
  visited = []
  told = []
  const provider = { operatorId: 'sptcc', name: SPTCC, channel: SPTCC, state: 'live', approvedUntil: null }
  const scene = { sceneId: 'bus', name: { zh: '公交', en: 'Bus' }, state: 'live', providers: [provider] }
  answers = {
    'GET /v1/scenes': { items: [{ ...scene, reason: null, methodology: null, summary: null }] },
    'GET /v1/me/scenes': { items: [] },
    'GET /v1/me/messages': { items: [], unread: 0 },
    'GET /v1/me/home': home,
    'GET /v1/me/rides': {
      month: '2026-11',
      rides: [],
      nextCursor: null,
      totalRides: 0,
      issuedMilligrams: 0,
      pendingMilligrams: 0,
    },
    'GET /v1/me/instruments': { items: [card] },
  }
  service = await startService((request, response, body) => {
    if (request.method === 'POST' && request.url?.endsWith('/guardianships')) told.push(body)
    const found = answers[`${request.method} ${request.url?.split('?')[0]}`]
    if (request.method === 'DELETE') response.writeHead(204).end()
    else if (found === undefined) answer(response, 404, { code: 'missing' })
    else answer(response, 200, found)
  })
})
afterEach(() => service.stop())

/** The page on the phone of somebody whom the service knows like this. */
async function open(page: ReactNode, me: Me): Promise<Stores & { close: () => void }> {
  answers['GET /v1/me'] = me
  const go = ({ url, success }: { url: string; success: (answer: object) => void }) => {
    visited.push(url)
    success({})
  }
  const host = weappHost({
    request: wxRequest,
    getStorageSync: () => '',
    setStorageSync: () => undefined,
    removeStorageSync: () => undefined,
    navigateTo: go,
    redirectTo: go,
    reLaunch: go,
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  runInAction(() => (stores.session.tokens = { accessToken: 'access', refreshToken: 'refresh' }))
  const { unmount } = render(<AppFrame stores={stores}>{page}</AppFrame>)
  await act(() => stores.session.start())
  return { ...stores, close: unmount }
}

const text = () => (document.body.textContent ?? '').replaceAll('\u00a0', ' ')
const hers = meOf('open', ACCOUNT)
const left = meOf('guardianNeeded', ACCOUNT)

describe('a child whose guardian took back her consent', () => {
  it('still reads her old rides', async () => {
    await open(<RidesPage />, left)
    expect(await screen.findByText('这个月 0 趟')).toBeInTheDocument()
  })

  it('is offered no child of her own', async () => {
    await open(<MePage />, left)
    await screen.findByText('没有新消息')
    expect(text()).not.toContain('孩子的碳账户')
  })
})

describe('a guardian without an account', () => {
  const nobody = meOf('unopened', null)

  it('finds the way her child was told', async () => {
    await open(<MePage />, nobody)
    expect(await screen.findByText('孩子的碳账户')).toBeInTheDocument()
  })

  it('is told that she needs one first, and led to it; nothing waits for ever', async () => {
    await open(<GuardianPage />, nobody)
    expect(await screen.findByText(/你自己要先有碳账户/)).toBeInTheDocument()
    expect(screen.queryByLabelText('正在读取…')).toBeNull()
    expect(screen.queryByText('我同意')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /去开通/ }))
    await waitFor(() => expect(visited).toEqual(['/pages/resident/welcome']))
  })
})

describe('what is still being checked', () => {
  it('all of this month is told once; of other months too, both are', async () => {
    const { close } = await open(<HomePage />, hers)
    await screen.findByText('待入账')
    expect(text().split('500').length - 1).toBe(2)
    close()
    answers['GET /v1/me/home'] = { ...home, pendingMilligrams: 700_000 }
    await open(<HomePage />, hers)
    await screen.findByText('待入账')
    expect(text()).toContain('本月 · 2 趟422克另有 500 克待入账待入账700克')
    expect(text().split('500').length - 1).toBe(2)
  })
})

describe('closing the account', () => {
  beforeEach(() => (answers['GET /v1/me/vouchers'] = { items: [], nextCursor: null }))

  const voucher = { formOutUntil: null, pricePoints: 500 }
  it('advises to convert first where something of what is left becomes points, and only there', async () => {
    const { close } = await open(<ClosurePage />, hers)
    expect(await screen.findByText(/先到“碳积分”换成积分/)).toBeInTheDocument()
    close()
    const roof = { methodologyClass: 'I', milligrams: 422_000, uses: ['sale'] }
    answers['GET /v1/me/home'] = { ...home, convertibleMilligrams: 0, notConvertible: [roof] }
    await open(<ClosurePage />, hers)
    await screen.findByText('先看清楚会发生什么')
    expect(screen.queryByText(/先到“碳积分”换成积分/)).toBeNull()
  })

  it('says that a voucher a till without network may have taken follows, and until when', async () => {
    const out = { ...voucher, formOutUntil: '2026-11-25T10:30:00+08:00' }
    const items = [voucher, out, { ...out, formOutUntil: '2026-11-24T08:00:00+08:00', pricePoints: 1_000 }]
    answers['GET /v1/me/vouchers'] = { items, nextCursor: null }
    await open(<ClosurePage />, hers)
    expect(await screen.findByText(/没有网络的店可能收下了你的券/)).toBeInTheDocument()
    expect(text()).toContain('1,500 分')
    expect(text()).toContain('11月25日 10:30 以后')
  })

  it('says nothing of it where no such voucher is', async () => {
    answers['GET /v1/me/vouchers'] = { items: [voucher], nextCursor: null }
    await open(<ClosurePage />, hers)
    await screen.findByText('先看清楚会发生什么')
    expect(screen.queryByText(/没有网络的店/)).toBeNull()
  })
})

describe('a guardian’s code', () => {
  it('is taken as it was copied, and nothing of it is changed while it is written', async () => {
    await open(<GuardianPage />, hers)
    const field = await screen.findByLabelText('孩子手机上的 8 位数字')
    const consent = screen.getByRole('button', { name: '我同意' })
    const write = (value: string) => {
      fireEvent.input(field, { target: { value } })
      fireEvent.click(consent)
      return waitFor(() => expect(consent).not.toHaveAttribute('aria-busy', 'true'))
    }
    await write('1234.5678')
    expect(field).toHaveValue('1234.5678')
    expect(field).toHaveAttribute('aria-invalid', 'true')
    expect(told).toEqual([])
    await write('1234 5678')
    expect(told).toEqual(['{"code":"12345678"}'])
  })
})

describe('cards', () => {
  it('unlinked are no longer called linked, and what the linking said ends with the page', async () => {
    const { instruments, close } = await open(<InstrumentsPage />, hers)
    const put = (outcome: LinkOutcome['outcome']) =>
      act(() => runInAction(() => (instruments.outcomes = [outcomeOf(outcome)])))
    put('linked')
    expect(screen.getByText('已绑定')).toBeInTheDocument()
    await act(async () => void (await instruments.unlink(CARD)))
    expect(screen.queryByText('已绑定')).toBeNull()
    put('ownedByAnother')
    expect(screen.getByText('在别人名下')).toBeInTheDocument()
    close()
    expect(instruments.outcomes).toEqual([])
  })

  it('say when nothing their company reports is allowed, and lead to where it is', async () => {
    await open(<InstrumentsPage />, hers)
    expect(await screen.findByText('还没有授权，用它坐的车不会记')).toBeInTheDocument()
    fireEvent.click(screen.getByText('去授权'))
    expect(visited).toEqual(['/pages/resident/scenes'])
  })

  it('say nothing of it once one scene is allowed', async () => {
    const since = '2026-11-23T08:00:00+08:00'
    const consents = [{ operatorId: 'sptcc', state: 'granted', since }]
    answers['GET /v1/me/scenes'] = { items: [{ sceneId: 'bus', watching: false, consents }] }
    const { scenes } = await open(<InstrumentsPage />, hers)
    await waitFor(() => expect(scenes.mine.shown?.items).toHaveLength(1))
    await screen.findByText(/绑定，还没有行程/)
    expect(text()).not.toContain('还没有授权')
  })
})

describe('home', () => {
  it('tells of a card in another name and leads to it; of none it says nothing', async () => {
    const { instruments } = await open(<HomePage />, hers)
    await screen.findByText('你已经少排了')
    expect(text()).not.toContain('在别人名下')
    act(() => runInAction(() => (instruments.outcomes = [outcomeOf('ownedByAnother')])))
    expect(text()).toContain('有一张卡还在别人名下')
    fireEvent.click(screen.getByText('去看看'))
    expect(visited).toEqual(['/pages/resident/instruments'])
  })

  it('keeps what waits apart from what is credited, in the month and by scene', async () => {
    await open(<HomePage />, hers)
    await screen.findByText('怎么少排的')
    expect(text()).toContain('本月 · 2 趟422克待入账500克')
    expect(document.querySelector('.share')).toHaveTextContent('公交2 趟422克另有 500 克待入账')
  })
})

it('an open list of messages shows one that arrives while she looks', async () => {
  await open(<MePage />, hers)
  await screen.findByText('没有新消息')
  const later: MessageList = {
    items: [
      {
        messageId: `msg_${'1'.repeat(26)}`,
        title: { zh: '轮渡可以记了', en: 'The ferry is open' },
        text: { zh: '去看看', en: 'Have a look' },
        at: '2026-11-23T09:29:00+08:00',
        opens: 'scenes',
        about: null,
      },
    ],
    unread: 1,
  }
  answers['GET /v1/me/messages'] = later
  expect(await screen.findByText('轮渡可以记了', {}, { timeout: 8_000 })).toBeInTheDocument()
})

it('a message about what she applied with says which and how much, opens its page and is gone', async () => {
  const projectId = `prj_${'1'.repeat(26)}`
  const words = (zh: string) => ({ zh, en: 'in English' })
  const issued: MessageList['items'][number] = {
    messageId: `msg_${'1'.repeat(26)}`,
    ...{
      title: words('你的项目签发减排量了'),
      text: words('已经记到你名下'),
      at: '2026-11-23T09:29:00+08:00',
    },
    opens: 'project',
    about: { kind: 'project', projectId, name: '我家屋顶', reductionMilligrams: '252000000' },
  }
  const published: typeof issued = {
    ...issued,
    ...{ messageId: `msg_${'2'.repeat(26)}`, title: words('你提的方法学发布了'), opens: 'proposal' },
    about: { kind: 'proposal', proposalId: `mpr_${'1'.repeat(26)}`, name: words('轮渡'), version: 2 },
  }
  answers['GET /v1/me/messages'] = { items: [issued, published], unread: 2 } satisfies MessageList
  await open(<MePage />, hers)
  expect(await screen.findByText('我家屋顶 · 252.000 千克')).toBeInTheDocument()
  expect(screen.getByText('轮渡 · 第 2 版')).toBeInTheDocument()
  fireEvent.click(screen.getByText('你的项目签发减排量了'))
  expect(visited).toEqual([`/pages/applicant/project?as=me&projectId=${projectId}`])
  expect(screen.queryByText('你的项目签发减排量了')).toBeNull()
})

it('whoever holds an account and gets in at the second try goes home', async () => {
  answers['GET /v1/scheme/totals'] = { issuedMilligrams: '0', accounts: 0, rides: '0' }
  const { session } = await open(<Greeting onBegin={() => undefined} />, meOf('visitor', null))
  answers['GET /v1/me'] = hers
  fireEvent.click(screen.getByRole('button', { name: /再看一次|再试一次/ }))
  await waitFor(() => expect(visited).toEqual(['/pages/resident/home']))
  expect(session.accountId).toBe(ACCOUNT)
})

describe('a notice', () => {
  it('ends with its language, and with the page once she has had time to read it', async () => {
    const { ui } = await open(<MePage />, hers)
    act(() => ui.say('已解绑'))
    act(() => ui.leavePage())
    expect(ui.notice).toBe('已解绑')
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    act(() => ui.leavePage())
    expect(ui.notice).toBe('')
    act(() => ui.say('已解绑'))
    act(() => ui.chooseLocale('en'))
    expect(ui.notice).toBe('')
  })
})
