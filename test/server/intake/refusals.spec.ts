import { gzipSync } from 'node:zlib'

import type { RideRow } from '#contract'
import { intakeRoutes } from '#server/intake/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'
import ferry from '../../../domain/methodology/data/shanghai/ferry.json'
import bus from '../../../domain/methodology/data/shanghai/bus.json'

import {
  buildIntakeCity,
  busRow,
  DAY,
  footprint,
  linkInstrument,
  metroRow,
  ndjson,
  publishMethodology,
  push,
  settleResident,
  type IntakeCity,
  type PushOptions,
  type Resident,
} from './intake-city'

let platform: TestPlatform
let city: IntakeCity
let resident: Resident
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
  resident = await settleResident(platform.deps)
})
afterAll(() => platform.close())

const send = (rows: Parameters<typeof push>[2], options?: PushOptions) =>
  push(platform.url, city.card, rows, options)
const ENVELOPE = { rides: 0, pushes: 0, conflicts: 0, refusals: 0, entries: 0, transfers: 0, balance: 0 }

describe('A bad envelope is refused by name and leaves nothing behind', () => {
  beforeEach(async () => expect(await footprint(platform.deps.sql)).toEqual(ENVELOPE))
  afterEach(async () => expect(await footprint(platform.deps.sql)).toEqual(ENVELOPE))

  const good = (): RideRow[] => [metroRow(resident)]
  const refusal = async (rows: Parameters<typeof push>[2], options?: PushOptions) => {
    const { status, body } = await send(rows, options)
    return [status, body.code]
  }

  it('without a signature', async () => {
    expect(await refusal(good(), { bend: (headers) => delete headers['signature'] })).toEqual([
      401,
      'signature.missing',
    ])
  })
  it('with a forged signature', async () => {
    const forged = `sig1=:${Buffer.alloc(64, 7).toString('base64')}:`
    expect(await refusal(good(), { bend: (headers) => (headers['signature'] = forged) })).toEqual([
      401,
      'signature.invalid',
    ])
  })
  it('with a signature of another path', async () => {
    const target = '/v1/operators/sptcc/pushes/elsewhere'
    expect(await refusal(good(), { signed: { target } })).toEqual([401, 'signature.invalid'])
  })
  it('with a stale signature', async () => {
    const created = Math.floor(platform.clock.now().getTime() / 1000) - 600
    expect(await refusal(good(), { signed: { created } })).toEqual([401, 'signature.stale'])
  })
  it('signed by another operator', async () => {
    const { status, body } = await push(platform.url, city.code, good(), { operatorId: 'sptcc' })
    expect([status, body.code]).toEqual([403, 'signature.wrong-operator'])
  })
  it('without a digest', async () => {
    const code = await refusal(good(), { bend: (headers) => delete headers['content-digest'] })
    expect(code).toEqual([400, 'digest.missing'])
  })
  it('cut short', async () => {
    const body = ndjson(good())
    expect(await refusal(body, { sent: body.subarray(0, -20) })).toEqual([400, 'digest.mismatch'])
    const packed = gzipSync(body)
    const cut = { sent: packed.subarray(0, -12), signed: { body: packed, contentEncoding: 'gzip' } }
    expect(await refusal(body, cut)).toEqual([400, 'digest.mismatch'])
  })
  it('altered on its way', async () => {
    const body = ndjson(good())
    const sent = Buffer.from(body)
    sent[sent.indexOf('12345')] = 0x39
    expect(await refusal(body, { sent })).toEqual([400, 'digest.mismatch'])
  })
  it('that is not the gzip it says', async () => {
    expect(await refusal(ndjson(good()), { signed: { contentEncoding: 'gzip' } })).toEqual([
      400,
      'request.invalid',
    ])
  })
  it('of another media type, charset or encoding', async () => {
    const unsupported = [415, 'request.unsupported-media']
    expect(await refusal(good(), { contentType: 'application/json' })).toEqual(unsupported)
    expect(await refusal(good(), { contentType: 'text/csv' })).toEqual(unsupported)
    expect(await refusal(good(), { contentType: 'application/x-ndjson; charset=gb18030' })).toEqual(
      unsupported,
    )
    expect(await refusal(good(), { signed: { contentEncoding: 'br' } })).toEqual(unsupported)
  })
  it('that is not UTF-8 or begins with a byte order mark', async () => {
    const unsupported = [415, 'request.unsupported-media']
    expect(await refusal(Buffer.concat([ndjson(good()), Buffer.from([0xd0, 0xd7, 0x0a])]))).toEqual(
      unsupported,
    )
    expect(await refusal(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), ndjson(good())]))).toEqual(
      unsupported,
    )
  })
  it('that inflates beyond belief', async () => {
    const bomb = Buffer.concat([Buffer.alloc(20 * 1024 * 1024, 0x20), Buffer.from('\n')])
    expect(await refusal(bomb, { gzip: true })).toEqual([413, 'push.compression-ratio'])
  })
  it('with more than 100,000 rows', async () => {
    expect(await refusal(Buffer.from('{}\n'.repeat(100_001)))).toEqual([413, 'push.too-many-rows'])
  })
  it('larger than a push may be', async () => {
    expect(await refusal(Buffer.alloc(64 * 1024 * 1024 + 1, 0x20))).toEqual([413, 'request.too-large'])
  }, 30_000)
  it('with nothing in it', async () => {
    expect(await refusal(Buffer.alloc(0))).toEqual([400, 'push.empty'])
    expect(await refusal(Buffer.from(''), { gzip: true })).toEqual([400, 'push.empty'])
  })
  it('with a push id that is none', async () => {
    expect(await refusal(good(), { pushId: 'a%20b' })).toEqual([400, 'request.invalid'])
  })
  it('replayed', async () => {
    const nonce = 'a-nonce-used-before'
    expect(await refusal(Buffer.alloc(0), { signed: { nonce } })).toEqual([400, 'push.empty'])
    expect(await refusal(Buffer.alloc(0), { signed: { nonce } })).toEqual([409, 'signature.replayed'])
  })
})

describe('A bad row is refused by name and field, and leaves no ride', () => {
  const at = (time: string, bend: Partial<RideRow['board']> = {}) => ({
    board: { at: time, station: '莘庄', ...bend },
  })
  const raw = (change: Record<string, unknown>) => JSON.stringify({ ...metroRow(resident), ...change })
  const withDistance = (literal: string) => JSON.stringify(metroRow(resident)).replace('12345', literal)
  const bend = (row: Partial<RideRow>) => () => metroRow(resident, row)
  const soon = () => new Date(platform.clock.now().getTime() + 3_600_000).toISOString()

  const CASES: readonly [name: string, line: () => RideRow | string, code: string, field?: string][] = [
    ['not JSON', () => '{"rideNo":', 'row.malformed'],
    ['an empty line', () => '', 'row.malformed'],
    ['a bare number', () => '12', 'row.malformed'],
    ['two objects', () => '{} {}', 'row.malformed'],
    ['too long', () => raw({ padding: 'x'.repeat(5_000) }), 'row.too-long'],
    ['nested deeper than 3', () => raw({ board: { at: { a: { b: {} } } } }), 'row.too-deep'],
    ['a flood of brackets', () => '['.repeat(4_000), 'row.too-deep'],
    ['a key twice', () => `{"rideNo":"x",${raw({}).slice(1)}`, 'row.duplicate-key'],
    ['a key twice, once escaped', () => `{"ride\\u004eo":"x",${raw({}).slice(1)}`, 'row.duplicate-key'],
    ['an inner key twice', () => raw({}).replace('"station"', '"at":"x","station"'), 'row.duplicate-key'],
    ['__proto__', () => `{"__proto__":{"scene":"bus"},${raw({}).slice(1)}`, 'row.field-invalid', '/'],
    ['constructor', () => raw({ constructor: { prototype: {} } }), 'row.field-invalid', '/constructor'],
    ['a stray key', () => raw({ extra: 1 }), 'row.field-invalid', '/extra'],
    ['an unknown key', () => raw({ '13800138000': '张三' }), 'row.field-invalid', '/'],
    [
      'an unknown inner key',
      () => raw({ subject: { ...resident.subject, name: '张三' } }),
      'row.field-invalid',
      '/subject/name',
    ],
    ['no subject', () => raw({ subject: undefined }), 'row.field-invalid', '/subject'],
    ['a number as ride number', () => raw({ rideNo: 7 }), 'row.field-invalid', '/rideNo'],
    ['a negative revision', () => raw({ revision: -1 }), 'row.field-invalid', '/revision'],
    [
      'a station of control characters',
      bend(at(`${DAY}T08:00:00+08:00`, { station: '\u0000' })),
      'row.field-invalid',
      '/board/station',
    ],
    [
      'half a surrogate pair as station',
      bend(at(`${DAY}T08:00:00+08:00`, { station: '\ud800' })),
      'row.field-invalid',
      '/board/station',
    ],
    [
      'half a surrogate pair as line',
      bend({ alight: { at: `${DAY}T08:30:00+08:00`, line: '1\udc00' } }),
      'row.field-invalid',
      '/alight/line',
    ],
    [
      'half a surrogate pair as card',
      bend({ subject: { scheme: 'sptcc-card', value: '\ud800\ud800\ud800\ud800' } }),
      'row.field-invalid',
      '/subject/value',
    ],
    ['half a surrogate pair as ride number', bend({ rideNo: '\ud800' }), 'row.field-invalid', '/rideNo'],
    ['a day that is none', () => raw({ operatorDay: '2026-02-30' }), 'row.field-invalid', '/operatorDay'],
    ['a time that is none', bend(at(`${DAY}T25:00:00+08:00`)), 'row.field-invalid', '/board/at'],
    ['a time without offset', bend(at(`${DAY}T08:00:00`)), 'row.time-without-offset', '/board/at'],
    [
      'alighting without offset',
      bend({ alight: { at: `${DAY}T08:30:00` } }),
      'row.time-without-offset',
      '/alight/at',
    ],
    ['a time in the future', () => metroRow(resident, at(soon())), 'row.time-in-future', '/board/at'],
    [
      'alighting before boarding',
      bend({ alight: { at: `${DAY}T07:00:00+08:00` } }),
      'row.time-order',
      '/alight/at',
    ],
    ['another operator day', bend({ operatorDay: '2026-05-03' }), 'row.day-mismatch', '/operatorDay'],
    [
      'a day too old',
      bend({
        operatorDay: '2025-03-01',
        ...at('2025-03-01T08:00:00+08:00'),
        alight: { at: '2025-03-01T09:00:00+08:00' },
      }),
      'row.day-too-old',
      '/operatorDay',
    ],
    [
      'a day before any methodology',
      bend({
        operatorDay: '2021-05-04',
        ...at('2021-05-04T08:00:00+08:00'),
        alight: { at: '2021-05-04T09:00:00+08:00' },
      }),
      'row.day-too-old',
      '/operatorDay',
    ],
    ['negative metres', () => withDistance('-5'), 'row.distance-implausible', '/distanceMeters'],
    ['fractional metres', () => withDistance('12345.5'), 'row.distance-implausible', '/distanceMeters'],
    ['no metres at all', () => withDistance('0'), 'row.distance-implausible', '/distanceMeters'],
    ['minus nothing', () => withDistance('-0'), 'row.distance-implausible', '/distanceMeters'],
    ['metres beyond the scene', () => withDistance('150001'), 'row.distance-implausible', '/distanceMeters'],
    [
      'metres that only a float takes for whole',
      () => withDistance('12345.00000000000000000001'),
      'row.distance-implausible',
      '/distanceMeters',
    ],
    [
      'metres just under a whole one',
      () => withDistance('12344.9999999999999999'),
      'row.distance-implausible',
      '/distanceMeters',
    ],
    ['overflowing metres', () => withDistance('1e400'), 'row.distance-implausible', '/distanceMeters'],
    [
      'metres past 2^53',
      () => withDistance('9007199254740993'),
      'row.distance-implausible',
      '/distanceMeters',
    ],
    ['metres as text', () => withDistance('"12345"'), 'row.field-invalid', '/distanceMeters'],
    [
      'missing metres',
      () => raw({ distanceMeters: undefined }),
      'row.distance-implausible',
      '/distanceMeters',
    ],
    ['an entry only', bend({ status: 'entry-only' }), 'row.incomplete', '/status'],
    ['no exit', () => raw({ alight: undefined }), 'row.incomplete', '/alight'],
    ['an unknown scene', bend({ scene: 'rickshaw' }), 'scene.unknown', '/scene'],
    ['a scene of others', bend({ scene: 'bike' }), 'scene.not-provided', '/scene'],
    ['a disabled scene', bend({ scene: 'ferry' }), 'scene.disabled', '/scene'],
  ]

  for (const [name, line, code, field] of CASES)
    it(name, async () => {
      const before = await footprint(platform.deps.sql)
      const { body } = await send([line()])
      expect(body.verdicts).toEqual([
        { line: 1, verdict: 'rejected', code, ...(field === undefined ? {} : { field }) },
      ])
      expect(await footprint(platform.deps.sql)).toEqual({
        ...before,
        pushes: before['pushes']! + 1,
        refusals: before['refusals']! + 1,
      })
    })

  it('keeps the refusal without anything personal, and forgets it after 90 days', async () => {
    const { sql, jobs } = platform.deps
    const rows = await sql<{ text: string }[]>`SELECT row_refusal::text AS text FROM row_refusal`
    for (const { text } of rows) expect(text).not.toMatch(/13800138000|张三|31040000/)
    await sql`UPDATE row_refusal SET refused_at = refused_at - interval '91 days' WHERE code = 'row.malformed'`
    await jobs.runNow('intake.forget-refusals')
    const kept = await sql<{ code: string }[]>`SELECT DISTINCT code FROM row_refusal`
    expect(kept.length).toBeGreaterThan(5)
    expect(kept.map(({ code }) => code)).not.toContain('row.malformed')
  })

  it('except in a scene whose methodology is published in the meantime: then its next ride counts', async () => {
    const ride = { ...metroRow(resident), scene: 'ferry' }
    await platform.deps.sql`
      INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
      SELECT ${resident.accountId}, scene_no, operator_no, '2026-01-01T00:00:00Z', '1' FROM scene, operator
      WHERE scene_id = 'ferry' AND operator_id = 'sptcc'`
    const published = { ...bus, ...ferry, status: 'published', formula: bus.formula, code: 'SHCER-FERRY' }
    await publishMethodology(platform.deps.sql, published as unknown as typeof bus)
    expect((await send([ride])).body.counts.accepted).toBe(1)
  })
})

describe('Whose ride it is', () => {
  const verdictOf = async (row: RideRow) => (await send([row])).body.verdicts[0]
  const boarded = `${DAY}T08:00:00+08:00`

  it('an unknown instrument is only counted: the row leaves neither ride nor refusal', async () => {
    const before = await footprint(platform.deps.sql)
    const row = metroRow({ subject: { scheme: 'sptcc-card', value: '9999888877776666' } })
    expect(await verdictOf(row)).toEqual({ line: 1, verdict: 'unmatched' })
    expect(await footprint(platform.deps.sql)).toEqual({ ...before, pushes: before['pushes']! + 1 })
  })
  it('without consent for this scene and operator it is only counted', async () => {
    const shy = await settleResident(platform.deps, { consents: [['bus', 'sptcc']] })
    expect(await verdictOf(metroRow(shy))).toEqual({ line: 1, verdict: 'unmatched' })
    expect(await verdictOf(busRow(shy))).toEqual({ line: 1, verdict: 'accepted' })
  })
  it('before the instrument was linked it is refused', async () => {
    const late = await settleResident(platform.deps, { linkedAt: `${DAY}T08:00:00.001+08:00` })
    expect(await verdictOf(metroRow(late))).toEqual({
      line: 1,
      verdict: 'rejected',
      code: 'instrument.not-linked-yet',
    })
    expect(await verdictOf(busRow(late))).toEqual({ line: 1, verdict: 'accepted' })
  })
  it('before she consented it is only counted', async () => {
    const later = await settleResident(platform.deps, { consentedAt: `${DAY}T08:30:00+08:00` })
    expect(await verdictOf(metroRow(later))).toEqual({ line: 1, verdict: 'unmatched' })
    expect(await verdictOf(busRow(later))).toEqual({ line: 1, verdict: 'accepted' })
  })
  it('after a withdrawn consent it is refused, and earlier rides stay', async () => {
    const { sql } = platform.deps
    const leaver = await settleResident(platform.deps)
    const earlier = metroRow(leaver)
    await send([earlier])
    await sql`UPDATE consent SET withdrawn_at = ${platform.clock.now()} WHERE account_id = ${leaver.accountId}`
    expect(await verdictOf(metroRow(leaver))).toEqual({
      line: 1,
      verdict: 'rejected',
      code: 'consent.withdrawn',
    })
    expect(await verdictOf(earlier)).toEqual({ line: 1, verdict: 'duplicate' })
    expect(await verdictOf({ ...earlier, revision: 1, distanceMeters: 5 })).toMatchObject({
      code: 'consent.withdrawn',
    })
    // What may no longer be credited can still be taken back.
    expect(await verdictOf({ ...earlier, revision: 2, status: 'voided' })).toEqual({
      line: 1,
      verdict: 'accepted',
    })
    const [ride] = await sql<
      { state: number }[]
    >`SELECT state FROM ride WHERE account_id = ${leaver.accountId}`
    expect(ride?.state).toBe(2)
  })
  it('belongs to whoever owned the card when it was boarded, also after the card went on', async () => {
    const { sql } = platform.deps
    const [seller, buyer] = [await settleResident(platform.deps), await settleResident(platform.deps)]
    await sql`UPDATE instrument_link SET unlinked_at = ${`${DAY}T08:30:00+08:00`} WHERE instrument_id = ${seller.instrumentId}`
    await sql`
      INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
      VALUES (${seller.instrumentId}, ${buyer.accountId}, ${`${DAY}T08:30:00+08:00`}, 'host')`
    const [hers, his] = [metroRow(seller), busRow(seller)]
    expect((await send([hers, his])).body.counts.accepted).toBe(2)
    const owners = await sql<{ account_id: string }[]>`
      SELECT account_id FROM ride WHERE instrument_id = ${seller.instrumentId} ORDER BY boarded_at`
    expect(owners.map(({ account_id }) => account_id)).toEqual([seller.accountId, buyer.accountId])
    expect(boarded < `${DAY}T08:30:00+08:00`).toBe(true)
  })
  it('finds the instrument however its number is spaced', async () => {
    const subject = { scheme: 'sptcc-card', value: '3104999900001111' }
    const { accountId } = await settleResident(platform.deps)
    await linkInstrument(platform.deps, accountId, subject, '2026-01-01T00:00:00Z')
    const row = metroRow({ subject: { scheme: 'sptcc-card', value: '3104 9999 0000 1111' } })
    expect(await verdictOf(row)).toEqual({ line: 1, verdict: 'accepted' })
  })
})
