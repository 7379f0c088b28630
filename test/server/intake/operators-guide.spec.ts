import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import {
  ConsentEntry,
  ConsentFeed,
  ConsentProof,
  DeleteOrder,
  DeleteOrderList,
  DeletionReceipt,
  REFUSALS,
  RunState,
} from '#contract'
import { decodeId } from '#domain/id'
import { intakeRoutes } from '#server/intake/index'
import { issuanceRoutes } from '#server/issuance/index'
import { operatorKeyColumns } from '#server/platform/index'
import { closeDueWindows } from '#server/settling/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, CITY_NOW, settleResident } from './intake-city'

/** The worked example of docs/integration/operators.md, executed: what partners copy must work. */
const GUIDE = readFileSync(join(__dirname, '../../../docs/integration/operators.md'), 'utf8')
const block = (language: string, place = 0): string => {
  const found = [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``, 'g'))][place]?.[1]
  if (found === undefined) throw new Error(`The guide has no ${language} block ${place}.`)
  return found
}

/** A request as the guide writes it down, with the text its signature is over. */
const writtenRequest = (place: number, body?: string) => {
  const [requestLine = '', ...headerLines] = block('http', place).split('\n')
  const [method = '', target = ''] = requestLine.split(' ')
  const headers: Record<string, string> = Object.fromEntries(
    headerLines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 2),
    ]),
  )
  return { method, target, headers, text: block('text', place), ...(body === undefined ? {} : { body }) }
}
type WrittenRequest = ReturnType<typeof writtenRequest>

const push = writtenRequest(0, `${block('ndjson')}\n`)
const list = writtenRequest(1)
const report = writtenRequest(2, block('body'))
const seed = Buffer.from(/seed `([0-9a-f]{64})`/.exec(GUIDE)?.[1] ?? '', 'hex')
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''

it.each([
  ['push', push],
  ['list', list],
  ['report', report],
])(
  'the digest and the signature of the %s come out of node:crypto alone',
  (_name, written: WrittenRequest) => {
    const { headers, text, body } = written
    expect(GUIDE).toContain(publicKey)
    if (body !== undefined) {
      expect(headers['content-digest']).toBe(
        `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
      )
    }
    expect(headers['signature']).toBe(
      `sig1=:${sign(null, Buffer.from(text), privateKey).toString('base64')}:`,
    )
    expect(text.split('\n').at(-1)).toBe(
      `"@signature-params": ${headers['signature-input']?.slice('sig1='.length)}`,
    )
  },
)

describe('sent to the service', () => {
  let platform: TestPlatform
  const clock = testClock(CITY_NOW)
  beforeAll(async () => {
    platform = await startTestPlatform({ contexts: [intakeRoutes, issuanceRoutes], clock })
    const { deps } = platform
    await buildIntakeCity(deps)
    const { subject } = JSON.parse(block('ndjson')) as { subject: { scheme: string; value: string } }
    await settleResident(deps, { subject })
    const keyId = 'sptcc-example'
    const key = operatorKeyColumns(deps.crypto, keyId, {
      algorithm: 'ed25519',
      key: Buffer.from(publicKey, 'base64url'),
    })
    const row = { key_id: keyId, operator_id: 'sptcc', valid_from: deps.clock.now(), ...key }
    await deps.sql`INSERT INTO operator_key ${deps.sql(row)}`
  })
  afterAll(() => platform.close())

  const answerTo = async ({ method, target, headers, body }: WrittenRequest): Promise<unknown> => {
    const answer = await fetch(`${platform.url}${target}`, { method, headers, ...(body ? { body } : {}) })
    return answer.json()
  }

  it('the requests are answered as the guide says, from the batch to the signed total of its day', async () => {
    expect(await answerTo(push)).toEqual(JSON.parse(block('json')))
    // Ids of runs are drawn; the guide has to name one.
    const [, wireRunId = ''] = /runs\/(run_\w+)\/report/.exec(report.target) ?? []
    await platform.deps.sql`UPDATE run SET run_id = ${decodeId('run', wireRunId) ?? ''}`
    clock.advanceSeconds(2 * 86_400)
    await closeDueWindows(platform.deps)
    expect(await answerTo(list)).toEqual(JSON.parse(block('json', 1)))
    expect(await answerTo(report)).toEqual(JSON.parse(block('json', 2)))
  })
})

it('every state of a run an operator can meet is in the guide', () => {
  const states = [...RunState.anyOf.map(({ const: state }) => state), 'empty']
  expect([...GUIDE.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, state]) => state)).toEqual(
    expect.arrayContaining(states),
  )
})

it('what the guide shows of the consent feed is what the contract says, field for field', () => {
  const shown = [3, 4, 5, 6].map((place) => JSON.parse(block('json', place)) as Record<string, unknown>)
  const [feed, orders, receipt, proof] = shown
  for (const [example, schema] of [
    [feed, ConsentFeed],
    [(feed?.['items'] as object[])[0], ConsentEntry],
    [(feed?.['items'] as object[])[1], ConsentEntry],
    [orders, DeleteOrderList],
    [(orders?.['items'] as object[])[0], DeleteOrder],
    [receipt, DeletionReceipt],
    [proof, ConsentProof],
  ] as const)
    expect(Object.keys(example ?? {})).toEqual(Object.keys(schema.properties))
})

/** Told to the resident on her ride, never a verdict in a push. */
const TOLD_LATER = ['ride.duplicate-trip', 'ride.withdrawn']

it('every code the guide names is in the catalogue, and every verdict of a push is in the guide', () => {
  const codes = /`((?:row|ride|run|request|scene|instrument|consent|push|digest|signature|server)\.[a-z-]+)`/g
  const named = [...GUIDE.matchAll(codes)].map(([, code]) => code)
  expect(Object.keys(REFUSALS)).toEqual(expect.arrayContaining(named))
  const verdicts = Object.entries(REFUSALS).flatMap(([code, { status }]) => (status === 0 ? [code] : []))
  const ofRides = verdicts.filter((code) => !code.startsWith('reading.'))
  expect(named).toEqual(expect.arrayContaining(ofRides.filter((code) => !TOLD_LATER.includes(code))))
})
