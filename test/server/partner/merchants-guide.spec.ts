import { execFile } from 'node:child_process'
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { OrderState, REFUSALS } from '#contract'
import { decodeId } from '#domain/id'
import { listed, mallFaults, openTestMall, spender, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

/** docs/integration/merchants.md, executed: what chains copy must work. */
const GUIDE = readFileSync(path.join(__dirname, '../../../docs/integration/merchants.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``, 'g'))].map(([, text]) => text ?? '')
const block = (language: string, place = 0): string => {
  const found = blocks(language)[place]
  if (found === undefined) throw new Error(`The guide has no ${language} block ${place}.`)
  return found
}

interface Written {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: string | undefined
}

/** A request as the guide writes it down, with the text its signature is over. */
const written = (place: number): Written => {
  const [requestLine = '', ...headerLines] = block('http', place).split('\n')
  const [method = '', target = ''] = requestLine.split(' ')
  const headers = Object.fromEntries(
    headerLines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 2),
    ]),
  )
  return {
    method,
    target,
    headers,
    text: block('text', place),
    body: place === 0 ? block('body') : undefined,
  }
}
const REQUESTS = ['ask', 'read', 'spend', 'redeem', 'refund'] as const
const requests = REQUESTS.map((_name, place) => written(place))

const seed = Buffer.from(/seed `([0-9a-f]{64})`/.exec(GUIDE)?.[1] ?? '', 'hex')
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''

it.each(REQUESTS.map((name, place) => [name, place] as const))(
  'the digest and the signature of “%s” come out of node:crypto alone',
  (_name, place) => {
    const { headers, text, body } = written(place)
    expect(GUIDE).toContain(publicKey)
    const digest = body && `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
    expect(headers['content-digest']).toBe(digest)
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64')
    expect(headers['signature']).toBe(`sig1=:${signature}:`)
    const parameters = headers['signature-input']?.slice('sig1='.length)
    expect(text.split('\n').at(-1)).toBe(`"@signature-params": ${parameters}`)
  },
)

describe('sent to the service', () => {
  let world: ResidentWorld
  let mall: TestMall
  beforeAll(async () => {
    world = await startResidentWorld()
    mall = await openTestMall(world)
    await nameAsInGuide(await listed(mall))
  })
  afterAll(() => world.close())

  /** Ids are drawn; the guide has to name some. Its company is a merchant of its own, with a shop of these goods. */
  const nameAsInGuide = async (goodsId: string): Promise<void> => {
    const { sql, clock } = world.platform.deps
    const asked = JSON.parse(block('body')) as { goodsId: string; shopId: string }
    const [, org = ''] = /partners\/(org_\w+)/.exec(GUIDE) ?? []
    const [institution, shop, goods] = [
      decodeId('org', org) ?? '',
      decodeId('shp', asked.shopId) ?? '',
      decodeId('gds', asked.goodsId) ?? '',
    ]
    await sql`
      INSERT INTO institution (institution_id, name_zh, name_en, credit_code, is_mall_operator, is_merchant, is_sponsor, registered_at)
      VALUES (${institution}, '示例', 'Example', '91310000000000999X', false, true, false, ${clock.now()})`
    await sql`
      INSERT INTO institution_key (key_id, institution_id, public_key, valid_from)
      VALUES ('coffee-example', ${institution}, ${Buffer.from(publicKey, 'base64url')}, ${clock.now()})`
    await sql`
      INSERT INTO shop (shop_id, institution_id, name_zh, name_en, address, opened_at)
      SELECT ${shop}, ${institution}, name_zh, name_en, address, opened_at FROM shop WHERE shop_id = ${decodeId('shp', mall.shopId) ?? ''}`
    await sql`
      INSERT INTO goods SELECT ${goods}, institution_id, sponsor_id, kind, name_zh, name_en, detail_zh, detail_en, picture_digest,
        price_points, payable_fen, stock_total, stock_left, 0, 0, per_person_max, sold_from, sold_to, voucher_days, listed_at,
        withdrawn_at, is_offline FROM goods WHERE goods_id = ${decodeId('gds', goodsId) ?? ''}`
    await sql`INSERT INTO goods_shop (goods_id, shop_id) VALUES (${goods}, ${shop})`
    await mall.owner.send('PUT', `/v1/institution/goods/${asked.goodsId}/budget`, { budgetFen: 100_000 })
  }

  const answerTo = async ({ method, target, headers, body }: Written): Promise<Record<string, unknown>> => {
    const answer = await fetch(world.platform.url + target, { method, headers, ...(body ? { body } : {}) })
    return (await answer.json()) as Record<string, unknown>
  }

  it('the requests are answered as the guide says, from the asking to the refund', async () => {
    const expected = blocks('json').map((text) => JSON.parse(text) as Record<string, unknown>)
    const [ask, ...later] = requests
    if (ask === undefined) throw new Error('the guide asks for nothing')
    const asked = await answerTo(ask)
    expect(asked['approvalCode']).toMatch(/^\d{10}$/)
    expect({ ...asked, approvalCode: expected[0]?.['approvalCode'] }).toEqual(expected[0])
    const { phone } = await spender(world)
    await phone.send('POST', `/v1/me/partner-orders/${String(asked['approvalCode'])}/approval`)
    for (const [place, request] of later.entries())
      expect(await answerTo(request)).toEqual(expected[place + 1])
  })

  it('the program and its commands run as they are written', async () => {
    const { sql } = world.platform.deps
    const folder = mkdtempSync(path.join(tmpdir(), 'merchants-guide-'))
    writeFileSync(path.join(folder, 'order.mjs'), block('js'))
    // The program signs by the real clock, and this world's stands still.
    world.clock.set(new Date().toISOString())
    const script = block('sh').replace('http://127.0.0.1:8080', world.platform.url)
    const { stdout } = await promisify(execFile)('sh', ['-ec', script], { cwd: folder })
    rmSync(folder, { recursive: true })
    const states = [...stdout.matchAll(/"state": "(\w+)"/g)].map(([, state]) => state)
    expect(states).toEqual(['asked', 'asked', 'released'])
    expect(await sql`SELECT FROM partner_order WHERE order_no = 'try-1'`).toHaveLength(1)
    expect((await mallFaults(world)).filter((fault) => fault.startsWith('partner'))).toEqual([])
  })
})

it('every state of an order is in the guide', () => {
  const states = OrderState.anyOf.map(({ const: state }) => state)
  expect([...GUIDE.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, state]) => state)).toEqual(['state', ...states])
})

it('every code the guide names is in the catalogue', () => {
  const codes = /`((?:request|order|redemption|institution|digest|signature|server)\.(?!mjs)[a-z-]+)`/g
  const named = [...GUIDE.matchAll(codes)].map(([, code]) => code)
  expect(named.length).toBeGreaterThan(10)
  expect(Object.keys(REFUSALS)).toEqual(expect.arrayContaining(named))
})
