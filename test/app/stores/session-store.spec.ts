import type { Me, Session, Standing } from '#contract'
import type { ApiResult } from '../../../src/api'
import type { HostPort, HostRefusal } from '../../../src/host'
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

/** A phone on which `holder` is signed in at the host, and a service that knows her. */
interface Mood {
  isOnline?: boolean
  canTicket?: boolean
  /** Why the host gives no ticket; changed between two starts. */
  refusal?: { current: HostRefusal | undefined }
  /** What the service knows of her. */
  standing?: Standing
}

function phone(
  holder: string,
  store = deviceStore(),
  { isOnline = true, canTicket = true, refusal = { current: undefined }, standing = 'open' }: Mood = {},
) {
  const forgotten = jest.fn()
  const host = {
    hostId: 'suishenban',
    init: () => Promise.resolve({ ok: true as const, value: undefined }),
    can: () => canTicket,
    identity: {
      ticket: () =>
        Promise.resolve(
          refusal.current
            ? { ok: false as const, refusal: refusal.current }
            : { ok: true as const, value: `ticket-${holder}` },
        ),
      cityCode: () => Promise.resolve({ ok: false as const, refusal: 'unsupported' as const }),
    },
    store,
  } satisfies Partial<HostPort>
  const refresh = jest.fn((): Promise<ApiResult<Session>> => Promise.resolve(refused))
  const session: SessionStore = new SessionStore(
    host,
    {
      open: ({ ticket }) =>
        Promise.resolve(isOnline ? { ok: true, value: sessionOf(ticket.slice('ticket-'.length)) } : offline),
      refresh,
    },
    {
      me: () =>
        Promise.resolve(
          isOnline
            ? {
                ok: true,
                value: { ...meOf(session.tokens?.accessToken.slice('access-'.length) ?? ''), standing },
              }
            : offline,
        ),
      open: () => Promise.resolve(offline),
    },
    forgotten,
  )
  return { session, forgotten, refresh, store }
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

test.each(['offline', 'timeout'] as const)(
  'a first opening without a network (%s) makes her nobody’s visitor; with the network she is there',
  async (reason) => {
    const refusal: { current: HostRefusal | undefined } = { current: reason }
    const { session } = phone('wang', deviceStore(), { refusal })
    await session.start()
    expect(session.me.remote).toEqual({ state: 'failed', failure: { kind: reason } })
    expect(session.missing).toBeUndefined()
    refusal.current = undefined
    await session.recover()
    expect(session.accountId).toBe('wang')
    expect(session.hostRefusal).toBeUndefined()
  },
)

test.each([
  ['denied', 'signIn'],
  ['cancelled', 'signIn'],
  ['privacyRefused', 'signIn'],
  ['notPermitted', 'permission'],
  ['unsupported', 'host'],
] as const)(
  'when the host says %s she is told that %s is missing, and may try again',
  async (reason, missing) => {
    const refusal: { current: HostRefusal | undefined } = { current: reason }
    const { session } = phone('wang', deviceStore(), { refusal })
    await session.start()
    expect(session.standing).toBe('visitor')
    expect(session.missing).toBe(missing)
    refusal.current = undefined
    await session.restart()
    expect(session.accountId).toBe('wang')
    expect(session.missing).toBeUndefined()
  },
)

test.each([
  ['visitor', 'realName'],
  ['unopened', 'account'],
  ['guardianNeeded', 'guardian'],
] as const)('signed in as %s, what is missing is %s', async (standing, missing) => {
  const { session } = phone('wang', deviceStore(), { standing })
  await session.start()
  expect(session.missing).toBe(missing)
})
