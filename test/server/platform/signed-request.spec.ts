import { gzipSync } from 'node:zlib'

import { Type } from '@sinclair/typebox'

import {
  requiredComponents,
  signatureBase,
  signatureParametersText,
  type HttpSignatureAlgorithm,
} from '#contract'
import { type Context } from '#server/platform/index'
import {
  contentDigest,
  registerOperator,
  signedHeaders,
  startTestPlatform,
  type OperatorSigner,
  type RequestToSign,
  type TestPlatform,
} from '#test/harness/index'

const kept: string[] = []

/** Routes as operators use them: a small JSON body, a streamed one, and a read. */
const intake: Context = async (app) => {
  app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload))
  const params = Type.Object({ operatorId: Type.String() })
  const config = { access: 'operator' } as const
  app.post('/v1/operators/:operatorId/report', { config, schema: { params } }, async (request) => ({
    body: request.body,
    principal: request.principal,
  }))
  app.get('/v1/operators/:operatorId/feed', { config, schema: { params } }, async () => ({ feed: [] }))
  app.post('/v1/operators/:operatorId/rides', { config, schema: { params } }, async (request) => {
    const chunks: Buffer[] = []
    for await (const chunk of request.body as AsyncIterable<Buffer>) chunks.push(chunk)
    kept.push(Buffer.concat(chunks).toString())
    return { bytes: Buffer.concat(chunks).length }
  })
}

const REPORT = '/v1/operators/metro/report?day=2026-05-04&b=%20'
const RIDES = '/v1/operators/metro/rides'

describe('a signed request', () => {
  let platform: TestPlatform
  let metro: OperatorSigner
  const nowSeconds = (): number => Math.floor(platform.clock.now().getTime() / 1000)

  beforeAll(async () => {
    platform = await startTestPlatform({ contexts: [intake] })
    metro = await registerOperator(platform.deps, 'metro')
  })
  afterAll(() => platform.close())

  const report = (changes: Partial<RequestToSign> = {}): RequestToSign => ({
    ...{ method: 'POST', target: REPORT, body: '{"rides":1}', created: nowSeconds() },
    ...changes,
  })
  const send = async (
    { method, target, body }: RequestToSign,
    headers: Record<string, string>,
  ): Promise<{ status: number; json: Record<string, unknown> }> => {
    const answer = await fetch(platform.url + target, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
  const codeOf = async (request: RequestToSign, headers: Record<string, string>): Promise<string> => {
    const { status, json } = await send(request, headers)
    return `${status} ${String(json['code'])}`
  }

  it.each<HttpSignatureAlgorithm>(['ed25519', 'hmac-sha256', 'hmac-sm3', 'sm2-sm3'])(
    'by %s is the operator’s',
    async (algorithm) => {
      const signer =
        algorithm === 'ed25519' ? metro : await registerOperator(platform.deps, 'metro', algorithm)
      const { status, json } = await send(report(), signedHeaders(signer, report()))
      const principal = { kind: 'operator', operatorId: 'metro', keyId: signer.keyId }
      expect([status, json]).toMatchObject([200, { body: { rides: 1 }, principal }])
      const altered = { ...signedHeaders(signer, report()), 'content-digest': contentDigest('{"rides":2}') }
      expect(await codeOf(report({ body: '{"rides":2}' }), altered)).toBe('401 signature.invalid')
    },
  )

  it('without a body needs no digest', async () => {
    const request = { method: 'GET', target: '/v1/operators/metro/feed', created: nowSeconds() }
    expect((await send(request, signedHeaders(metro, request))).status).toBe(200)
  })

  it('keeps a shared secret only sealed', async () => {
    const { seed } = await registerOperator(platform.deps, 'bus', 'hmac-sha256')
    const rows = await platform.deps.sql<{ key_sealed: Buffer; public_key: null }[]>`
      SELECT key_sealed, public_key FROM operator_key WHERE operator_id = 'bus'`
    expect(rows[0]?.public_key).toBeNull()
    expect(rows[0]?.key_sealed.includes(seed)).toBe(false)
  })

  it('is refused when the signature is missing', async () => {
    for (const name of ['signature', 'signature-input']) {
      const { [name]: _left, ...headers } = signedHeaders(metro, report())
      expect(await codeOf(report(), headers)).toBe('401 signature.missing')
    }
  })

  it.each([
    ['no label of ours', (text: string) => text.replace('sig1=', 'other=')],
    ['garbage', () => ')('],
    ['not a list', () => 'sig1="x"'],
    ['a component left out', (text: string) => text.replace('"@query" ', '')],
    ['the digest left out', (text: string) => text.replace('"content-digest" ', '')],
    ['a component twice', (text: string) => text.replace('"@path"', '"@path" "@path"')],
    ['a component we cannot rebuild', (text: string) => text.replace('"@path"', '"@path" "date"')],
    ['a component with a parameter', (text: string) => text.replace('"@path"', '"@path";req')],
    ['no nonce', (text: string) => text.replace(/;nonce="[^"]*"/, '')],
    ['a short nonce', (text: string) => text.replace(/;nonce="[^"]*"/, ';nonce="abc"')],
    ['no time', (text: string) => text.replace(/;created=\d+/, '')],
    ['a time that is no number', (text: string) => text.replace(/;created=(\d+)/, ';created="$1"')],
    ['no key id', (text: string) => text.replace(/;keyid="[^"]*"/, '')],
    ['an unknown algorithm', (text: string) => text.replace('alg="ed25519"', 'alg="none"')],
  ])('is refused as malformed: %s', async (_what, change) => {
    const headers = signedHeaders(metro, report())
    headers['signature-input'] = change(headers['signature-input'] ?? '')
    expect(await codeOf(report(), headers)).toBe('401 signature.malformed')
  })

  it('is refused as malformed when the signature is no byte sequence, or a compressed body is not covered', async () => {
    expect(await codeOf(report(), { ...signedHeaders(metro, report()), signature: 'sig1="abc"' })).toBe(
      '401 signature.malformed',
    )
    const headers = { ...signedHeaders(metro, report()), 'content-encoding': 'gzip' }
    expect(await codeOf(report(), headers)).toBe('401 signature.malformed')
  })

  it('is refused with a key that is unknown, not yet or no longer valid', async () => {
    const stranger = { ...metro, keyId: 'nobody-ed25519' }
    expect(await codeOf(report(), signedHeaders(stranger, report()))).toBe('401 signature.unknown-key')
    const retired = await registerOperator(platform.deps, 'ferry')
    const now = platform.clock.now()
    await platform.deps.sql`UPDATE operator_key SET valid_to = ${now} WHERE key_id = ${retired.keyId}`
    expect(await codeOf(report(), signedHeaders(retired, report()))).toBe('401 signature.unknown-key')
  })

  it('is refused at another operator’s door', async () => {
    const bike = await registerOperator(platform.deps, 'bike')
    expect(await codeOf(report(), signedHeaders(bike, report()))).toBe('403 signature.wrong-operator')
  })

  it.each<[string, Partial<RequestToSign>]>([
    ['another method', { method: 'PUT' }],
    ['another path', { target: REPORT.replace('report', 'rides') }],
    ['another query', { target: REPORT.replace('04', '05') }],
    ['the query in another spelling', { target: REPORT.replace('%20', '+') }],
    ['another content type', { contentType: 'application/x-ndjson' }],
  ])('is refused as invalid when it was made for %s', async (_what, changes) => {
    const headers = { ...signedHeaders(metro, report(changes)), 'content-type': 'application/json' }
    expect(await codeOf(report(), headers)).toBe('401 signature.invalid')
  })

  it('is refused as invalid under another algorithm than the key’s', async () => {
    const hmac = { ...metro, algorithm: 'hmac-sha256' as const }
    expect(await codeOf(report(), signedHeaders(hmac, report()))).toBe('401 signature.invalid')
  })

  it('is refused as stale more than 5 minutes from our clock, either way', async () => {
    const at = (seconds: number): Promise<string> => {
      const request = report({ created: nowSeconds() + seconds })
      return codeOf(request, signedHeaders(metro, request))
    }
    expect(await Promise.all([-300, 300, -301, 301].map(at))).toEqual([
      ...['200 undefined', '200 undefined'],
      ...['401 signature.stale', '401 signature.stale'],
    ])
  })

  it('counts once, also when two copies come at the same moment and after the nonces were cleared', async () => {
    const headers = signedHeaders(metro, report())
    const both = await Promise.all([codeOf(report(), headers), codeOf(report(), headers)])
    expect(both.sort()).toEqual(['200 undefined', '409 signature.replayed'])
    await platform.deps.jobs.runNow('platform.forget-expired')
    expect(await codeOf(report(), headers)).toBe('409 signature.replayed')
    platform.clock.advanceSeconds(601)
    await platform.deps.jobs.runNow('platform.forget-expired')
    expect(await platform.deps.sql`SELECT 1 FROM http_nonce`).toHaveLength(0)
    expect(await codeOf(report(), headers)).toBe('401 signature.stale')
  })

  it('with an invalid signature uses up no nonce', async () => {
    const request = report({ nonce: 'a-nonce-that-an-attacker-saw' })
    const good = signedHeaders(metro, request)
    expect(
      await codeOf(request, { ...good, signature: `sig1=:${Buffer.alloc(64).toString('base64')}:` }),
    ).toBe('401 signature.invalid')
    expect(await codeOf(request, good)).toBe('200 undefined')
  })

  it('is refused when a body has no digest, or none of SHA-256', async () => {
    const { 'content-digest': _left, ...headers } = signedHeaders(metro, report())
    expect(await codeOf(report(), headers)).toBe('400 digest.missing')
    const parts = { method: 'POST', path: REPORT.split('?')[0] ?? '', query: '?day=2026-05-04&b=%20' }
    const signedParts = { ...parts, contentDigest: 'md5=:AAAA:', contentType: 'application/json' }
    const parameters = { created: nowSeconds(), nonce: 'n'.repeat(20), keyId: 'metro-hmac-sha256' }
    const components = requiredComponents(signedParts)
    const text = signatureParametersText(components, { ...parameters, algorithm: 'hmac-sha256' })
    expect(signatureBase(signedParts, components, text)).toContain('"content-digest": md5=:AAAA:\n')
    const signer = { keyId: 'metro-hmac-sha256', algorithm: 'hmac-sha256' as const, seed: Buffer.alloc(0) }
    expect(
      await codeOf(report(), { ...signedHeaders(signer, report()), 'content-digest': 'md5=:AAAA:' }),
    ).toBe('401 signature.invalid')
  })

  it('whose body was altered or truncated after signing is refused, however it is parsed', async () => {
    expect(await codeOf(report({ body: '{"rides":2}' }), signedHeaders(metro, report()))).toBe(
      '400 digest.mismatch',
    )
    const rides: RequestToSign = {
      ...report(),
      target: RIDES,
      contentType: 'application/x-ndjson',
      body: '{"a":1}\n{"a":2}\n',
    }
    expect((await send(rides, signedHeaders(metro, rides))).json).toEqual({ bytes: 16 })
    expect(await codeOf({ ...rides, body: '{"a":1}\n' }, signedHeaders(metro, rides))).toBe(
      '400 digest.mismatch',
    )
    expect(kept).toEqual(['{"a":1}\n{"a":2}\n'])
  })

  it('signs the bytes as sent, so compressed ones when they are', async () => {
    const body = gzipSync('{"a":1}\n')
    const rides: RequestToSign = {
      ...report(),
      target: RIDES,
      contentType: 'application/x-ndjson',
      body,
      contentEncoding: 'gzip',
    }
    expect((await send(rides, signedHeaders(metro, rides))).json).toEqual({ bytes: body.length })
  })
})
