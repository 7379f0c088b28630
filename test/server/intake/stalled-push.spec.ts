import { connect, type Socket } from 'node:net'

import { intakeRoutes } from '#server/intake/index'
import { PUSH_LIMITS } from '#server/intake/limits'
import {
  registerOperator,
  signedHeaders,
  startTestPlatform,
  type OperatorSigner,
  type TestPlatform,
} from '#test/harness/index'

import { buildIntakeCity, metroRow, ndjson, push, settleResident, type IntakeCity } from './intake-city'

let platform: TestPlatform
let city: IntakeCity
const open: SlowPush[] = []
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
afterEach(() => {
  for (const { socket, stop } of open.splice(0)) {
    stop()
    socket.destroy()
  }
})
afterAll(() => platform.close())

interface SlowPush {
  readonly socket: Socket
  readonly stop: () => void
  /** What came back first, or `closed`. */
  readonly answered: Promise<string>
  readonly closed: Promise<void>
}

/** Sends the head of a good push and half its body at once, and of the other half nothing, or a byte each fifth of a second. */
function sendSlowly(
  { operatorId, signer }: { operatorId: string; signer: OperatorSigner },
  { pushId, body, trickles = false }: { pushId: string; body: Buffer; trickles?: boolean },
): SlowPush {
  const { hostname, port, host } = new URL(platform.url)
  const target = `/v1/operators/${operatorId}/pushes/${pushId}`
  const contentType = 'application/x-ndjson'
  const headers = signedHeaders(signer, { method: 'POST', target, body, contentType })
  const lines = Object.entries({ host, 'content-length': String(body.length), ...headers })
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  let sent = Math.floor(body.length / 2)
  socket.write(body.subarray(0, sent))
  const timer = setInterval(() => {
    if (trickles && sent < body.length && socket.writable) socket.write(body.subarray(sent, (sent += 1)))
  }, 200)
  const answered = new Promise<string>((resolve) => {
    socket.once('data', (data) => resolve(data.toString()))
    socket.once('close', () => resolve('closed'))
    socket.on('error', () => resolve('closed'))
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const slow = { socket, stop: () => clearInterval(timer), answered, closed }
  open.push(slow)
  return slow
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500))
const card = () => ({ operatorId: 'sptcc', signer: city.card })
const consents = [['metro', 'metro-app']] as const

it('an operator whose pushes stall stops nobody else, and is given up when it has been silent', async () => {
  const mei = await settleResident(platform.deps, { consents })
  const started = Date.now()
  const stalled = Array.from({ length: 6 }, (_, n) =>
    sendSlowly(card(), { pushId: `stalled-${n}`, body: ndjson([metroRow(mei)]) }),
  )
  await aMoment()
  const { status, body } = await push(platform.url, city.code, [metroRow(mei)])
  expect([status, body.counts.accepted]).toEqual([200, 1])
  expect(Date.now() - started).toBeLessThan(PUSH_LIMITS.silenceSecondsMax * 500)
  const first = await Promise.race(stalled.map(({ answered }) => answered))
  expect(first).toMatch(/^HTTP\/1\.1 408 [^]*push\.too-slow/)
  expect(Date.now() - started).toBeLessThan(PUSH_LIMITS.silenceSecondsMax * 2_000)
}, 60_000)

it('all operators but one together, trickling, do not keep the one out', async () => {
  const mei = await settleResident(platform.deps, { consents })
  const others = [card()]
  for (const operatorId of ['bike-a', 'bike-b', 'bike-c', 'bike-d'])
    others.push({ operatorId, signer: await registerOperator(platform.deps, operatorId) })
  for (const other of others)
    for (const n of [1, 2, 3])
      sendSlowly(other, { pushId: `hold-${n}`, body: ndjson([metroRow(mei)]), trickles: true })
  await aMoment()
  const started = Date.now()
  const { status, body } = await push(platform.url, city.code, [metroRow(mei)])
  expect([status, body.counts.accepted]).toEqual([200, 1])
  expect(Date.now() - started).toBeLessThan(2_000)
}, 60_000)

it('a body that trickles is given up by its pace, and its connection ends with the answer', async () => {
  const mei = await settleResident(platform.deps)
  const started = Date.now()
  const slow = sendSlowly(card(), { pushId: 'trickle', body: ndjson([metroRow(mei)]), trickles: true })
  expect(await slow.answered).toMatch(/^HTTP\/1\.1 408 [^]*connection: close[^]*push\.too-slow/i)
  const seconds = (Date.now() - started) / 1000
  expect(seconds).toBeGreaterThan(PUSH_LIMITS.slowSecondsFree - 1)
  expect(seconds).toBeLessThan(PUSH_LIMITS.slowSecondsFree + 3)
  await slow.closed
  expect((Date.now() - started) / 1000).toBeLessThan(seconds + 1)
  expect(await platform.deps.sql`SELECT FROM push WHERE push_id = 'trickle'`).toHaveLength(0)
}, 60_000)

it('a retry is answered by its signed digest, however slowly its body comes, and leaves its place at once', async () => {
  const mei = await settleResident(platform.deps)
  const body = ndjson([metroRow(mei)])
  const first = await push(platform.url, city.card, body, { pushId: 'again' })
  expect(first.status).toBe(200)
  const started = Date.now()
  const retries = Array.from({ length: 8 }, () =>
    sendSlowly(card(), { pushId: 'again', body, trickles: true }),
  )
  for (const { answered } of retries) expect(await answered).toMatch(/^HTTP\/1\.1 200 [^]*"accepted":1/)
  const fresh = await push(platform.url, city.card, [metroRow(mei)])
  expect([fresh.status, fresh.body.counts.accepted]).toEqual([200, 1])
  const other = sendSlowly(card(), { pushId: 'again', body: ndjson([metroRow(mei)]), trickles: true })
  expect(await other.answered).toMatch(/^HTTP\/1\.1 409 [^]*push\.conflict/)
  expect(Date.now() - started).toBeLessThan(3_000)
}, 60_000)

it('a retry waits its turn at the gate like any other push', async () => {
  const mei = await settleResident(platform.deps)
  const body = ndjson([metroRow(mei)])
  await push(platform.url, city.card, body, { pushId: 'in-turn' })
  const held = [1, 2].map((n) =>
    sendSlowly(card(), { pushId: `in-front-${n}`, body: ndjson([metroRow(mei)]) }),
  )
  await aMoment()
  let isAnswered = false
  const retry = push(platform.url, city.card, body, { pushId: 'in-turn' }).finally(() => (isAnswered = true))
  await aMoment()
  expect(isAnswered).toBe(false)
  for (const { socket } of held) socket.destroy()
  expect((await retry).status).toBe(200)
}, 60_000)
