import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { createCryptoModule, systemClock } from '#server/platform/index'
import {
  createTestDatabase,
  registerOperator,
  spawnProgram,
  type OperatorSigner,
  type SpawnedProgram,
} from '#test/harness/index'
import { startHostServer, type HostServer } from '#test/harness/host-server'
import { ask, phoneCard, signInAt, type Answer, type Phone } from '#test/harness/resident-world'
import { openDatabase, type Sql } from '#server/platform/index'

import { metroRow, push } from '../server/intake/intake-city'

// A start waits for the disk and for the cores it shares with every other suite.
jest.setTimeout(120_000)

const MASTER_KEY_HEX = 'c7'.repeat(32)
const PHONE_NUMBER = '13912340987'
const CARD = '3104770000661234'
const REFUSED_CARD = '3104770000665678'
const LOST_CARD = '3104770000669012'
const OPERATOR_RIDE_NO = 'RIDE-NO-7741-OF-HERS'
const STATIONS = ['漕河泾开发区', '虹梅路'] as const

const LAN = {
  subject: 'lan-at-her-host',
  personId: '310104197809120046',
  maskedName: '欧阳*兰',
  birthDate: '1978-09-12',
  district: '长宁区',
}
const CHILD = {
  subject: 'child-at-her-host',
  personId: '310104201705040022',
  maskedName: '欧阳*宝',
  birthDate: '2017-05-04',
  district: '长宁区',
  guardians: [LAN.personId],
}
const WORDS = `我是欧阳兰，电话${PHONE_NUMBER}，卡号${CARD}`

/** Everything of a person that came by, by what it is. */
const used = new Map<string, string>()
/** Notes what is used, and hands it on. */
const note = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || value.length < 3) throw new Error(`${name} is nothing to look for`)
  used.set(name, value)
  return value
}

/** Which of what was used stands in a text, as it is or as it looks inside an address, in base64 or in hex. */
const foundIn = (text: string): string[] =>
  [...used].flatMap(([name, value]) => {
    const looks = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
    looks.push(Buffer.from(value).toString('base64').replace(/=+$/, ''), Buffer.from(value).toString('hex'))
    return looks.some((look) => text.includes(look)) ? [name] : []
  })

let database: { url: string; drop: () => Promise<void> }
let host: HostServer
let sql: Sql
let signer: OperatorSigner
let service: SpawnedProgram
let url: string
beforeAll(async () => {
  database = await createTestDatabase()
  host = await startHostServer('suishenban')
  service = spawnProgram('server/main.ts', [], {
    environment: {
      DATABASE_URL: database.url,
      SUITAN_MASTER_KEY: MASTER_KEY_HEX,
      SUITAN_HOSTS: JSON.stringify([host.connection]),
      SUITAN_LOG_LEVEL: 'debug',
      PORT: '0',
    },
  })
  url = String((await service.ready)['url'])
  sql = openDatabase({ url: database.url, connectionsMax: 2, applicationName: 'spec' })
  const crypto = createCryptoModule('intl', Buffer.from(MASTER_KEY_HEX, 'hex'))
  signer = await registerOperator({ sql, crypto, clock: systemClock }, 'sptcc')
})
afterAll(async () => {
  service.kill('SIGTERM')
  await service.ended
  await sql.end({ timeout: 1 })
  await host.stop()
  await database.drop()
})

const post = (path: string, body: object, token?: string) =>
  ask(url + path, { method: 'POST', body, ...(token === undefined ? {} : { token }) })

const signIn = (person: typeof LAN | typeof CHILD): Promise<Phone> =>
  signInAt({
    ...{ url, clock: systemClock, person, host },
    ticket: note(`ticket of ${person.subject}`, host.ticketFor(person)),
  }).then((phone) => {
    note(`access token of ${person.subject}`, phone.accessToken)
    note(`refresh token of ${person.subject}`, phone.refreshToken)
    return phone
  })

/** Enters, opens, links and consents; what is wrong on the way is refused. */
const enter = async (): Promise<{ phone: Phone; accountId: string }> => {
  for (const [key, value] of Object.entries(LAN)) note(`her ${key}`, value)
  note('her name', '欧阳兰')
  const phone = await signIn(LAN)
  const again = { hostId: 'suishenban', ticket: used.get(`ticket of ${LAN.subject}`) }
  expect((await post('/v1/sessions', again)).body.code).toBe('session.ticket-refused')
  const { version } = (await ask(`${url}/v1/notice`)).body
  const me = await phone.send('POST', '/v1/me/account', { noticeVersion: version })
  const accountId = decodeId('acc', note('her account', me.body.accountId)) ?? ''
  note('the uuid of her account', accountId)
  const statement = note('statement', await host.statementFor(LAN, [phoneCard(note('her card', CARD))]))
  expect((await phone.send('POST', '/v1/me/instruments', { statement })).body.items[0].outcome).toBe('linked')
  expect((await phone.send('POST', '/v1/me/instruments', { statement })).status).toBe(422)
  const token = note('city code', host.cityCodeFor(LAN))
  expect((await phone.send('POST', '/v1/me/city-code', { token })).status).toBe(200)
  expect((await phone.send('POST', '/v1/me/city-code', { token })).status).toBeGreaterThanOrEqual(400)
  expect((await phone.send('PUT', '/v1/me/consents/metro/sptcc')).status).toBe(200)
  return { phone, accountId }
}

/** A child shows a code, and she consents. */
const consentForChild = async (phone: Phone): Promise<void> => {
  for (const key of ['subject', 'personId', 'maskedName', 'birthDate'] as const)
    note(`the child's ${key}`, CHILD[key])
  const child = await signIn(CHILD)
  const code = note('guardian code', (await child.send('POST', '/v1/me/guardian-codes')).body.code)
  expect((await phone.send('POST', '/v1/me/guardianships', { code: '00000000' })).status).toBe(404)
  expect((await phone.send('POST', '/v1/me/guardianships', { code })).status).toBe(200)
}

/** Her ride of yesterday; beside it rows that are refused for each of the reasons that quote a row. */
const ride = async (accountId: string): Promise<void> => {
  const since = new Date(Date.now() - 3 * 86_400_000)
  await sql`UPDATE consent SET granted_at = ${since} WHERE account_id = ${accountId}`
  await sql`UPDATE instrument_link SET linked_at = ${since} WHERE account_id = ${accountId}`
  const day = cityDayOf(new Date(Date.now() - 86_400_000))
  const resident = { subject: { scheme: 'sptcc-card', value: CARD } }
  const row = metroRow(resident, {
    operatorDay: day,
    rideNo: note('ride number', OPERATOR_RIDE_NO),
    board: { at: `${day}T08:00:00+08:00`, station: note('where she got on', STATIONS[0]) },
    alight: { at: `${day}T08:31:00+08:00`, station: STATIONS[1] },
  })
  const stranger = { scheme: 'sptcc-card', value: note('card of a stranger', REFUSED_CARD) }
  const rows = [
    row,
    { ...row, rideNo: 'other', subject: stranger },
    { ...row, rideNo: 'third', operatorDay: '2020-01-01' },
    `{"rideNo":"${OPERATOR_RIDE_NO}","subject":"${CARD}","board":`,
    JSON.stringify({ ...row, distanceMeters: WORDS }),
  ]
  const { body } = await push(url, signer, rows)
  expect(body.verdicts.map(({ verdict }) => verdict)).toEqual([
    'accepted',
    'unmatched',
    ...['rejected', 'rejected', 'rejected'],
  ])
  await push(url, signer, rows, {
    bend: (headers) => void (headers['signature'] = `operator=:${btoa(CARD)}:`),
  })
}

/** Looks at everything, takes it away, and objects. */
const look = async (phone: Phone): Promise<void> => {
  const { latestRides } = (await phone.get('/v1/me/home')).body
  const rideId = note('ride', latestRides[0].rideId)
  for (const path of [
    '/v1/me',
    '/v1/me/home',
    `/v1/me/rides/${rideId}`,
    '/v1/me/instruments',
    '/v1/me/reads',
    '/v1/me/points',
  ])
    expect([path, (await phone.get(path)).status]).toEqual([path, 200])
  const exported = JSON.stringify((await phone.get('/v1/me/export')).body)
  for (const value of [LAN.personId, LAN.subject, CARD, STATIONS[0]]) expect(exported).toContain(value)
  const appeal = { reason: 'wrongDistance', text: note('what she wrote', WORDS) }
  note('her telephone number', PHONE_NUMBER)
  const appealed = await phone.send('POST', `/v1/me/rides/${rideId}/appeals`, appeal)
  expect([appealed.status, appealed.body.text]).toEqual([201, WORDS])
  note('appeal', appealed.body.appealId)
  const other = await phone.send('POST', `/v1/me/rides/${rideId}/appeals`, { ...appeal, text: '又一句' })
  expect(other.status).toBe(409)
}

/** What nobody should send: hers in addresses, bodies and headers where it does not belong. */
const misbehave = async (phone: Phone): Promise<void> => {
  const strange = [
    `/v1/me/rides?month=${CARD}`,
    `/v1/me/rides/${encodeURIComponent(WORDS)}`,
    `/v1/nothing/${LAN.personId}?name=${encodeURIComponent(LAN.maskedName)}`,
    `/%zz/${CARD}`,
  ]
  for (const path of strange) expect((await phone.get(path)).status).toBeGreaterThanOrEqual(400)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${phone.accessToken}x` }
  await fetch(`${url}/v1/me/account`, { method: 'POST', headers, body: `{"noticeVersion":"${WORDS}` })
  for (const body of [{ noticeVersion: WORDS, personId: LAN.personId }, { statement: CARD }])
    expect((await phone.send('POST', '/v1/me/instruments', body)).status).toBe(400)
  expect((await post('/v1/sessions/refresh', { refreshToken: CARD.padEnd(24, 'x') })).status).toBe(401)
}

/** A bug of ours in the worst place: the database quotes the row it will not take, and the value it cannot read. */
const break500 = async (phone: Phone): Promise<void> => {
  await sql`ALTER TABLE instrument ADD CONSTRAINT broken CHECK (number_tail <> ${sql.unsafe(`'${LOST_CARD.slice(-4)}'`)}) NOT VALID`
  note('card that cannot be kept', LOST_CARD)
  const statement = await host.statementFor(LAN, [phoneCard(LOST_CARD)])
  expect((await phone.send('POST', '/v1/me/instruments', { statement })).status).toBe(500)
  await sql`ALTER TABLE instrument DROP CONSTRAINT broken`
  await sql`ALTER TABLE appeal ADD CONSTRAINT broken CHECK (text::int > 0) NOT VALID`
  await sql`DELETE FROM appeal`
  const { rideId } = (await phone.get('/v1/me/home')).body.latestRides[0]
  const appeal = { reason: 'other', text: WORDS }
  expect((await phone.send('POST', `/v1/me/rides/${rideId}/appeals`, appeal)).status).toBe(500)
  await sql`ALTER TABLE appeal DROP CONSTRAINT broken`
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'suitan'`
}

/** As a module does it: a service that lost its database asks to be asked again. */
const refresh = async (refreshToken: string): Promise<Answer> => {
  const answer = await post('/v1/sessions/refresh', { refreshToken })
  return answer.status === 503 ? refresh(refreshToken) : answer
}

it('says nothing of a person in its log, on its output or in its metrics, whatever she does and whatever breaks', async () => {
  for (const [name, value] of Object.entries({
    'master key': MASTER_KEY_HEX,
    secret: host.connection.clientSecret,
  }))
    note(name, value)
  const { phone, accountId } = await enter()
  await consentForChild(phone)
  await ride(accountId)
  await look(phone)
  await misbehave(phone)
  await break500(phone)
  const refreshed = await refresh(phone.refreshToken)
  note('refreshed token', refreshed.body.refreshToken)
  const token = note('refreshed access token', refreshed.body.accessToken)
  expect((await ask(`${url}/v1/sessions/current`, { method: 'DELETE', token })).status).toBe(204)
  expect((await ask(`${url}/v1/me`, { token })).status).toBe(401)
  const metrics = (await ask(`${url}/metrics`)).body as string
  service.kill('SIGTERM')
  expect(await service.ended).toBe(0)

  const log = service.errorText()
  for (const said of [
    '"route":"/v1/me/rides/:rideId/appeals"',
    '"status":500',
    '"msg":"fault"',
    '"level":"error"',
  ])
    expect(log).toContain(said)
  expect(metrics).toContain('suitan_http_request_duration_seconds')
  expect(foundIn(log + service.outputText() + metrics)).toEqual([])
  // What looks for it does see it.
  for (const [name, value] of used)
    expect(foundIn(`{"text":${JSON.stringify(`… ${value} …`)}}`)).toContain(name)
  expect(used.size).toBeGreaterThan(25)
  expect(encodeId('acc', accountId)).toBe(used.get('her account'))
})
