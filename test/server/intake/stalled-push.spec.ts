import { connect, type Socket } from 'node:net'

import { intakeRoutes } from '#server/intake/index'
import { PUSH_LIMITS } from '#server/intake/limits'
import { signedHeaders, startTestPlatform, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, metroRow, ndjson, push, settleResident, type IntakeCity } from './intake-city'

let platform: TestPlatform
let city: IntakeCity
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
afterAll(() => platform.close())

/** Sends the head and half the body of a good push, and no more; resolves with what came back when the connection ends or answers. */
function stall(pushId: string, body: Buffer): { socket: Socket; answered: Promise<string> } {
  const { hostname, port, host } = new URL(platform.url)
  const target = `/v1/operators/sptcc/pushes/${pushId}`
  const headers = signedHeaders(city.card, {
    method: 'POST',
    target,
    body,
    contentType: 'application/x-ndjson',
  })
  const lines = Object.entries({ host, 'content-length': String(body.length), ...headers })
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  socket.write(body.subarray(0, body.length / 2))
  const answered = new Promise<string>((resolve) => {
    socket.once('data', (data) => resolve(data.toString()))
    socket.once('close', () => resolve('closed'))
    socket.once('error', () => resolve('closed'))
  })
  return { socket, answered }
}

it('an operator whose pushes stall stops nobody else, and is given up when it has been silent', async () => {
  const consents = [['metro', 'metro-app']] as const
  const mei = await settleResident(platform.deps, { consents })
  const stalled = Array.from({ length: 6 }, (_, n) => stall(`stalled-${n}`, ndjson([metroRow(mei)])))
  await new Promise((resolve) => setTimeout(resolve, 500))
  const started = Date.now()
  const { status, body } = await push(platform.url, city.code, [metroRow(mei)])
  expect([status, body.counts.accepted]).toEqual([200, 1])
  expect(Date.now() - started).toBeLessThan(PUSH_LIMITS.silenceSecondsMax * 500)
  const first = await Promise.race(stalled.map(({ answered }) => answered))
  expect(first).toMatch(/^HTTP\/1\.1 408 [^]*push\.too-slow/)
  expect(Date.now() - started).toBeLessThan(PUSH_LIMITS.silenceSecondsMax * 2_000)
  for (const { socket } of stalled) socket.destroy()
}, 60_000)
