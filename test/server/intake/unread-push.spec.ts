import { connect, type Socket } from 'node:net'

import { intakeRoutes } from '#server/intake/index'
import { signedHeaders, startTestPlatform, type RequestToSign, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, type IntakeCity } from './intake-city'

/** More than the sockets' buffers hold on both sides. */
const BODY = Buffer.alloc(30 * 1024 * 1024, '\n')

let platform: TestPlatform
let city: IntakeCity
let socket: Socket
let heard: string
let closed: Promise<void>
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
beforeEach(() => {
  const { hostname, port } = new URL(platform.url)
  heard = ''
  socket = connect(Number(port), hostname)
  socket.setEncoding('utf8').on('data', (part: string) => (heard += part))
  socket.on('error', () => undefined)
  closed = new Promise((resolve) => socket.once('close', () => resolve()))
})
afterEach(() => socket.destroy())
afterAll(() => platform.close())

function sendHead(toSign: RequestToSign): void {
  const { method, target, body } = toSign
  const headers = { host: new URL(platform.url).host, ...signedHeaders(city.card, toSign) }
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`)
}

/** The statuses of the answers so far, as soon as there are so many or nothing more will come. */
async function statuses(count: number): Promise<string[]> {
  for (;;) {
    const found = [...heard.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status!)
    if (found.length >= count || socket.destroyed) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
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
    ['charset', { contentType: 'application/x-ndjson; charset=gbk' }],
  ])(
    'leaves its connection to the next request at once: %s',
    async (_what, bend) => {
      sendHead(bigPush(bend))
      socket.write(BODY)
      sendHead({ method: 'GET', target: '/v1/operators/sptcc/pushes/never-sent' })
      expect(await statuses(2)).toEqual(['415', '404'])
    },
    9_000,
  )

  it('holds its connection for ten seconds and no longer while the rest trickles in', async () => {
    sendHead(bigPush({ contentEncoding: 'br' }))
    const trickle = setInterval(() => socket.write('\n'), 200)
    expect(await statuses(1)).toEqual(['415'])
    const answered = Date.now()
    await closed.finally(() => clearInterval(trickle))
    const seconds = (Date.now() - answered) / 1000
    expect(seconds).toBeGreaterThan(9)
    expect(seconds).toBeLessThan(13)
  }, 20_000)
})
