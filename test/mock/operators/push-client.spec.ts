import { createHash, createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { parseDictionary, serializeInnerList } from 'structured-headers'
import {
  busRide,
  createOperatorClient,
  newKeyPair,
  operatorKey,
  riderInstruments,
  type OperatorClient,
} from '#mock/operators/index'

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const { privatePem, publicBase64url } = newKeyPair()
const row = busRide({ at: new Date('2026-11-20T08:00:00+08:00'), subject: riderInstruments(5).card })
const received: Received[] = []
let statuses: number[] = []
let server: Server
let client: OperatorClient

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    })
    response
      .writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' })
      .end('{"code":"server.busy","items":[]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  client = createOperatorClient({
    baseUrl: `http://127.0.0.1:${port}`,
    key: operatorKey('sptcc', 'sptcc-1', privatePem),
  })
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  received.length = 0
  statuses = []
})

/** The verifier's half of RFC 9421, from the headers alone. */
const isGenuine = ({ method, url, headers }: Received): boolean => {
  const [items, parameters] = parseDictionary(String(headers['signature-input'])).get('sig1') as never as [
    [string, Map<string, never>][],
    Map<string, never>,
  ]
  const value = (name: string): string => {
    if (name === '@method') return method
    if (name === '@path') return url.split('?')[0] ?? ''
    if (name === '@query') return `?${url.split('?')[1] ?? ''}`
    return String(headers[name])
  }
  const base = [
    ...items.map(([name]) => `"${name}": ${value(name)}`),
    `"@signature-params": ${serializeInnerList([items, parameters] as never)}`,
  ].join('\n')
  const [signature] = parseDictionary(String(headers['signature'])).get('sig1') as never as [ArrayBuffer]
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicBase64url }, format: 'jwk' })
  return verify(null, Buffer.from(base), key, Buffer.from(signature))
}

describe("an operator's machine", () => {
  it('pushes gzipped lines under a signature that covers every byte as sent', async () => {
    expect(await client.push('day-1', [row, '{"broken":'])).toMatchObject({ ok: true })
    const [push] = received as [Received]
    expect([push.method, push.url]).toEqual(['POST', '/v1/operators/sptcc/pushes/day-1'])
    expect(gunzipSync(push.body).toString()).toBe(`${JSON.stringify(row)}\n{"broken":\n`)
    expect(push.headers['content-digest']).toBe(
      `sha-256=:${createHash('sha256').update(push.body).digest('base64')}:`,
    )
    expect(push.headers['signature-input']).toContain(
      '("@method" "@path" "@query" "content-digest" "content-type" "content-encoding")',
    )
    expect(isGenuine(push)).toBe(true)
    expect(isGenuine({ ...push, url: '/v1/operators/other/pushes/day-1' })).toBe(false)
  })

  it('signs the query of a listing', async () => {
    await client.runs('settled')
    const [listing] = received as [Received]
    expect(listing.url).toBe('/v1/operators/sptcc/runs?state=settled')
    expect(isGenuine(listing)).toBe(true)
    expect(isGenuine({ ...listing, url: '/v1/operators/sptcc/runs?state=issued' })).toBe(false)
  })

  it('tries again when the platform is busy: same push id, new nonce', async () => {
    statuses = [503, 500]
    expect(await client.push('day-2', [row])).toMatchObject({ ok: true })
    expect(received.map(({ url }) => url)).toEqual(Array(3).fill('/v1/operators/sptcc/pushes/day-2'))
    expect(new Set(received.map(({ headers }) => headers['signature'])).size).toBe(3)
    expect(received.every(isGenuine)).toBe(true)
  })

  it('takes a refusal for an answer', async () => {
    statuses = [409]
    expect(await client.push('day-3', [row])).toMatchObject({ ok: false, status: 409 })
    expect(received).toHaveLength(1)
  })
})
