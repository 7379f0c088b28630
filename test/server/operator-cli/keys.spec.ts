import { chmodSync, statSync } from 'node:fs'

import { registerOperatorKey } from '#server/admin/index'
import { issuanceRoutes } from '#server/issuance/index'
import { systemClock, type Clock } from '#server/platform/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import { createOperatorMachine, type OperatorMachine } from './operator-machine'

let platform: TestPlatform<Clock>
let machine: OperatorMachine
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [issuanceRoutes], clock: systemClock })
  await platform.deps.sql`INSERT INTO operator (operator_id, name_zh, name_en) VALUES ('sptcc', 'n', 'n')`
  machine = createOperatorMachine({ SUITAN_OPERATOR_URL: platform.url, SUITAN_OPERATOR_ID: 'sptcc' })
})
afterAll(async () => {
  machine.close()
  await platform.close()
})

it.each([
  ['ed25519', 'pub'],
  ['sm2-sm3', 'pub'],
  ['hmac-sha256', 'shared'],
  ['hmac-sm3', 'shared'],
])(
  'a key of %s that keygen made signs once the centre has registered what lies beside it',
  async (algorithm, beside) => {
    const file = `${algorithm}.json`
    const made = await machine.run('keygen', '--key-id', algorithm, '--algorithm', algorithm, '--key', file)
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).not.toContain((JSON.parse(machine.read(file)) as { secret: string }).secret)
    expect(statSync(machine.path(file)).mode & 0o777).toBe(0o600)
    const unknown = await machine.run('runs', '--key', file)
    expect(unknown).toMatchObject({ code: 1 })
    expect(unknown.err).toContain('signature.unknown-key')
    const key = machine.read(`${algorithm}.${beside}`).trim()
    await registerOperatorKey(
      platform.deps,
      new Map(Object.entries({ operator: 'sptcc', 'key-id': algorithm, algorithm, key })),
    )
    expect(await machine.run('runs', '--key', file)).toEqual({ code: 0, out: 'no such run\n', err: '' })
  },
)

it('is never written over', async () => {
  expect(await machine.run('keygen', '--key-id', 'mine', '--key', 'mine.json')).toMatchObject({ code: 0 })
  const before = machine.read('mine.json')
  const again = await machine.run('keygen', '--key-id', 'mine', '--key', 'mine.json')
  expect(again).toMatchObject({ code: 2, out: '' })
  expect(again.err).toContain('key.exists')
  expect(machine.read('mine.json')).toBe(before)
})

it('is not used while others may read it, and its words are in no refusal', async () => {
  await machine.run('keygen', '--key-id', 'open', '--key', 'open.json')
  chmodSync(machine.path('open.json'), 0o644)
  expect(await machine.run('runs', '--key', 'open.json')).toMatchObject({
    code: 2,
    err: expect.stringContaining('chmod 600 open.json'),
  })
  chmodSync(machine.path('open.json'), 0o600)
  machine.write('open.json', machine.read('open.json').replace('"secret"', '"sekret"'))
  const malformed = await machine.run('runs', '--key', 'open.json')
  expect(malformed).toMatchObject({ code: 2, err: expect.stringContaining('key.malformed') })
})

describe('settings', () => {
  it('come from a flag before the environment, and from the environment before the file', async () => {
    machine.write('suitan-operator.json', JSON.stringify({ operator: 'metro-app', key: 'nowhere.json' }))
    expect((await machine.run('runs', '--key', 'ed25519.json')).code).toBe(0)
    const other = await machine.run('runs', '--key', 'ed25519.json', '--operator', 'bike-blue')
    expect(other.err).toContain('signature.wrong-operator')
    expect((await machine.run('runs')).err).toContain('nowhere.json')
  })

  it('that are wrong are named, and rides leave this machine by https only', async () => {
    machine.write('suitan-operator.json', '{ "secret": "in here" }')
    expect(await machine.run('runs')).toMatchObject({
      code: 2,
      err: expect.stringContaining('settings.invalid'),
    })
    machine.write('suitan-operator.json', '{}')
    const open = await machine.run('runs', '--url', 'http://platform.example')
    expect(open).toMatchObject({ code: 2, err: expect.stringContaining('Only https leaves this machine') })
  })
})

it('every command says what it does, and one that is none is told what there is', async () => {
  const all = await machine.run('--help')
  expect(all.code).toBe(0)
  for (const words of ['keygen', 'consents pull', 'rides push', 'withdraw', 'reconcile', 'runs', 'report']) {
    expect(all.out).toContain(`suitan-operator ${words}`)
    expect((await machine.run(...words.split(' '), '--help')).out).toContain(`suitan-operator ${words}`)
  }
  expect(await machine.run('rides')).toMatchObject({ code: 2, out: '' })
  expect((await machine.run('runs', '--nothing')).err).toContain('option.invalid')
})
