import { Type } from '@sinclair/typebox'

import { startTestPlatform, type TestPlatform } from '#test/harness/index'
import { type Context } from '#server/platform/index'

const probe: Context = async (app) => {
  app.get('/v1/open', { config: { access: 'public' } }, async () => ({ open: true }))
  app.post(
    '/v1/echo/:id',
    {
      config: { access: 'public' },
      schema: {
        params: Type.Object({ id: Type.Integer() }),
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 10 })) }),
        body: Type.Object({ grams: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
        response: { 200: Type.Object({ id: Type.Integer(), grams: Type.Integer() }) },
      },
    },
    async (request) => ({ id: request.params.id, grams: request.body.grams }),
  )
  app.get(
    '/v1/refused',
    { config: { access: 'public' }, schema: { response: { 200: Type.Object({ a: Type.String() }) } } },
    async (request, reply) => {
      if (request.headers['x-no'] === undefined)
        return reply.refuse('scene.unknown', { where: '/params/scene' })
      return { a: 'x' }
    },
  )
}

describe('the HTTP service', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await startTestPlatform({ contexts: [probe] })
  })
  afterAll(() => platform.close())

  it('is alive and ready', async () => {
    expect((await fetch(`${platform.url}/livez`)).status).toBe(200)
    expect(await (await fetch(`${platform.url}/readyz`)).json()).toEqual({ status: 'ready' })
  })

  it('answers', async () => {
    const r = await fetch(`${platform.url}/v1/echo/7?limit=3`, {
      method: 'POST',
      body: '{"grams":5}',
      headers: { 'content-type': 'application/json' },
    })
    expect(await r.json()).toEqual({ id: 7, grams: 5 })
    const r2 = await fetch(`${platform.url}/v1/echo/7`, {
      method: 'POST',
      body: '{"grams":"5"}',
      headers: { 'content-type': 'application/json' },
    })
    expect(await r2.json()).toMatchObject({ code: 'request.invalid', where: '/body/grams' })
    const r3 = await fetch(`${platform.url}/v1/refused`)
    expect([r3.status, await r3.json()]).toMatchObject([
      404,
      { code: 'scene.unknown', where: '/params/scene' },
    ])
    const docs = await fetch(`${platform.url}/docs/`)
    console.log(docs.status, docs.headers.get('content-security-policy'), (await docs.text()).slice(0, 300))
    console.log(JSON.stringify(await (await fetch(`${platform.url}/openapi.json`)).json()).slice(0, 1500))
    console.log(platform.logText())
  })
})
