/** @jest-environment node */
import { createApiClient, type ApiClientOptions } from '../../../src/api'
import type { HostPort } from '../../../src/host'
import { alipayHost } from '../../../src/host/alipay'
import { browserRequest } from '../../../src/host/browser'
import { weappHost } from '../../../src/host/weapp'
import { answer, startService, type Handler, type Service } from './service'
import { myRequest, wxRequest } from './vendor-requests'

const HOSTS: Record<string, Pick<HostPort, 'request'>> = {
  h5: { request: (request) => browserRequest({ fetch }, request) },
  weapp: weappHost({ request: wxRequest }),
  alipay: alipayHost({ request: myRequest }),
}

describe.each(Object.entries(HOSTS))('over %s', (_name, host) => {
  let service: Service | undefined
  afterEach(async () => {
    await service?.stop()
    service = undefined
  })

  async function clientOf(handle: Handler, options: Partial<ApiClientOptions> = {}) {
    service = await startService(handle)
    const visitor = { accessToken: () => undefined, refresh: () => Promise.resolve(false) }
    return createApiClient({ baseUrl: service.baseUrl, host, ...visitor, ...options })
  }

  it('reads a resource, with its query and the bearer token', async () => {
    const seen: (string | undefined)[] = []
    const client = await clientOf(
      (request, response) => {
        seen.push(request.url, request.headers.authorization)
        answer(response, 200, { grams: 1197 })
      },
      { accessToken: () => 'token-1' },
    )
    expect(await client.get('/rides', { month: '2026-11', scene: undefined, q: '人民广场' })).toEqual({
      ok: true,
      value: { grams: 1197 },
    })
    expect(seen).toEqual([`/rides?month=2026-11&q=${encodeURIComponent('人民广场')}`, 'Bearer token-1'])
  })

  it('writes JSON under an idempotency key, the caller’s own when it retries', async () => {
    const seen: unknown[] = []
    const client = await clientOf((request, response, body) => {
      seen.push([request.method, JSON.parse(body), request.headers['content-type']?.split(';')[0]])
      seen.push(request.headers['idempotency-key'])
      answer(response, 201, { id: 'acc_1' })
    })
    await client.post('/account', { noticeVersion: '1' }, { idempotencyKey: 'key-1' })
    await client.put('/account', { locale: 'en' })
    expect(seen.slice(0, 3)).toEqual([
      ['POST', { noticeVersion: '1' }, 'application/json'],
      'key-1',
      ['PUT', { locale: 'en' }, 'application/json'],
    ])
    expect(seen[3]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('sends bytes as they are, under their own type', async () => {
    const seen: unknown[] = []
    const client = await clientOf((request, response, body) => {
      seen.push([request.method, body, request.headers['content-type']])
      answer(response, 201, { pictureDigest: 'ab' })
    })
    // A part of a larger buffer: only the part goes.
    const bytes = new Uint8Array([0, 0x6c, 0x61, 0x74, 0x74, 0x65, 0]).subarray(1, 6)
    expect(await client.upload('/pictures', bytes, 'image/png')).toEqual({
      ok: true,
      value: { pictureDigest: 'ab' },
    })
    expect(seen).toEqual([['POST', 'latte', 'image/png']])
  })

  it('reads a file as the bytes it is, and a refusal in its place as what it says', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 0, 0xff, 0xfe, 0xc3, 0x28])
    const client = await clientOf((request, response) =>
      request.url === '/there'
        ? answer(response, 200, bytes)
        : answer(response, 404, { code: 'request.not-found', message: '没有找到' }),
    )
    const read = await client.bytes('/there')
    expect(read.ok && [...read.value]).toEqual([...bytes])
    expect(await client.bytes('/gone')).toEqual({
      ok: false,
      failure: {
        ...{ kind: 'refused', code: 'request.not-found', status: 404 },
        body: { code: 'request.not-found', message: '没有找到' },
      },
    })
  })

  it('names no content where there is none', async () => {
    const seen: unknown[] = []
    const client = await clientOf((request, response, body) => {
      seen.push([request.method, body, request.headers['content-type']])
      answer(response, 200, {})
    })
    await client.post('/me/guardian-codes')
    await client.put('/me/consents/metro/sptcc')
    expect(seen).toEqual([
      ['POST', '', undefined],
      ['PUT', '', undefined],
    ])
  })

  it('hands on a refusal of the service with its code', async () => {
    const problem = { code: 'consent.withdrawn', message: '已撤回同意' }
    const client = await clientOf((_request, response) => answer(response, 409, problem))
    expect(await client.delete('/consents/metro')).toEqual({
      ok: false,
      failure: { kind: 'refused', code: 'consent.withdrawn', status: 409, body: problem },
    })
  })

  it('calls a page of some proxy broken', async () => {
    const client = await clientOf((_request, response) =>
      response.writeHead(502).end('<html>Bad Gateway</html>'),
    )
    expect(await client.get('/rides')).toEqual({ ok: false, failure: { kind: 'broken', status: 502 } })
  })

  it('calls a refusal without a code broken', async () => {
    const client = await clientOf((_request, response) => answer(response, 500, { oops: true }))
    expect(await client.get('/rides')).toEqual({ ok: false, failure: { kind: 'broken', status: 500 } })
  })

  it('says offline when nothing listens', async () => {
    const client = await clientOf(() => undefined)
    await service?.stop()
    expect(await client.get('/rides')).toEqual({ ok: false, failure: { kind: 'offline' } })
  })

  it('says timeout when the service is silent', async () => {
    const client = await clientOf(() => undefined, { timeoutMs: 60 })
    expect(await client.get('/rides')).toEqual({ ok: false, failure: { kind: 'timeout' } })
  })

  it('refreshes once for all calls that met a 401, and repeats each of them', async () => {
    let token = 'old'
    let refreshes = 0
    const bearers: unknown[] = []
    const client = await clientOf(
      (request, response) => {
        bearers.push(request.headers.authorization)
        if (request.headers.authorization === 'Bearer new') answer(response, 200, { ok: request.url })
        else answer(response, 401, { code: 'session.expired' })
      },
      {
        accessToken: () => token,
        async refresh() {
          refreshes += 1
          await new Promise((resolve) => setTimeout(resolve, 30))
          token = 'new'
          return true
        },
      },
    )
    const results = await Promise.all(['/me', '/rides', '/scenes'].map((path) => client.get(path)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(refreshes).toBe(1)
    expect(bearers.filter((bearer) => bearer === 'Bearer new')).toHaveLength(3)
  })

  it('hands on the 401 when the person has to sign in again, without a second try', async () => {
    let calls = 0
    const client = await clientOf(
      (_request, response) => {
        calls += 1
        answer(response, 401, { code: 'session.expired' })
      },
      { accessToken: () => 'old' },
    )
    expect(await client.get('/me')).toMatchObject({ failure: { kind: 'refused', code: 'session.expired' } })
    expect(calls).toBe(1)
  })

  it('answers an unchanged resource from memory, and forgets it for the next person', async () => {
    const conditions: unknown[] = []
    const client = await clientOf((request, response) => {
      conditions.push(request.headers['if-none-match'])
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
      else answer(response, 200, { total: 5 }, { ETag: '"v1"' })
    })
    await client.get('/home')
    expect(await client.get('/home')).toEqual({ ok: true, value: { total: 5 } })
    client.forget()
    await client.get('/home')
    expect(conditions).toEqual([undefined, '"v1"', undefined])
  })
})
