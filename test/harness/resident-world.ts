import { decodeId } from '#domain/id'
import type { Clock, Config } from '#server/platform/index'

import { startHostServer, type HostCard, type HostPerson, type HostServer } from './host-server'
import { testClock, type TestClock } from './test-clock'
import { startTestPlatform, type TestPlatform } from './test-platform'

/** The service with three hosts beside it, and the calls people's phones make. */
export interface ResidentWorld {
  readonly platform: TestPlatform
  readonly clock: TestClock
  readonly suishenban: HostServer
  readonly wechat: HostServer
  readonly alipay: HostServer
  /** Signs a person in through a host (suishenban unless named). */
  readonly signIn: (person: HostPerson, host?: HostServer) => Promise<Phone>
  /** Signs in and opens the account. */
  readonly resident: (person: HostPerson, host?: HostServer) => Promise<Phone>
  readonly close: () => Promise<void>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** What came, for a test to look into. */
  readonly body: ReturnType<typeof JSON.parse>
}

/** One signed-in phone. */
export interface Phone {
  readonly person: HostPerson
  readonly host: HostServer
  readonly accessToken: string
  readonly refreshToken: string
  readonly standing: string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly send: (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Answer>
  /** Presents the host's signed list of these cards. */
  readonly link: (cards: readonly HostCard[]) => Promise<Answer>
}

/** Public: anybody's request, a token if given. */
export const ask = async (
  url: string,
  options: { method?: string; token?: string; body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const { method = 'GET', token, body, headers = {} } = options
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : isJson ? JSON.parse(text) : text,
  }
}

export const startResidentWorld = async (
  start = '2026-05-04T09:00:00+08:00',
  bend: Partial<Config> = {},
): Promise<ResidentWorld> => {
  const clock = testClock(start)
  const [suishenban, wechat, alipay] = await Promise.all([
    startHostServer('suishenban'),
    startHostServer('wechat'),
    startHostServer('alipay'),
  ])
  const hosts = [suishenban, wechat, alipay].map(({ connection }) => connection)
  const platform = await startTestPlatform({ clock, overrides: { hosts, ...bend } })
  const signIn = (person: HostPerson, host: HostServer = suishenban): Promise<Phone> =>
    signInAt({ url: platform.url, clock, person, host })
  const resident = async (person: HostPerson, host?: HostServer): Promise<Phone> => {
    const phone = await signIn(person, host)
    const notice = await ask(`${platform.url}/v1/notice`)
    const opened = await phone.send('POST', '/v1/me/account', { noticeVersion: notice.body.version })
    if (opened.status !== 201) throw new Error(`opening: ${JSON.stringify(opened.body)}`)
    return phone
  }
  const close = async (): Promise<void> => {
    await platform.close()
    await Promise.all([suishenban.stop(), wechat.stop(), alipay.stop()])
  }
  return { platform, clock, suishenban, wechat, alipay, signIn, resident, close }
}

/** Signs a person in at a service that listens somewhere, with a ticket of her host unless one is given. */
export const signInAt = async (made: {
  readonly url: string
  readonly clock: Clock
  readonly person: HostPerson
  readonly host: HostServer
  readonly ticket?: string
}): Promise<Phone> => {
  const { url, clock, person, host, ticket = host.ticketFor(person) } = made
  const hostId = host.connection.hostId
  const session = await ask(`${url}/v1/sessions`, { method: 'POST', body: { hostId, ticket } })
  if (session.status !== 200) throw new Error(`sign-in: ${JSON.stringify(session.body)}`)
  let { accessToken: token, refreshToken, accessTokenExpiresAt: expiresAt } = session.body as SessionText
  // As the module does it: an access token that has run out is refreshed before the next call.
  const freshToken = async (): Promise<string> => {
    if (clock.now() < new Date(expiresAt)) return token
    const body = { refreshToken }
    const refreshed = await ask(`${url}/v1/sessions/refresh`, { method: 'POST', body })
    if (refreshed.status !== 200) return token
    ;({ accessToken: token, refreshToken, accessTokenExpiresAt: expiresAt } = refreshed.body as SessionText)
    return token
  }
  const send: Phone['send'] = async (method, path, body, headers = {}) =>
    ask(url + path, {
      method,
      token: await freshToken(),
      headers,
      ...(body === undefined ? {} : { body }),
    })
  return {
    person,
    host,
    accessToken: token,
    refreshToken,
    standing: session.body.standing as string,
    get: async (path, headers = {}) => ask(url + path, { token: await freshToken(), headers }),
    send,
    link: async (cards) =>
      send('POST', '/v1/me/instruments', {
        statement: await host.statementFor(person, cards, { issuedAt: clock.now() }),
      }),
  }
}

interface SessionText {
  accessToken: string
  refreshToken: string
  accessTokenExpiresAt: string
}

export const mei: HostPerson = {
  subject: 'mei-at-host',
  personId: 'SIM000000000000101',
  maskedName: '王*梅',
  birthDate: '1968-09-12',
  district: '闵行区',
}
export const bo: HostPerson = {
  subject: 'bo-at-host',
  personId: 'SIM000000000000102',
  maskedName: '李*波',
  birthDate: '1990-01-31',
  district: '静安区',
}

/** A card of the transport company inside a phone. */
export const phoneCard = (value: string): HostCard => ({
  scheme: 'sptcc-card',
  value,
  kind: 'phoneCard',
  issuerZh: '上海公共交通卡',
  issuerEn: 'Shanghai Public Transport Card',
})

/** uuid of the account behind a person, from the database. */
export const accountIdOf = async ({ platform }: ResidentWorld, phone: Phone): Promise<string> => {
  const me = await phone.get('/v1/me')
  const accountId = decodeId('acc', me.body.accountId as string)
  if (accountId === undefined) throw new Error(`no account for ${phone.person.maskedName} at ${platform.url}`)
  return accountId
}
