import { Type } from '@sinclair/typebox'

import { buildApp } from '#server/app'
import { type App, type Context } from '#server/platform/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

const RIDER = '王小梅-310101199001011234'

const probe: Context = async (app, deps) => {
  const open = { access: 'public' } as const
  app.post(
    '/v1/echo/:id',
    {
      config: open,
      schema: {
        params: Type.Object({ id: Type.Integer() }),
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 10 })) }),
        body: Type.Object({ grams: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
        response: { 200: Type.Object({ id: Type.Integer(), grams: Type.Integer() }) },
      },
    },
    async (request) => ({ id: request.params.id, grams: request.body.grams, secret: 'never sent' }),
  )
  app.post(
    '/v1/named',
    {
      config: open,
      schema: { body: Type.Object({ name: Type.String() }), response: { 200: Type.Object({}) } },
    },
    async () => ({}),
  )
  app.post(
    '/v1/measured',
    {
      config: open,
      schema: {
        body: Type.Object({
          names: Type.Array(
            Type.Union([Type.Null(), Type.String({ minLength: 2, maxLength: 4, pattern: '\\S' })]),
          ),
        }),
        response: { 200: Type.Object({}) },
      },
    },
    async () => ({}),
  )
  app.put('/v1/bodiless', { config: open }, async (request) => ({ body: request.body ?? null }))
  app.get('/v1/refused', { config: open }, async (_request, reply) =>
    reply.refuse('scene.unknown', { where: '/params/scene' }),
  )
  app.get('/v1/bug', { config: open }, async () => {
    await deps.sql`SELECT ${RIDER}::integer`
  })
  app.get('/v1/slow', { config: open }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { slow: true }
  })
  app.get(
    '/v1/limited',
    { config: { ...open, rateLimit: { max: 2, timeWindow: '1 minute' } } },
    async () => ({}),
  )
}

describe('the HTTP service', () => {
  let platform: TestPlatform
  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(platform.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })

  beforeAll(async () => {
    platform = await startTestPlatform({
      contexts: [probe],
      overrides: { allowedOrigins: ['https://h5.example'] },
    })
  })
  afterAll(() => platform.close())

  it('validates what comes in and sends only what the schema names', async () => {
    const answer = await post('/v1/echo/7?limit=3', '{"grams":5}')
    expect(await answer.json()).toEqual({ id: 7, grams: 5 })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['/v1/echo/7', '{"grams":"5"}', '/body/grams'],
    ['/v1/echo/7', '{"grams":5,"extra":1}', '/body/extra'],
    ['/v1/echo/seven', '{"grams":5}', '/params/id'],
    ['/v1/echo/7?limit=11', '{"grams":5}', '/query/limit'],
  ])('says where %s with %s does not fit', async (path, body, where) => {
    const answer = await post(path, body)
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'request.invalid', where }])
  })

  it.each([
    ['broken JSON', '{"grams":', 'application/json', 400, 'request.invalid'],
    ['an empty body', '', 'application/json', 400, 'request.invalid'],
    ['a poisoned prototype', '{"__proto__":{"a":1}}', 'application/json', 400, 'request.invalid'],
    ['another media type', 'grams=5', 'text/csv', 415, 'request.unsupported-media'],
    ['65 kB', JSON.stringify({ grams: 'x'.repeat(65_536) }), 'application/json', 413, 'request.too-large'],
  ])('refuses %s', async (_what, body, contentType, status, code) => {
    const answer = await post('/v1/echo/7', body, { 'content-type': contentType })
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }])
  })

  it('takes a request that announces JSON and carries nothing, as mini-programs send it', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${platform.url}/v1/bodiless`, { method: 'PUT', headers })
    expect([answer.status, await answer.json()]).toEqual([200, { body: null }])
  })

  it('takes UTF-8 as it was sent and nothing else: no other bytes, no other charset, no byte order mark', async () => {
    const sent = async (body: string | Uint8Array<ArrayBuffer>, charset = 'utf-8') => {
      const answer = await fetch(`${platform.url}/v1/echo/7`, {
        ...{ method: 'POST', body, headers: { 'content-type': `application/json; charset=${charset}` } },
      })
      return [answer.status, ((await answer.json()) as { where?: string }).where]
    }
    const json = Buffer.from('{"grams":5}')
    expect(await sent('{"grams":5}')).toEqual([200, undefined])
    expect(await sent('{"grams":5}', '"UTF-8"')).toEqual([200, undefined])
    expect(await sent('{"grams":5}', 'gbk')).toEqual([415, undefined])
    expect(await sent(new Uint8Array(Buffer.concat([Buffer.from('{"a":"\xff",', 'latin1'), json])))).toEqual([
      400,
      '/body',
    ])
    expect(await sent(new Uint8Array(Buffer.concat([Buffer.from('efbbbf', 'hex'), json])))).toEqual([
      400,
      '/body',
    ])
  })

  it.each(['\u0000', '\u0001', '\u007f', '\u0085', '\u202e', '\u2067', '\ud800', '\uffff', '\u{1fffe}'])(
    'takes no text with what nobody types: %j',
    async (character) => {
      const answer = await post('/v1/named', JSON.stringify({ name: `店${character}` }))
      expect([answer.status, ((await answer.json()) as { where: string }).where]).toEqual([400, '/body/name'])
      expect((await post('/v1/named', JSON.stringify({ name: '店 👩\u200d🍳\n二\t楼' }))).status).toBe(200)
    },
  )

  it.each([
    ['an emoji', '😀', 400],
    ['a rare character', '𠮷', 400],
    ['two of them', '𠮷😀', 200],
    ['four of them', '😀'.repeat(4), 200],
    ['five of them', '😀'.repeat(5), 400],
    ['three letters and an emoji', 'abc😀', 200],
    ['five letters', 'abcde', 400],
    ['one letter', 'a', 400],
    ['two blanks', '  ', 400],
    ['no text', 7, 400],
    ['none', null, 200],
  ])('counts characters as the database does: %s', async (_what, name, status) => {
    expect((await post('/v1/measured', JSON.stringify({ names: [name] }))).status).toBe(status)
  })

  it('answers a refusal in both languages with what to do next', async () => {
    const answer = await fetch(`${platform.url}/v1/refused`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({
      code: 'scene.unknown',
      message: '没有这个场景',
      messageEn: 'Unknown scene or provider',
      next: '请返回场景列表',
      nextEn: 'Read GET /v1/scenes',
      where: '/params/scene',
      requestId: answer.headers.get('x-request-id'),
    })
  })

  it('answers unknown paths and unreadable ones in the same form', async () => {
    expect(await (await fetch(`${platform.url}/v1/none`)).json()).toMatchObject({ code: 'request.not-found' })
    expect(await (await fetch(`${platform.url}/%zz`)).json()).toMatchObject({ code: 'request.invalid' })
  })

  it('tells nothing of a bug but its request id', async () => {
    const answer = await fetch(`${platform.url}/v1/bug`)
    const body = (await answer.json()) as Record<string, unknown>
    expect([answer.status, body['code']]).toEqual([500, 'server.fault'])
    expect(JSON.stringify(body)).not.toMatch(/integer|SELECT|postgres/i)
    expect(platform.logText()).toContain(`"requestId":"${String(body['requestId'])}"`)
  })

  it('logs routes, never URLs, bodies, tokens or values', async () => {
    const query = `limit=3&name=${encodeURIComponent('王小梅')}`
    await post(`/v1/echo/31010119?${query}`, '{"grams":424242}', {
      authorization: 'Bearer secret.token.value',
    })
    await fetch(`${platform.url}/v1/bug`)
    const text = platform.logText()
    expect(text).toContain('"route":"/v1/echo/:id"')
    expect(text).not.toMatch(/31010119|王小梅|%E7%8E%8B|424242|secret\.token|limit=3/)
  })

  it('limits a route that asks for it', async () => {
    const answers = []
    for (let index = 0; index < 3; index += 1) answers.push(await fetch(`${platform.url}/v1/limited`))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers[2]?.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await answers[2]?.json()).toMatchObject({ code: 'request.too-many' })
  })

  it('protects every answer and lets only configured pages call across origins', async () => {
    const headers = (origin: string): Promise<Response> =>
      fetch(`${platform.url}/livez`, { headers: { origin } })
    const own = (await headers('https://h5.example')).headers
    expect(own.get('access-control-allow-origin')).toBe('https://h5.example')
    expect(own.get('x-content-type-options')).toBe('nosniff')
    expect(own.get('content-security-policy')).toContain("default-src 'none'")
    expect((await headers('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://h5.example' } }
    const answer = await fetch(`${platform.url}/v1/echo/1`, preflight)
    expect([answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization, content-type, idempotency-key',
    ])
  })

  it('documents itself as OpenAPI 3.1, with a page that loads nothing from outside', async () => {
    const document = (await (await fetch(`${platform.url}/openapi.json`)).json()) as Record<string, unknown>
    expect(document).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/echo/{id}': { post: { 'x-access': 'public', responses: { default: {} } } } },
    })
    const page = await fetch(`${platform.url}/docs/`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await page.text()).not.toMatch(/(src|href)="https?:/)
    const script = await fetch(`${platform.url}/docs/static/swagger-ui-bundle.js`)
    expect([script.status, (await script.text()).length > 100_000]).toEqual([200, true])
  })

  it('is alive and ready, and counts its requests by route pattern', async () => {
    expect(await (await fetch(`${platform.url}/livez`)).json()).toEqual({ status: 'alive' })
    expect(await (await fetch(`${platform.url}/readyz`)).json()).toEqual({ status: 'ready' })
    platform.deps.metrics.counter({ name: 'suitan_probe_total', help: 'A fact' }).inc(3)
    const text = await (await fetch(`${platform.url}/metrics`)).text()
    expect(text).toMatch(
      /suitan_http_request_duration_seconds_count\{method="POST",route="\/v1\/echo\/:id",status="200"\}/,
    )
    expect(text).toMatch(/suitan_database_connections\{state="active"\} \d/)
    expect(text).toMatch(/nodejs_eventloop_lag_seconds/)
    expect(text).toContain('suitan_probe_total 3')
  })

  it('is not ready while the database has other migrations', async () => {
    await platform.deps.sql`UPDATE schema_migration SET digest = 'other' WHERE number = 1`
    const answer = await fetch(`${platform.url}/readyz`)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'unready', reason: 'migrations not current' },
    ])
  })
})

describe('stopping', () => {
  it('finishes what is in flight and takes nothing new', async () => {
    const platform = await startTestPlatform({ contexts: [probe] })
    const slow = fetch(`${platform.url}/v1/slow`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const closing = platform.close()
    expect(await (await slow).json()).toEqual({ slow: true })
    await closing
    await expect(fetch(`${platform.url}/livez`)).rejects.toThrow()
  })

  it('is not ready once the database is gone', async () => {
    const platform = await startTestPlatform({ contexts: [] })
    await platform.deps.sql.end()
    const answer = await fetch(`${platform.url}/readyz`)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'unready', reason: 'database unreachable' },
    ])
    await platform.close()
  })
})

describe('a route that does not say who may call it', () => {
  it('is not registered', async () => {
    const platform = await startTestPlatform({ contexts: [] })
    const silent: Context = async (app) => void app.get('/v1/silent', async () => ({}))
    const odd: Context = async (app: App) =>
      void app.get('/v1/odd', { config: { access: 'resident', roles: ['centre'] } }, async () => ({}))
    await expect(buildApp(platform.deps, [silent])).rejects.toThrow(
      'GET /v1/silent does not say who may call it',
    )
    await expect(buildApp(platform.deps, [odd])).rejects.toThrow('roles without access staff')
    await platform.close()
  })
})
