import { randomUUID } from 'node:crypto'

import { Type } from '@sinclair/typebox'

import { type Context } from '#server/platform/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

let done = 0

const counter: Context = async (app) => {
  const body = Type.Object({ grams: Type.Integer(), mode: Type.Optional(Type.String()) })
  app.post('/v1/convert', { config: { access: 'resident' }, schema: { body } }, async (request, reply) => {
    done += 1
    if (request.body.mode === 'refuse') return reply.refuse('account.closed')
    if (request.body.mode === 'fault') throw new Error('a bug')
    if (request.body.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, 300))
    return reply.status(201).send({ done, key: request.idempotencyKey })
  })
  app.post('/v1/strict', { config: { access: 'resident', idempotency: 'required' } }, async () => ({
    done: true,
  }))
  app.delete('/v1/card', { config: { access: 'resident' } }, async (_request, reply) =>
    reply.status(204).send(),
  )
}

describe('a write with an Idempotency-Key', () => {
  let platform: TestPlatform
  let token: string
  beforeAll(async () => {
    platform = await startTestPlatform({ contexts: [counter] })
    token = await tokenOf()
  })
  afterAll(() => platform.close())

  const tokenOf = async (): Promise<string> => {
    const subject = { kind: 'resident', hostId: 'suishenban', accountId: randomUUID() } as const
    return (await platform.deps.sessions.start(subject)).accessToken
  }
  const send = async (
    key: string | null,
    body: object | null,
    path = '/v1/convert',
    by = token,
    method = 'POST',
  ) => {
    const headers: Record<string, string> = { authorization: `Bearer ${by}` }
    if (key !== null) headers['idempotency-key'] = key
    if (body !== null) headers['content-type'] = 'application/json'
    const answer = await fetch(platform.url + path, { method, headers, body: body && JSON.stringify(body) })
    const text = await answer.text()
    const isReplayed = answer.headers.get('idempotency-replayed') === 'true'
    const json = (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null
    return { status: answer.status, isReplayed, json, retryAfter: answer.headers.get('retry-after') }
  }

  it('happens once; the retry gets the same answer', async () => {
    const key = randomUUID()
    const before = done
    const first = await send(key, { grams: 5 })
    const retry = await send(key, { grams: 5 })
    expect(first).toMatchObject({ status: 201, isReplayed: false, json: { key } })
    expect(retry).toEqual({ ...first, isReplayed: true })
    expect(done).toBe(before + 1)
  })

  it('is refused with another body, and private to the person and the route', async () => {
    const key = randomUUID()
    await send(key, { grams: 5 })
    expect(await send(key, { grams: 6 })).toMatchObject({ status: 409, json: { code: 'request.key-reused' } })
    expect(await send(key, { grams: 6 }, '/v1/convert', await tokenOf())).toMatchObject({ status: 201 })
    expect(await send(key, null, '/v1/strict')).toMatchObject({ status: 200, isReplayed: false })
  })

  it('also keeps a refusal, and an answer without a body', async () => {
    const [refused, gone] = [randomUUID(), randomUUID()]
    await send(refused, { grams: 1, mode: 'refuse' })
    const retry = await send(refused, { grams: 1, mode: 'refuse' })
    expect(retry).toMatchObject({ status: 410, isReplayed: true, json: { code: 'account.closed' } })
    await send(gone, null, '/v1/card', token, 'DELETE')
    expect(await send(gone, null, '/v1/card', token, 'DELETE')).toMatchObject({
      status: 204,
      isReplayed: true,
    })
  })

  it('may be tried again after a fault of ours', async () => {
    const key = randomUUID()
    const before = done
    expect(await send(key, { grams: 1, mode: 'fault' })).toMatchObject({ status: 500 })
    expect(await send(key, { grams: 1, mode: 'fault' })).toMatchObject({ status: 500, isReplayed: false })
    expect(done).toBe(before + 2)
  })

  it('asks a retry to wait while the first is still running', async () => {
    const key = randomUUID()
    const first = send(key, { grams: 1, mode: 'slow' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const early = await send(key, { grams: 1, mode: 'slow' })
    expect(early).toMatchObject({ status: 503, retryAfter: '1', json: { code: 'server.busy' } })
    expect(await first).toMatchObject({ status: 201 })
  })

  it('is taken over a minute after its process died', async () => {
    const key = randomUUID()
    await send(key, { grams: 1 })
    await platform.deps.sql`UPDATE idempotency_key SET status = NULL, answer_sealed = NULL WHERE key = ${key}`
    expect(await send(key, { grams: 1 })).toMatchObject({ status: 503 })
    platform.clock.advanceSeconds(61)
    expect(await send(key, { grams: 1 })).toMatchObject({ status: 201, isReplayed: false })
  })

  it('needs a proper key where the route requires one, and none elsewhere', async () => {
    const where = '/headers/idempotency-key'
    expect(await send(null, null, '/v1/strict')).toMatchObject({
      status: 400,
      json: { code: 'request.invalid', where },
    })
    expect(await send('short', { grams: 1 })).toMatchObject({ status: 400, json: { where } })
    expect(await send(null, { grams: 1 })).toMatchObject({ status: 201 })
  })

  it('is forgotten after a day, and never kept readable', async () => {
    const [row] = await platform.deps.sql`
      SELECT string_agg(encode(answer_sealed, 'escape'), '') AS text FROM idempotency_key`
    expect(row?.['text']).not.toContain('done')
    platform.clock.advanceSeconds(86_401)
    await platform.deps.jobs.runNow('platform.forget-expired')
    expect(await platform.deps.sql`SELECT 1 FROM idempotency_key`).toHaveLength(0)
  })
})
