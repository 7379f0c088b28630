import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { residents } from '#mock/city/index'
import { startHostServer, type HostServer } from '#mock/hosts/index'
import { newKeyPair } from '#mock/operators/index'
import { createHosts } from '#server/gateways/index'

let now = Date.parse('2026-11-20T08:00:00+08:00')
let host: HostServer
const arrived: string[] = []

beforeAll(async () => {
  host = await startHostServer({
    hostId: 'suishenban',
    clientSecret: 'not a secret here',
    signingPem: newKeyPair().privatePem,
    residents: residents(new Date(now)),
    port: 0,
    now: () => now,
    onMessage: ({ name }, { title }) => void arrived.push(`${name} ${title.zh}`),
  })
})
afterAll(() => host.close())

const post = async (
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const inApp = async (path: string, residentId: string): Promise<Record<string, unknown>> =>
  (
    await post(`${host.baseUrl}/app/${path}`, JSON.stringify({ residentId }), {
      'content-type': 'application/json',
    })
  ).body
const basic = (secret: string): string =>
  `Basic ${Buffer.from(`${host.connection.clientId}:${secret}`).toString('base64')}`
const exchange = (code: unknown, secret = host.connection.clientSecret) =>
  post(host.connection.exchangeUrl, `grant_type=authorization_code&code=${String(code)}`, {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: basic(secret),
  })

describe("a host's server", () => {
  it('says who a ticket belongs to, once', async () => {
    const { ticket } = await inApp('tickets', 'wang-xiumei')
    const first = await exchange(ticket)
    expect(first).toMatchObject({
      status: 200,
      body: {
        person_id: 'SIM000000000000001',
        name_masked: '王*梅',
        district: '闵行区',
        guardians: [],
        real_name: true,
      },
    })
    expect(await exchange(ticket)).toEqual({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('lets a ticket die after five minutes', async () => {
    const { ticket } = await inApp('tickets', 'wang-xiumei')
    now += 5 * 60_000
    expect((await exchange(ticket)).status).toBe(400)
  })

  it('answers nobody but its client', async () => {
    const { ticket } = await inApp('tickets', 'wang-xiumei')
    expect((await exchange(ticket, 'guess')).status).toBe(401)
    expect((await exchange(ticket)).status).toBe(200)
  })

  it('yields no person id without a verified real name, and names the guardians of a child', async () => {
    const ofZhao = await exchange((await inApp('tickets', 'zhao-lei'))['ticket'])
    expect(ofZhao.body).toMatchObject({ person_id: null, real_name: false })
    const ofChild = await exchange((await inApp('tickets', 'chen-yinuo'))['ticket'])
    const ofMother = await exchange((await inApp('tickets', 'lin-yun'))['ticket'])
    expect(ofChild.body['guardians']).toEqual([ofMother.body['person_id']])
  })

  it('signs the card list with the key of its JWKS, for five minutes', async () => {
    const { statement } = await inApp('card-statements', 'wang-xiumei')
    const [header, payload, signature] = String(statement).split('.') as [string, string, string]
    const { keys } = (await (await fetch(host.connection.jwksUrl)).json()) as {
      keys: (JsonWebKey & { kid: string })[]
    }
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }
    const jwk = keys.find((one) => one.kid === kid) as JsonWebKey
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    )
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, never>
    expect(claims).toMatchObject({ iss: 'suishenban', iat: now / 1_000, exp: now / 1_000 + 300 })
    expect(claims['cards']).toHaveLength(4)
    const { body } = await exchange((await inApp('tickets', 'wang-xiumei'))['ticket'])
    expect(claims['sub']).toBe(body['subject'])
  })

  it('verifies a city code once', async () => {
    const { token } = await inApp('city-codes', 'wang-xiumei')
    const verification = () =>
      post(host.connection.cityCodeUrl, JSON.stringify({ token }), {
        'content-type': 'application/json',
        authorization: basic(host.connection.clientSecret),
      })
    expect((await verification()).body).toEqual({ person_id: 'SIM000000000000001', name_masked: '王*梅' })
    expect((await verification()).status).toBe(400)
  })

  it('takes a message its platform signed, once, and shows it to the one it is for', async () => {
    const { body } = await exchange((await inApp('tickets', 'wang-xiumei'))['ticket'])
    const message = {
      messageId: 'msg_1',
      subject: String(body['subject']),
      at: new Date(now).toISOString(),
      title: { zh: '轮渡可以记了', en: 'Ferry rides can count' },
      text: { zh: '到“场景”里打开。', en: 'Switch it on under Scenes.' },
      path: '/pages/resident/scenes',
    }
    const pass = (part = {}, secret = host.connection.clientSecret, at = now) =>
      createHosts([{ ...host.connection, clientSecret: secret }]).passMessageOn(
        'suishenban',
        { ...message, ...part },
        new Date(at),
      )
    expect(await pass()).toBe('taken')
    expect(await pass()).toBe('taken')
    expect(await inApp('messages', 'wang-xiumei')).toEqual({ messages: [message] })
    expect(await inApp('messages', 'lin-yun')).toEqual({ messages: [] })
    expect(arrived).toEqual(['王秀梅 轮渡可以记了'])
    expect(await pass({ messageId: 'msg_2', subject: 'nobody' })).toBe('refused')
    expect(await pass({ messageId: 'msg_3' }, 'guess')).toBe('unreachable')
    expect(await pass({ messageId: 'msg_4' }, undefined, now - 301_000)).toBe('unreachable')
    expect((await post(host.connection.messagesUrl, JSON.stringify(message), {})).status).toBe(401)
    expect((await inApp('messages', 'wang-xiumei'))['messages']).toHaveLength(1)
  })

  it('takes no signed message a second time, and none that was changed on the way', async () => {
    const { body } = await exchange((await inApp('tickets', 'lin-yun'))['ticket'])
    const copied: { headers: Record<string, string>; body: string }[] = []
    const tap = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const headers = Object.entries(request.headers).filter(([name]) =>
        /^(content-|signature|idem)/.test(name),
      )
      copied.push({
        headers: Object.fromEntries(headers) as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      })
      response.writeHead(503).end()
    })
    await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve))
    const messagesUrl = `http://127.0.0.1:${(tap.address() as AddressInfo).port}/messages`
    const words = { zh: '短', en: 'short' }
    const message = {
      messageId: 'msg_9',
      subject: String(body['subject']),
      at: 'now',
      title: words,
      text: words,
    }
    const hosts = createHosts([{ ...host.connection, messagesUrl }])
    expect(await hosts.passMessageOn('suishenban', { ...message, path: '/' }, new Date(now))).toBe(
      'unreachable',
    )
    await new Promise((resolve) => tap.close(resolve))
    const [copy] = copied
    const { 'content-length': _, ...headers } = copy!.headers
    const send = (text: string) => post(host.connection.messagesUrl, text, headers)
    expect((await send(copy!.body.replace('短', '长'))).status).toBe(401)
    expect((await send(copy!.body)).status).toBe(201)
    expect((await send(copy!.body)).status).toBe(401)
  })

  it('keeps a child of 13 at 13 on whatever day the city is started', () => {
    for (const day of ['2026-11-23', '2028-03-01', '2027-01-01']) {
      const child = residents(new Date(`${day}T12:00:00Z`)).find(
        ({ residentId }) => residentId === 'chen-yinuo',
      )
      expect(Number(day.slice(0, 4)) - Number(child?.birthDate.slice(0, 4))).toBeLessThan(15)
      expect(`${Number(child?.birthDate.slice(0, 4)) + 13}${child?.birthDate.slice(4)}` < day).toBe(true)
      expect(`${Number(child?.birthDate.slice(0, 4)) + 14}${child?.birthDate.slice(4)}` > day).toBe(true)
    }
  })
})
