import { createHash, sign } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { Value } from '@sinclair/typebox/value'

import { FileAcknowledgement, type FileManifest, type RideRow } from '#contract'
import { fileChannel } from '#server/file-channel/index'
import { intakeRoutes } from '#server/intake/index'
import { ed25519PrivateKey } from '#server/platform/crypto/index'
import {
  signedHeaders,
  startTestPlatform,
  testClock,
  type OperatorSigner,
  type TestPlatform,
} from '#test/harness/index'

import {
  buildIntakeCity,
  CITY_NOW,
  metroRow,
  settleResident,
  type IntakeCity,
  type Resident,
} from '../intake/intake-city'

let root: string
let platform: TestPlatform
let city: IntakeCity
let resident: Resident
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'suitan-drop-'))
  const overrides = { dropFolder: root }
  platform = await startTestPlatform({
    contexts: [intakeRoutes, fileChannel],
    clock: testClock(CITY_NOW),
    overrides,
  })
  city = await buildIntakeCity(platform.deps)
  resident = await settleResident(platform.deps)
})
beforeEach(() => {
  rmSync(join(root, 'sptcc'), { recursive: true, force: true })
  mkdirSync(join(root, 'sptcc', 'inbox'), { recursive: true })
})
afterAll(async () => {
  await platform.close()
  rmSync(root, { recursive: true, force: true })
})

const inbox = (): string => join(root, 'sptcc', 'inbox')
const left = (): string[] => readdirSync(inbox()).sort()
const look = (): Promise<void> => platform.deps.jobs.runNow('file-channel.take-sets')

interface Laying {
  readonly signer?: OperatorSigner
  readonly manifest?: Partial<FileManifest> | string
  readonly gzip?: boolean
  /** The signed manifest with something changed afterwards. */
  readonly afterwards?: (manifest: string) => string
}

/** Lays a set down as an operator does: the rides, the manifest, its signature. */
const lay = (pushId: string, rows: readonly (RideRow | string)[], laying: Laying = {}): void => {
  const { signer = city.card, gzip = true, afterwards = (same) => same } = laying
  const lines = Buffer.from(
    rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''),
  )
  const bytes = gzip ? gzipSync(lines) : lines
  const file = `${pushId}.jsonl${gzip ? '.gz' : ''}`
  const meters = rows.reduce((sum, row) => sum + (typeof row === 'string' ? 0 : (row.distanceMeters ?? 0)), 0)
  const digest = createHash('sha256').update(bytes).digest('base64')
  const whole = {
    pushId,
    file,
    rows: rows.length,
    distanceMeters: meters,
    contentDigest: `sha-256=:${digest}:`,
    keyId: signer.keyId,
  }
  const manifest =
    typeof laying.manifest === 'string' ? laying.manifest : JSON.stringify({ ...whole, ...laying.manifest })
  writeFileSync(join(inbox(), file), bytes)
  writeFileSync(join(inbox(), `${pushId}.manifest.json`), afterwards(manifest))
  const signature = sign(null, Buffer.from(manifest), ed25519PrivateKey(signer.seed))
  writeFileSync(join(inbox(), `${pushId}.manifest.sig`), `${signature.toString('base64')}\n`)
}

const answerTo = (pushId: string): FileAcknowledgement => {
  const answer: unknown = JSON.parse(
    readFileSync(join(root, 'sptcc', 'outbox', `${pushId}.ack.json`), 'utf8'),
  )
  if (!Value.Check(FileAcknowledgement, answer))
    throw new Error(`no acknowledgement: ${JSON.stringify(answer)}`)
  return answer
}

it.each([true, false])(
  'a signed set is taken in as a push, answered row by row and taken away (gzip: %s)',
  async (gzip) => {
    const pushId = `set-${gzip}`
    lay(pushId, [metroRow(resident), metroRow(resident), '{"rideNo":'], { gzip })
    await look()
    const { outcome, refusal } = answerTo(pushId)
    expect(refusal).toBeNull()
    expect(outcome?.counts).toMatchObject({ accepted: 2, rejected: 1 })
    expect(outcome?.verdicts).toHaveLength(3)
    expect(left()).toEqual([])
    const asked = { method: 'GET', target: `/v1/operators/sptcc/pushes/${pushId}`, created: seconds() }
    const asPush = await fetch(platform.url + asked.target, { headers: signedHeaders(city.card, asked) })
    expect(await asPush.json()).toEqual(outcome)
  },
)

const seconds = (): number => Math.floor(platform.clock.now().getTime() / 1_000)

it('a set laid down again is answered the same, and other rides under its name are refused', async () => {
  const row = metroRow(resident)
  lay('again', [row])
  await look()
  const first = answerTo('again')
  lay('again', [row])
  await look()
  expect(answerTo('again').outcome).toEqual(first.outcome)
  lay('again', [metroRow(resident)])
  await look()
  expect(answerTo('again').refusal).toMatchObject({ code: 'push.conflict' })
})

it('waits for the signature, and for a folder that is not there', async () => {
  lay('unsigned', [metroRow(resident)])
  rmSync(join(inbox(), 'unsigned.manifest.sig'))
  await look()
  expect(left()).toEqual(['unsigned.jsonl.gz', 'unsigned.manifest.json'])
  rmSync(join(root, 'sptcc'), { recursive: true })
  await look()
})

it('when the service died after taking and before answering, the same answer comes afterwards', async () => {
  const row = metroRow(resident)
  lay('died', [row])
  await look()
  const { outcome } = answerTo('died')
  rmSync(join(root, 'sptcc', 'outbox'), { recursive: true })
  lay('died', [row])
  await look()
  expect(answerTo('died').outcome).toEqual(outcome)
})

const rideCount = async (): Promise<number> => {
  const [row] = await platform.deps.sql<{ rides: number }[]>`SELECT count(*)::int AS rides FROM ride`
  return row!.rides
}

const REFUSED: readonly (readonly [
  name: string,
  code: string,
  where: string | undefined,
  laying: () => Laying,
])[] = [
  ['a manifest that is no JSON', 'files.manifest-invalid', undefined, () => ({ manifest: '{' })],
  ['a manifest with more in it', 'files.manifest-invalid', '/rows', () => ({ manifest: { rows: 0 } })],
  [
    'a manifest under another name',
    'files.manifest-invalid',
    '/pushId',
    () => ({ manifest: { pushId: 'other' } }),
  ],
  [
    'a way out of the folder',
    'files.manifest-invalid',
    '/file',
    () => ({ manifest: { file: '../../x.jsonl' } }),
  ],
  ['a file that is not there', 'files.missing', '/file', () => ({ manifest: { file: 'gone.jsonl' } })],
  [
    'other bytes',
    'digest.mismatch',
    undefined,
    () => ({ manifest: { contentDigest: `sha-256=:${'A'.repeat(43)}=:` } }),
  ],
  ['a row too many', 'files.sums-differ', '/rows', () => ({ manifest: { rows: 2 } })],
  ['other metres', 'files.sums-differ', '/distanceMeters', () => ({ manifest: { distanceMeters: 1 } })],
  ['an unknown key', 'signature.unknown-key', '/keyId', () => ({ manifest: { keyId: 'nobody' } })],
  ["another operator's key", 'signature.wrong-operator', '/keyId', () => ({ signer: city.code })],
  [
    'a changed manifest',
    'signature.invalid',
    undefined,
    () => ({ afterwards: (text) => text.replace('"rows":1', '"rows": 1') }),
  ],
]
it.each(REFUSED)('%s is refused by name, and nothing is kept', async (name, code, where, laying) => {
  const before = await rideCount()
  const pushId = name.replaceAll(/\W/g, '-')
  lay(pushId, [metroRow(resident)], laying())
  await look()
  const { outcome, refusal } = answerTo(pushId)
  expect([outcome, refusal?.code, refusal?.where]).toEqual([null, code, where])
  expect(await rideCount()).toBe(before)
  expect(left().filter((name) => name.includes('.manifest.'))).toEqual([])
})

it('what was never whole is deleted after three days', async () => {
  lay('unsigned', [metroRow(resident)])
  rmSync(join(inbox(), 'unsigned.manifest.sig'))
  const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000)
  utimesSync(join(inbox(), 'unsigned.jsonl.gz'), daysAgo(3.1), daysAgo(3.1))
  utimesSync(join(inbox(), 'unsigned.manifest.json'), daysAgo(2.9), daysAgo(2.9))
  await platform.deps.jobs.runNow('file-channel.forget')
  expect(left()).toEqual(['unsigned.manifest.json'])
})

it('a link in the inbox leads nowhere', async () => {
  const elsewhere = join(root, 'elsewhere.jsonl.gz')
  lay('link', [metroRow(resident)])
  writeFileSync(elsewhere, readFileSync(join(inbox(), 'link.jsonl.gz')))
  rmSync(join(inbox(), 'link.jsonl.gz'))
  symlinkSync(elsewhere, join(inbox(), 'link.jsonl.gz'))
  await look()
  expect(answerTo('link').refusal).toMatchObject({ code: 'files.missing' })
  expect(existsSync(elsewhere)).toBe(true)
})
