import { Agent, request } from 'node:http'
import { connect } from 'node:net'

import { intakeRoutes } from '#server/intake/index'
import { signedHeaders, startTestPlatform, type RequestToSign, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, type IntakeCity } from './intake-city'

/** More than the sockets' buffers hold on both sides. */
const BODY = Buffer.alloc(30 * 1024 * 1024, '\n')

let platform: TestPlatform
let city: IntakeCity
let agent: Agent
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
beforeEach(() => {
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
})
afterEach(() => agent.destroy())
afterAll(() => platform.close())

interface Answer {
  readonly status: number | undefined
  readonly text: string
  readonly isReused: boolean
}

/** Sends over the one connection of the agent. */
function send(toSign: RequestToSign): Promise<Answer> {
  const headers = signedHeaders(city.card, toSign)
  const { body, method, target: path } = toSign
  return new Promise((resolve, reject) => {
    const sent = request(platform.url + path, { agent, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode, text, isReused: sent.reusedSocket }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

let pushes = 0
const bigPush = (bend: Partial<RequestToSign>): RequestToSign => {
  pushes += 1
  const target = `/v1/operators/sptcc/pushes/unread-${pushes}`
  return { method: 'POST', target, body: BODY, contentType: 'application/x-ndjson', ...bend }
}

describe('a push that is refused before its body was read', () => {
  it.each<[string, Partial<RequestToSign>]>([
    ['Content-Encoding', { contentEncoding: 'br' }],
    ['Content-Type', { contentType: 'application/x-ndjson; charset=gbk' }],
    ['another media type', { contentType: 'text/csv' }],
  ])(
    'is answered, and its connection serves the next request at once: %s',
    async (_what, bend) => {
      const refused = await send(bigPush(bend))
      expect(refused).toMatchObject({ status: 415, isReused: false })
      const next = await send({ method: 'GET', target: '/v1/operators/sptcc/pushes/never-sent' })
      expect(next).toMatchObject({ status: 404, isReused: true })
    },
    10_000,
  )

  it('holds its connection no longer than ten seconds when the rest does not come', async () => {
    const { hostname, port, host } = new URL(platform.url)
    const unread = bigPush({ contentEncoding: 'br' })
    const headers = { host, 'content-length': String(BODY.length), ...signedHeaders(city.card, unread) }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const socket = connect(Number(port), hostname)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
    socket.on('error', () => undefined)
    const trickle = setInterval(() => socket.write('\n'), 200)
    socket.write(`POST ${unread.target} HTTP/1.1\r\n${lines.join('')}\r\n`)
    try {
      expect(await answered).toMatch(/^HTTP\/1\.1 415 /)
      const answeredAt = Date.now()
      await closed
      expect(Date.now() - answeredAt).toBeLessThan(12_000)
    } finally {
      clearInterval(trickle)
      socket.destroy()
    }
  }, 20_000)
})
