import { createHash, randomUUID } from 'node:crypto'

import { dayNumber, type CityDay } from '#domain/calendar'
import { decodeId } from '#domain/id'

import { startHostServer, type HostCard, type HostPerson, type HostServer } from './host-server'
import { testClock, type TestClock } from './test-clock'
import { startTestPlatform, type TestPlatform } from './test-platform'

/** The service with two hosts beside it, and the calls people's phones make. */
export interface ResidentWorld {
  readonly platform: TestPlatform
  readonly clock: TestClock
  readonly suishenban: HostServer
  readonly wechat: HostServer
  /** Signs a person in through a host (suishenban unless named). */
  readonly signIn: (person: HostPerson, host?: HostServer) => Promise<Phone>
  /** Signs in and opens the account. */
  readonly resident: (person: HostPerson, host?: HostServer) => Promise<Phone>
  readonly close: () => Promise<void>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // What came is the test's to look at; `unknown` would put a cast into every sentence.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
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

export const startResidentWorld = async (start = '2026-05-04T09:00:00+08:00'): Promise<ResidentWorld> => {
  const clock = testClock(start)
  const [suishenban, wechat] = await Promise.all([startHostServer('suishenban'), startHostServer('wechat')])
  const hosts = [suishenban, wechat].map(({ connection }) => connection)
  const platform = await startTestPlatform({ clock, overrides: { hosts } })
  const signIn = async (person: HostPerson, host: HostServer = suishenban): Promise<Phone> => {
    const body = { hostId: host.connection.hostId, ticket: host.ticketFor(person) }
    const session = await ask(`${platform.url}/v1/sessions`, { method: 'POST', body })
    if (session.status !== 200) throw new Error(`sign-in: ${JSON.stringify(session.body)}`)
    return phoneOf({ platform, clock, person, host, session })
  }
  const resident = async (person: HostPerson, host?: HostServer): Promise<Phone> => {
    const phone = await signIn(person, host)
    const notice = await ask(`${platform.url}/v1/notice`)
    const opened = await phone.send('POST', '/v1/me/account', { noticeVersion: notice.body.version })
    if (opened.status !== 201) throw new Error(`opening: ${JSON.stringify(opened.body)}`)
    return phone
  }
  const close = async (): Promise<void> => {
    await platform.close()
    await Promise.all([suishenban.stop(), wechat.stop()])
  }
  return { platform, clock, suishenban, wechat, signIn, resident, close }
}

const phoneOf = (made: {
  platform: TestPlatform
  clock: TestClock
  person: HostPerson
  host: HostServer
  session: Answer
}): Phone => {
  const { platform, clock, person, host, session } = made
  let { accessToken: token, refreshToken, accessTokenExpiresAt: expiresAt } = session.body as SessionText
  // As the module does it: an access token that has run out is refreshed before the next call.
  const freshToken = async (): Promise<string> => {
    if (clock.now() < new Date(expiresAt)) return token
    const body = { refreshToken }
    const refreshed = await ask(`${platform.url}/v1/sessions/refresh`, { method: 'POST', body })
    if (refreshed.status !== 200) return token
    ;({ accessToken: token, refreshToken, accessTokenExpiresAt: expiresAt } = refreshed.body as SessionText)
    return token
  }
  const send: Phone['send'] = async (method, path, body, headers = {}) =>
    ask(platform.url + path, {
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
    get: async (path, headers = {}) => ask(platform.url + path, { token: await freshToken(), headers }),
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

/** What a stored ride of a test says; the rest is what a metro ride of 12,345 m would have. */
export interface StoredRide {
  readonly accountId: string
  readonly instrumentId: string
  readonly operatorDay: CityDay
  readonly boardedAt: string
  readonly alightedAt: string
  readonly sceneId?: string
  readonly operatorId?: string
  readonly distanceMeters?: number
  readonly milligrams?: bigint
  readonly runState?: 'open' | 'settled' | 'issued'
  readonly state?: 0 | 1 | 2
  readonly stations?: readonly [string, string]
}

/**
 * Puts a ride into the database as intake leaves it, in the run of its day, operator and scene; a run asked for in a later
 * state gets what that state needs. Returns the ride key.
 */
export const storeRide = async ({ deps }: TestPlatform, ride: StoredRide): Promise<string> => {
  const { sql, clock } = deps
  const { sceneId = 'metro', operatorId = 'sptcc', runState = 'open', distanceMeters = 12_345 } = ride
  const milligrams = ride.milligrams ?? BigInt(distanceMeters) * 97n
  const day = ride.operatorDay
  const rideKey = newRideKey(day)
  await sql`SELECT ensure_ride_partition(${day}::date)`
  const issued = runState === 'issued'
  const counted = runState === 'open' ? null : 1n
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt,
      rides, accounts, reduction_milligrams, evidence_digest, settled_at, issued_at, serial_from, serial_to)
    SELECT ${randomUUID()}, ${day}, operator_no, scene_no, 1, methodology_no, ${runState}, ${clock.now()}, ${clock.now()},
      '\\x00'::bytea, ${counted}, ${counted}, ${counted === null ? null : milligrams},
      ${counted === null ? null : Buffer.alloc(32)}, ${counted === null ? null : clock.now()},
      ${issued ? clock.now() : null}, ${issued ? 1n : null}, ${issued ? milligrams : null}
    FROM operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = ${operatorId} AND scene.scene_id = ${sceneId} AND status = 'published'
    ON CONFLICT (operator_day, operator_no, scene_no, run_no) DO NOTHING`
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no, state, payload_digest,
      board_station, alight_station)
    SELECT ${day}, ${rideKey}, ${ride.accountId}, ${ride.instrumentId}, ${new Date(ride.boardedAt)},
      ${new Date(ride.alightedAt)}, ${clock.now()}, ${milligrams}, ${sceneId === 'bus' ? null : distanceMeters},
      operator_no, scene_no, methodology_no, 1, ${ride.state ?? 0}, ${randomUUID()}, ${ride.stations?.[0] ?? null},
      ${ride.stations?.[1] ?? null}
    FROM operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = ${operatorId} AND scene.scene_id = ${sceneId} AND status = 'published'`
  return rideKey
}

const newRideKey = (day: CityDay): string => {
  const digest = createHash('sha256').update(randomUUID()).digest('hex').slice(0, 28)
  const hex = dayNumber(day).toString(16).padStart(4, '0') + digest
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** uuid of the account behind a person, from the database. */
export const accountIdOf = async ({ platform }: ResidentWorld, phone: Phone): Promise<string> => {
  const me = await phone.get('/v1/me')
  const accountId = decodeId('acc', me.body.accountId as string)
  if (accountId === undefined) throw new Error(`no account for ${phone.person.maskedName} at ${platform.url}`)
  return accountId
}
