import type { MySceneList, SceneProvider, SceneSummary } from '#contract'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { runInAction } from 'mobx'
import type { ReactNode } from 'react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import ScenesPage from '../../../src/pages/resident/scenes'
import { ChooseScenes } from '../../../src/pages/resident/parts/choose-scenes'
import { createStores, type Stores } from '../../../src/stores'
import { answer, startService, type Service } from '../api/service'
import { wxRequest } from '../api/vendor-requests'

/** What a resident is offered for a company whose rides do not count now: nothing but the reason, and the way back from what she gave. */
const NOW = new Date('2026-11-23T09:30:00+08:00')
const name = (zh: string) => ({ zh, en: zh })

const providerOf = (operatorId: string, state: SceneProvider['state']): SceneProvider => ({
  ...{ operatorId, state, name: name(`公司${operatorId}`), channel: name(`${operatorId}的码`) },
  approvedUntil: null,
})
const sceneOf = (change: Partial<SceneSummary> = {}): SceneSummary => ({
  ...{ sceneId: 'metro', name: name('地铁'), kind: 'reduction', state: 'live', reason: null },
  ...{ methodology: null, summary: null, evidence: [] },
  providers: [
    providerOf('live', 'live'),
    providerOf('held', 'suspended'),
    providerOf('over', 'expired'),
    providerOf('gone', 'withdrawn'),
    providerOf('soon', 'approved'),
  ],
  ...change,
})

let service: Service
let answers: Record<string, unknown>
let asked: string[]
beforeEach(async () => {
  asked = []
  answers = {
    'GET /v1/me': {
      ...{ standing: 'open', accountId: `acc_${'1'.repeat(26)}`, maskedName: '陈*诺', openedAt: null },
      ...{ noticeVersion: '1', proof: 'host' },
    },
    'GET /v1/scenes': { items: [sceneOf()] },
    'GET /v1/me/scenes': { items: [] },
  }
  service = await startService((request, response) => {
    if (request.method !== 'GET') asked.push(`${request.method} ${request.url}`)
    if (request.method === 'DELETE')
      return answer(response, 200, { state: 'withdrawn', since: NOW.toISOString() })
    const found = answers[`${request.method} ${request.url}`]
    if (found === undefined) answer(response, 404, { code: 'missing' })
    else answer(response, 200, found)
  })
})
afterEach(() => service.stop())

const open = async (page: ReactNode): Promise<Stores> => {
  const host = weappHost({
    request: wxRequest,
    getStorageSync: () => '',
    setStorageSync: () => undefined,
    removeStorageSync: () => undefined,
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  runInAction(() => (stores.session.tokens = { accessToken: 'access', refreshToken: 'refresh' }))
  render(<AppFrame stores={stores}>{page}</AppFrame>)
  await act(() => stores.session.start())
  return stores
}

const granted = (sceneId: string, operatorId: string): MySceneList => ({
  items: [
    {
      sceneId,
      watching: false,
      consents: [{ operatorId, state: 'granted', since: '2026-10-01T08:00:00+08:00' }],
    },
  ],
})
const switches = () => screen.queryAllByRole('switch').map((one) => one.getAttribute('aria-label'))

it('a company that is suspended, expired, gone or not connected yet says so and offers no consent', async () => {
  await open(<ScenesPage />)
  expect(await screen.findByText('公司held正在暂停，暂停期间的行程不算')).toBeInTheDocument()
  expect(screen.getByText('公司over的批准已到期，之后的行程不算')).toBeInTheDocument()
  expect(screen.getByText('公司gone已退出，之后的行程不算')).toBeInTheDocument()
  expect(screen.getByText('公司soon还没有接入，现在的行程不算，也不用授权')).toBeInTheDocument()
  expect(switches()).toEqual(['地铁行程，由公司live提供'])
})

it('what she allowed before it was suspended she can still take back', async () => {
  answers['GET /v1/me/scenes'] = granted('metro', 'held')
  await open(<ScenesPage />)
  expect(await screen.findByText(/恢复以后会接着用/)).toBeInTheDocument()
  expect(switches()).toEqual(['地铁行程，由公司live提供', '地铁行程，由公司held提供'])
  fireEvent.click(screen.getByRole('switch', { name: /公司held/ }))
  await waitFor(() => expect(asked).toEqual(['DELETE /v1/me/consents/metro/held']))
  await waitFor(() => expect(switches()).toEqual(['地铁行程，由公司live提供']))
})

it('a scene that does not count now shows its reason and only the consents she gave, so that she can take them back', async () => {
  const providers = [providerOf('held', 'suspended'), providerOf('over', 'expired')]
  const reason = name('这个场景正在暂停，恢复以前的行程不计入')
  answers['GET /v1/scenes'] = { items: [sceneOf({ state: 'disabled', reason, providers })] }
  answers['GET /v1/me/scenes'] = granted('metro', 'held')
  await open(<ScenesPage />)
  expect(await screen.findByText(reason.zh)).toBeInTheDocument()
  expect(switches()).toEqual(['地铁行程，由公司held提供'])
  expect(screen.queryByText(/公司over/)).toBeNull()
  expect(screen.getByRole('button', { name: '地铁 开通时告诉我' })).toBeInTheDocument()
})

it('whoever opens an account is asked only about companies whose rides count', async () => {
  answers['GET /v1/me'] = { ...(answers['GET /v1/me'] as object), standing: 'unopened', accountId: null }
  const stores = await open(<ChooseScenes />)
  await act(() => stores.scenes.load(false))
  await waitFor(() => expect(switches()).toEqual(['地铁行程，由公司live提供']))
})
