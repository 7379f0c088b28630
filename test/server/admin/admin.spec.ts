import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { findAuditBreak } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import ferryRecord from '../../../domain/methodology/data/shanghai/ferry.json'

const run = promisify(execFile)
const TSX = join(__dirname, '../../../node_modules/tsx/dist/cli.mjs')
const SERVER = join(__dirname, '../../../server')

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform({ clock: testClock() })
})
afterAll(() => platform.close())

/** Runs a command as an administrator does, beside the running service. */
const command = (file: string, ...words: string[]): Promise<{ code: number; text: string }> =>
  commandWith({ SUITAN_MASTER_KEY: '5b'.repeat(32) }, file, ...words)

const commandWith = async (
  extra: Readonly<Record<string, string>>,
  file: string,
  ...words: string[]
): Promise<{ code: number; text: string }> => {
  const env = { ...process.env, DATABASE_URL: platform.databaseUrl, ...extra }
  try {
    const { stdout } = await run(process.execPath, [TSX, join(SERVER, file), ...words], { env })
    return { code: 0, text: stdout }
  } catch (error) {
    const failed = error as { code: number; stderr: string }
    return { code: failed.code, text: failed.stderr }
  }
}
const admin = (...words: string[]) => command('admin/admin-command.ts', ...words)

const key = randomBytes(32).toString('base64')

describe('a command without a master key in its environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suitan-key-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const retire = ['admin/admin-command.ts', 'retire-operator-key', '--key-id', 'nobodys'] as const
  const bare = { SUITAN_STATE: folder, SUITAN_MASTER_KEY: '', SUITAN_DEMO: '' }

  it('makes none, and reads the one that lies in the state folder', async () => {
    expect((await commandWith(bare, ...retire)).text).toContain('SUITAN_MASTER_KEY is not set')
    writeFileSync(join(folder, 'master-key'), '5b'.repeat(32), { mode: 0o600 })
    expect((await commandWith(bare, ...retire)).text).toBe('There is no key nobodys.\n')
  })
})

it('a new pair is printed whole, needs nothing of the service, and its public half can be registered', async () => {
  const bare = { DATABASE_URL: '', SUITAN_MASTER_KEY: '', SUITAN_DEMO: '' }
  const { code, text } = await commandWith(bare, 'admin/admin-command.ts', 'make-key')
  const [seed = '', half = ''] = [...text.matchAll(/^ {2}([\w-]{43})$/gm)].map(([, key]) => key)
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(seed, 'base64url'),
  ])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  expect([code, createPublicKey(privateKey).export({ format: 'jwk' }).x]).toEqual([0, half])
  const staff = [
    'register-staff',
    '--staff',
    'made',
    '--name',
    '新钥',
    '--role',
    'centre',
    '--public-key',
    half,
  ]
  expect((await admin(...staff)).text).toBe('made is registered as centre.\n')
})

describe("an operator's key", () => {
  const register = [
    'register-operator-key',
    '--operator',
    'sptcc',
    '--key-id',
    'sptcc-1',
    '--algorithm',
    'ed25519',
    '--key',
  ]

  it('is registered once, retired, and never replaced under its id', async () => {
    expect(await admin(...register, key)).toEqual({
      code: 0,
      text: 'sptcc-1 of sptcc is registered (ed25519).\n',
    })
    expect((await admin(...register, key)).text).toContain('already')
    const other = await admin(...register, randomBytes(32).toString('base64'))
    expect(other).toMatchObject({ code: 1, text: expect.stringContaining('another key') })
    expect((await admin('retire-operator-key', '--key-id', 'sptcc-1')).code).toBe(0)
    const [row] = await platform.deps.sql`SELECT valid_to FROM operator_key WHERE key_id = 'sptcc-1'`
    expect(row?.['valid_to']).not.toBeNull()
  }, 60_000)

  it('is refused for an unknown operator, a wrong length, a missing option', async () => {
    const wrong = await Promise.all([
      admin(
        'register-operator-key',
        '--operator',
        'nobody',
        '--key-id',
        'x',
        '--algorithm',
        'ed25519',
        '--key',
        key,
      ),
      admin(...register, 'c2hvcnQ='),
      admin('register-operator-key', '--operator', 'sptcc'),
    ])
    expect(wrong.map(({ code }) => code)).toEqual([1, 1, 1])
  }, 60_000)
})

describe('a member of staff', () => {
  it('is registered with her own key and dismissed at once, both in the audit log', async () => {
    const words = [
      'register-staff',
      '--staff',
      'lin',
      '--name',
      '林一',
      '--role',
      'centre',
      '--public-key',
      key,
    ]
    expect((await admin(...words)).text).toBe('lin is registered as centre.\n')
    const { accessToken } = await platform.deps.sessions.start({
      kind: 'staff',
      staffId: 'lin',
      role: 'centre',
      district: null,
    })
    expect((await admin('dismiss-staff', '--staff', 'lin')).text).toBe('lin is dismissed.\n')
    const principal = await platform.deps.tokens.read(accessToken)
    expect(principal && (await platform.deps.sessions.current(principal))).toBeUndefined()
    const actions = await platform.deps
      .sql`SELECT action FROM audit_entry WHERE subject = 'lin' ORDER BY sequence`
    expect(actions.map(({ action }) => action as string)).toEqual(['staff.registered', 'staff.dismissed'])
    expect(await findAuditBreak(platform.deps.sql)).toBeNull()
  }, 60_000)

  it("has a key of her own: one that is somebody else's is refused by name", async () => {
    const words = ['register-staff', '--name', '一', '--role', 'exchange', '--public-key', key]
    const second = await admin(...words, '--staff', 'second-self')
    expect(second).toMatchObject({ code: 1, text: expect.stringContaining('registered for somebody else') })
    expect(await platform.deps.sql`SELECT 1 FROM staff WHERE staff_id = 'second-self'`).toHaveLength(0)
  }, 60_000)

  it('of a district names it, and nobody else does', async () => {
    const own = randomBytes(32).toString('base64')
    const words = ['register-staff', '--staff', 'qu', '--name', '区', '--public-key', own]
    expect((await admin(...words, '--role', 'district')).code).toBe(1)
    expect((await admin(...words, '--role', 'bureau', '--district', '闵行区')).code).toBe(1)
    expect((await admin(...words, '--role', 'district', '--district', '闵行区')).code).toBe(0)
  }, 60_000)
})

it('a methodology is published from a file, and a faulty one says what is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'suitan-methodology-'))
  const file = join(folder, 'ferry.json')
  const words = { zh: '试验', en: 'Trial' }
  const factors = [{ role: 'net', name: words, value: '50', unit: { zh: '克/次', en: 'g' }, source: words }]
  const formula = { kind: 'perBoarding', milligramsPerBoarding: 50_000 }
  const record = { ...ferryRecord, version: 2, status: 'published', disabledReason: null, formula, factors }
  writeFileSync(file, JSON.stringify(record))
  const publish = () => command('methodology/methodology-command.ts', 'publish', file, '--from', '2026-05-01')
  expect((await publish()).text).toContain(
    'SHANGHAI-FERRY version 2 is published: ferry counts from 2026-05-01 on.',
  )
  expect((await publish()).text).toContain('was here already')
  writeFileSync(file, JSON.stringify({ ...record, version: 3, source: { zh: '', en: '' } }))
  expect(await publish()).toMatchObject({
    code: 1,
    text: expect.stringContaining('source is missing or wrong'),
  })
  rmSync(folder, { recursive: true })
}, 60_000)

describe('an institution', () => {
  const code = ['--credit-code', '91350100M000100Y43']
  const register = [
    'register-institution',
    ...code,
    '--name',
    '梧桐商城',
    '--name-en',
    'Wutong Mall',
    '--kinds',
  ]

  it('is registered with its key, changed, suspended, and each act is in the log', async () => {
    expect(await admin(...register, 'mall-operator,sponsor')).toEqual({
      code: 0,
      text: expect.stringMatching(
        /^梧桐商城 \(91350100M000100Y43\) is registered as mall-operator, sponsor\. Its id is org_\w{26}\.\n$/,
      ),
    })
    expect((await admin(...register, 'mall-operator,sponsor')).text).toContain('already')
    const own = randomBytes(32).toString('base64')
    const withKey = ['register-institution-key', ...code, '--key-id', 'wutong-1', '--public-key']
    expect((await admin(...withKey, own)).text).toBe('wutong-1 of 91350100M000100Y43 is registered.\n')
    expect((await admin(...withKey, own)).text).toContain('already')
    expect(await admin(...withKey, randomBytes(32).toString('base64'))).toMatchObject({
      code: 1,
      text: expect.stringContaining('another key'),
    })
    expect((await admin('retire-institution-key', '--key-id', 'wutong-1')).code).toBe(0)
    expect((await admin('suspend-institution', ...code)).text).toContain('0 members')
    expect((await admin('suspend-institution', ...code)).text).toContain('already')
    const rows = await platform.deps.sql<{ action: string }[]>`
      SELECT action FROM audit_entry WHERE action LIKE 'institution%' ORDER BY sequence`
    expect(rows.map(({ action }) => action)).toEqual([
      'institution.registered',
      'institution-key.registered',
      'institution-key.retired',
      'institution.suspended',
    ])
  }, 90_000)

  it('is refused with a wrong credit code, an unknown kind, and a key for nobody', async () => {
    const wrong = await Promise.all([
      admin(
        'register-institution',
        '--credit-code',
        '91350100M000100Y44',
        '--name',
        'x',
        '--name-en',
        'x',
        '--kinds',
        'sponsor',
      ),
      admin(...register, 'bakery'),
      admin(
        'register-institution-key',
        '--credit-code',
        '91310000775785552L',
        '--key-id',
        'x1',
        '--public-key',
        key,
      ),
    ])
    expect(wrong.map(({ code: exit }) => exit)).toEqual([1, 1, 1])
  }, 60_000)
})
