import type { Me, Session, Standing } from '#contract'
import type { ApiResult } from '../../../src/api'
import type { HostPort, HostRefusal, HostResult } from '../../../src/host'
import { SessionStore } from '../../../src/stores/session-store'
import { deviceStore } from './device-store'

const meOf = (accountId: string): Me => ({
  standing: 'open',
  accountId,
  maskedName: '王*梅',
  openedAt: '2026-03-02T10:00:00+08:00',
  noticeVersion: '1',
  proof: 'host',
})

const sessionOf = (name: string): Session => ({
  accessToken: `access-${name}`,
  accessTokenExpiresAt: '2026-11-23T09:15:00+08:00',
  refreshToken: `refresh-${name}`,
  standing: 'open',
})

const offline: ApiResult<never> = { ok: false, failure: { kind: 'offline' } }
const refused: ApiResult<never> = {
  ok: false,
  failure: { kind: 'refused', code: 'session.refresh-refused', status: 401, body: {} },
}

interface Circumstances {
  /** Whether the service answers. */
  isOnline?: boolean
  /** What the host says of the network. */
  isConnected?: boolean
  canTicket?: boolean
  /** Why the host gives no ticket. */
  refusal?: HostRefusal | undefined
  /** What the service knows of her. */
  standing?: Standing
  hasAccount?: boolean
  /** Why the service makes no session of a ticket. */
  ticketRefused?: ApiResult<never>
}

/** A phone on which `holder` is signed in at the host, and a service that knows her; `now` may be changed between two starts. */
function phone(holder: string, store = deviceStore(), circumstances: Circumstances = {}) {
  const now = { isOnline: true, canTicket: true, standing: 'open' as Standing, ...circumstances }
  const forgotten = jest.fn()
  const ticket = jest.fn((): Promise<HostResult<string>> =>
    Promise.resolve(
      now.refusal ? { ok: false, refusal: now.refusal } : { ok: true, value: `ticket-${holder}` },
    ),
  )
  const host = {
    hostId: 'suishenban',
    init: () => Promise.resolve({ ok: true as const, value: undefined }),
    can: () => now.canTicket,
    identity: {
      ticket,
      cityCode: () => Promise.resolve({ ok: false as const, refusal: 'unsupported' as const }),
    },
    network: { isOnline: () => now.isConnected ?? now.isOnline, onChange: () => () => undefined },
    store,
  } satisfies Partial<HostPort>
  const refresh = jest.fn((): Promise<ApiResult<Session>> => Promise.resolve(refused))
  const open = (text: string): ApiResult<Session> => {
    if (!now.isOnline) return offline
    return now.ticketRefused ?? { ok: true, value: sessionOf(text.slice('ticket-'.length)) }
  }
  const me = (): ApiResult<Me> => {
    const accountId = session.tokens?.accessToken.slice('access-'.length) ?? ''
    const { standing, hasAccount = standing === 'open' } = now
    const value = { ...meOf(accountId), standing, accountId: hasAccount ? accountId : null }
    return now.isOnline ? { ok: true, value } : offline
  }
  const session: SessionStore = new SessionStore(
    host,
    { open: (request) => Promise.resolve(open(request.ticket)), refresh },
    { me: () => Promise.resolve(me()), open: () => Promise.resolve(offline) },
    forgotten,
  )
  return { session, forgotten, refresh, store, ticket, now }
}

test('the host’s ticket becomes a session, once however many pages start', async () => {
  const { session } = phone('wang')
  await Promise.all([session.start(), session.start()])
  expect(session.standing).toBe('open')
  expect(session.accountId).toBe('wang')
})

test('without a network she sees who she was', async () => {
  const { store, session } = phone('wang')
  await session.start()
  const later = phone('wang', store, { isOnline: false })
  await later.session.start()
  expect(later.session.accountId).toBe('wang')
  expect(later.session.me.remote.state).toBe('failed')
})

test('another person at the same phone is never shown as the one before', async () => {
  const { store, session } = phone('wang')
  await session.start()
  const other = phone('li', store)
  await other.session.start()
  expect(other.session.accountId).toBe('li')
  expect(other.forgotten).toHaveBeenCalled()
})

test('without a ticket and without a session she may look, not hold', async () => {
  const { session } = phone('nobody', deviceStore(), { canTicket: false })
  await session.start()
  expect(session.standing).toBe('visitor')
  expect(session.accountId).toBeNull()
})

test('while the service does not answer nobody is told that she may only look', async () => {
  const { session } = phone('wang', deviceStore(), { isOnline: false })
  await session.start()
  expect(session.me.remote).toEqual({ state: 'failed', failure: { kind: 'offline' } })
  expect(session.standing).toBeUndefined()
})

test('a refused refresh asks the host for a new ticket', async () => {
  const { session, refresh } = phone('wang')
  await session.start()
  expect(await session.refresh()).toBe(true)
  expect(refresh).toHaveBeenCalledWith({ refreshToken: 'refresh-wang' })
})

test('leaving forgets tokens and answers', async () => {
  const { session, forgotten, store } = phone('wang')
  await session.start()
  session.leave()
  expect(session.tokens).toBeUndefined()
  expect(store.get('session')).toBeUndefined()
  expect(forgotten).toHaveBeenCalled()
})

describe('a host that gives no ticket', () => {
  test.each(['offline', 'timeout'] as const)(
    'for want of a network (%s) says nothing of who she is; with the network she is there',
    async (refusal) => {
      const { session, now } = phone('wang', deviceStore(), { refusal })
      await session.start()
      expect(session.me.remote).toEqual({ state: 'failed', failure: { kind: refusal } })
      expect(session.missing).toBeUndefined()
      now.refusal = undefined
      await session.recover()
      expect(session.accountId).toBe('wang')
      expect(session.noEntry).toBeUndefined()
    },
  )

  test('without a network fails in many words; what is missing is the network', async () => {
    const { session } = phone('wang', deviceStore(), { refusal: 'unsupported', isConnected: false })
    await session.start()
    expect(session.me.remote).toEqual({ state: 'failed', failure: { kind: 'offline' } })
  })

  test('without a network still passes on what she decided herself', async () => {
    const { session } = phone('wang', deviceStore(), { refusal: 'denied', isConnected: false })
    await session.start()
    expect(session.noEntry).toMatchObject({ refusal: 'denied' })
  })

  test.each([
    ['denied', 'signIn'],
    ['cancelled', 'signIn'],
    ['privacyRefused', 'signIn'],
    ['notPermitted', 'signIn'],
    ['bridgeMissing', 'signIn'],
    ['unsupported', 'host'],
  ] as const)('and says %s leaves a visitor who is told so, and may try again', async (refusal, missing) => {
    const { session, now } = phone('wang', deviceStore(), { refusal })
    await session.start()
    expect(session.standing).toBe('visitor')
    expect(session.missing).toBe(missing)
    expect(session.noEntry).toMatchObject({ refusal })
    now.refusal = undefined
    await session.restart()
    expect(session.accountId).toBe('wang')
    expect(session.missing).toBeUndefined()
  })

  test('now leaves her who she was a moment ago', async () => {
    const { session, now } = phone('wang', deviceStore(), {})
    await session.start()
    Object.assign(now, { isOnline: false, refusal: 'offline' })
    await session.restart()
    expect(session.me.remote).toMatchObject({ state: 'failed', last: { accountId: 'wang' } })
  })
})

test('a ticket that came with the address is tried again when nobody answered the first time', async () => {
  const { session, ticket, now } = phone('wang', deviceStore(), { isOnline: false })
  await session.start()
  expect(session.standing).toBeUndefined()
  Object.assign(now, { isOnline: true, canTicket: false })
  await session.recover()
  expect(session.accountId).toBe('wang')
  expect(ticket).toHaveBeenCalledTimes(1)
})

test('a ticket the service refuses is told in the service’s words, and not tried again', async () => {
  const { session, now } = phone('wang', deviceStore(), { ticketRefused: refused })
  await session.start()
  expect(session.missing).toBe('signIn')
  expect(session.noEntry).toMatchObject({ failure: { code: 'session.refresh-refused' } })
  Object.assign(now, { canTicket: false, ticketRefused: undefined })
  await session.restart()
  expect(session.standing).toBe('visitor')
  expect(session.missing).toBe('host')
})

test.each([
  ['visitor', false, 'realName'],
  ['unopened', false, 'account'],
  ['guardianNeeded', false, 'guardian'],
  ['guardianNeeded', true, 'guardianAgain'],
] as const)('signed in as %s (account: %s), what is missing is %s', async (standing, hasAccount, missing) => {
  const { session } = phone('wang', deviceStore(), { standing, hasAccount })
  await session.start()
  expect(session.missing).toBe(missing)
})

test('a service that many ask at once signs nobody out', async () => {
  const store = deviceStore()
  await phone('wang', store).session.start()
  const busy: ApiResult<never> = {
    ok: false,
    failure: { kind: 'refused', code: 'request.too-many', status: 429, body: {} },
  }
  const later = phone('wang', store, { ticketRefused: busy })
  await later.session.start()
  expect(later.session.accountId).toBe('wang')
  expect(later.session.tokens).toBeDefined()
})
