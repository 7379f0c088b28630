import type { MethodologyRegister, PublicProjectPage } from '#contract'
import { weappHost } from '../../../src/host/weapp'
import { createStores } from '../../../src/stores'
import { createRegisterStores } from '../../../src/stores/register/create-register-stores'
import { answer, startService, type Service } from '../api/service'
import { wxRequest } from '../api/vendor-requests'

import pv from '../../../domain/project/data/shanghai/distributed-pv.json'

const version = {
  ...{ version: 1, state: 'published' as const, validFrom: '2024-03-01', validTo: null },
  ...{ publishedAt: '2024-03-01T00:00:00+08:00', author: null, opinions: [] },
}
const RULES: MethodologyRegister = {
  classes: [],
  items: [
    { code: 'METRO', sceneId: 'metro', name: { zh: '轨道交通', en: 'Metro' }, versions: [version] },
    { code: 'BUS', sceneId: 'bus', name: { zh: '地面公交', en: 'Bus' }, versions: [version] },
  ],
}
const pageOf = (nextCursor: string | null): PublicProjectPage => ({ items: [], total: 21, nextCursor })

let service: Service
let asked: string[]
let tokens: (string | undefined)[]
beforeEach(async () => {
  asked = []
  tokens = []
  service = await startService((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    tokens.push(request.headers.authorization)
    if (url.startsWith('/v1/projects'))
      return answer(response, 200, pageOf(url.includes('cursor') ? null : 'second'))
    if (url === '/v1/methodology-register') return answer(response, 200, RULES)
    if (url === '/v1/project-methodologies')
      return answer(response, 200, { items: [{ ...pv, version: 2 }, pv] })
    return answer(response, 200, { items: [] })
  })
})
afterEach(() => service.stop())

const stores = () => {
  const host = weappHost({
    request: wxRequest,
    getStorageSync: () => '',
    setStorageSync: () => undefined,
    removeStorageSync: () => undefined,
  })
  const app = createStores({ host, baseUrl: service.baseUrl, now: () => new Date() })
  app.session.tokens = { accessToken: 'hers', refreshToken: 'hers' }
  return createRegisterStores(app)
}

it('is read without her token, though she is signed in', async () => {
  await stores().register.load()
  expect(asked.length).toBeGreaterThan(3)
  expect(new Set(tokens)).toEqual(new Set([undefined]))
})

it('lists methodologies of both families once each, and finds them by name in either language or by code', async () => {
  const { register } = stores()
  await register.load()
  const found = () => register.foundRules.map(({ code, versions }) => [code, versions])
  expect(found()).toEqual([
    ['METRO', 1],
    ['BUS', 1],
    [pv.code, 2],
  ])
  register.search('光伏')
  expect(found()).toEqual([[pv.code, 2]])
  register.search(' bus ')
  expect(found()).toEqual([['BUS', 1]])
  register.search('没有的')
  expect(found()).toEqual([])
})

it('turns pages of projects and back, and begins again with another state or another word', async () => {
  const { register } = stores()
  await register.load()
  const projects = () => asked.filter((url) => url.startsWith('/v1/projects')).at(-1)
  expect([projects(), register.pageNo, register.hasNext]).toEqual(['/v1/projects', 1, true])
  await register.next()
  expect([projects(), register.pageNo, register.hasNext]).toEqual(['/v1/projects?cursor=second', 2, false])
  await register.previous()
  expect([projects(), register.pageNo]).toEqual(['/v1/projects', 1])
  await register.next()
  await register.chooseState('suspended')
  expect([projects(), register.pageNo]).toEqual(['/v1/projects?state=suspended', 1])
  register.search('园')
  register.search('园区')
  await new Promise((resolve) => setTimeout(resolve, 600))
  // Whoever types is asked for once, when she rests.
  expect(projects()).toBe(`/v1/projects?text=${encodeURIComponent('园区')}&state=suspended`)
  expect(asked.filter((url) => url.includes(`text=${encodeURIComponent('园')}&`))).toEqual([])
})
