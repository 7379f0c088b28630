import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
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
const command = async (file: string, ...words: string[]): Promise<{ code: number; text: string }> => {
  const env = { ...process.env, DATABASE_URL: platform.databaseUrl, SUITAN_MASTER_KEY: '5b'.repeat(32) }
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
