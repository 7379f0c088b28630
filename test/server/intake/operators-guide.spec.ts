import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { REFUSALS } from '#contract'
import { intakeRoutes } from '#server/intake/index'
import { operatorKeyColumns } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, CITY_NOW, settleResident } from './intake-city'

/** The worked example of docs/integration/operators.md, executed: what partners copy must work. */
const GUIDE = readFileSync(join(__dirname, '../../../docs/integration/operators.md'), 'utf8')
const block = (language: string): string => {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(GUIDE)?.[1]
  if (found === undefined) throw new Error(`The guide has no ${language} block.`)
  return found
}
const body = `${block('ndjson')}\n`
const [requestLine = '', ...headerLines] = block('http').split('\n')
const headers = Object.fromEntries(
  headerLines.map((line): [string, string] => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 2),
  ]),
)
const seed = Buffer.from(/seed `([0-9a-f]{64})`/.exec(GUIDE)?.[1] ?? '', 'hex')
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''

it('the digest and the signature come out of node:crypto alone', () => {
  expect(GUIDE).toContain(publicKey)
  expect(headers['content-digest']).toBe(`sha-256=:${createHash('sha256').update(body).digest('base64')}:`)
  expect(headers['signature']).toBe(
    `sig1=:${sign(null, Buffer.from(block('text')), privateKey).toString('base64')}:`,
  )
  expect(block('text').split('\n').at(-1)).toBe(
    `"@signature-params": ${headers['signature-input']?.slice('sig1='.length)}`,
  )
})

describe('sent to the service', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await startTestPlatform({ contexts: [intakeRoutes], clock: testClock(CITY_NOW) })
  })
  afterAll(() => platform.close())

  it('the request is answered as the guide says', async () => {
    const { deps } = platform
    await buildIntakeCity(deps)
    await settleResident(deps, {
      subject: (JSON.parse(body) as { subject: { scheme: string; value: string } }).subject,
    })
    const keyId = 'sptcc-example'
    const key = operatorKeyColumns(deps.crypto, keyId, {
      algorithm: 'ed25519',
      key: Buffer.from(publicKey, 'base64url'),
    })
    const row = { key_id: keyId, operator_id: 'sptcc', valid_from: deps.clock.now(), ...key }
    await deps.sql`INSERT INTO operator_key ${deps.sql(row)}`
    const [method, target] = requestLine.split(' ')
    const answer = await fetch(`${platform.url}${target}`, { method: method ?? '', headers, body })
    expect(await answer.json()).toEqual(JSON.parse(block('json')))
  })
})

/** Told to the resident on her ride, never a verdict in a push. */
const TOLD_LATER = ['ride.duplicate-trip', 'ride.withdrawn']

it('every code the guide names is in the catalogue, and every verdict of a push is in the guide', () => {
  const codes = /`((?:row|ride|scene|instrument|consent|push|digest|signature|server)\.[a-z-]+)`/g
  const named = [...GUIDE.matchAll(codes)].map(([, code]) => code)
  expect(Object.keys(REFUSALS)).toEqual(expect.arrayContaining(named))
  const verdicts = Object.entries(REFUSALS).flatMap(([code, { status }]) => (status === 0 ? [code] : []))
  expect(named).toEqual(expect.arrayContaining(verdicts.filter((code) => !TOLD_LATER.includes(code))))
})
