import { createHash } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { forgetRefusals } from '#server/intake/forget-refusals'
import { registerOperator, type OperatorSigner } from '#test/harness/index'
import { issueRun } from '#test/harness/issued-run'
import { listed, openTestMall, spender, take } from '#test/harness/mall-world'
import { accountIdOf, mei, phoneCard, type Answer, type Phone } from '#test/harness/resident-world'
import { startSupervisionWorld, stop, type SupervisionWorld } from '#test/harness/supervision-world'

import { push } from '../intake/intake-city'

const CARD = phoneCard('3104990000018811')
const DAY = '2026-05-04' as CityDay

let world: SupervisionWorld
let signer: OperatorSigner
let meiPhone: Phone
beforeAll(async () => {
  world = await startSupervisionWorld()
  signer = await registerOperator(world.platform.deps, 'sptcc')
  meiPhone = await world.resident(mei)
  await meiPhone.link([CARD])
  for (const scene of ['bus', 'metro']) await meiPhone.send('PUT', `/v1/me/consents/${scene}/sptcc`)
  world.clock.set('2026-05-04T10:00:00+08:00')
})
afterAll(() => world.close())

const row = (rideNo: string, bend: object = {}): object => ({
  ...{ operatorDay: DAY, rideNo, scene: 'bus', subject: { scheme: CARD.scheme, value: CARD.value } },
  ...{ board: { at: '2026-05-04T09:30:00+08:00' }, status: 'complete', revision: 0, ...bend },
})
const send = async (pushId: string, rows: readonly object[]): Promise<void> => {
  const signed = { created: Math.floor(world.clock.now().getTime() / 1000) }
  const answer = await push(world.platform.url, signer, rows as never, {
    operatorId: 'sptcc',
    pushId,
    signed,
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
}

const STRANGER = { subject: { scheme: CARD.scheme, value: '3104990000017777' } }

describe('the report on data quality', () => {
  const month = (of = '2026-05'): Promise<Answer> => world.bureau.get(`/v1/staff/quality-reports/${of}`)

  it('counts rows by scene, verdict and reason, and stays what it was once the month is over', async () => {
    const own = { operatorMilligrams: 1 }
    await send('quality', [
      row('A1'),
      row('A2', own),
      row('A1'),
      row('A1', { fareFen: 1 }),
      row('A3', STRANGER),
      row('A4', { alight: { at: '2026-05-04T09:00:00+08:00' } }),
      row('A5', { scene: 'metro', operatorDay: '2026-05-03' }),
      row('A6', { scene: 'rickshaw' }),
      'not json' as never,
    ])
    const open = (await month()).body as { isClosed: boolean; items: object[]; digest: string }
    expect(open.isClosed).toBe(false)
    expect(open.items).toMatchObject([
      {
        ...{
          operatorId: 'sptcc',
          sceneId: 'bus',
          rows: 6,
          accepted: 2,
          duplicate: 1,
          conflict: 1,
          unmatched: 1,
        },
        ...{ rejected: 1, tested: 0, matchRatePerTenThousand: 8000, breaks: 1 },
        rejectedBy: [{ code: 'row.time-order', rows: 1 }],
      },
      { sceneId: 'metro', rows: 1, rejected: 1, matchRatePerTenThousand: null },
      {
        ...{ sceneId: null, rows: 2 },
        rejectedBy: [
          { code: 'row.malformed', rows: 1 },
          { code: 'scene.unknown', rows: 1 },
        ],
      },
    ])
    world.clock.set('2026-06-01T05:59:59+08:00')
    // What was stamped before midnight may be written after it.
    expect((await month()).body).toEqual(open)
    world.clock.set('2026-06-01T06:00:00+08:00')
    const closed = (await month()).body as { isClosed: boolean; digest: string }
    expect(closed).toEqual({ ...open, isClosed: true })
    world.clock.set('2026-12-01T00:00:00+08:00')
    await forgetRefusals(world.platform.deps)
    const { sql } = world.platform.deps
    expect(await sql`SELECT FROM row_refusal`).toHaveLength(0)
    expect((await month()).body).toEqual(closed)
    expect((await month('2026-04')).body.items).toEqual([])
  })

  it('is a CSV file that says the same, of the digest it names', async () => {
    const file = (await world.bureau.get('/v1/staff/quality-reports/2026-05/file')).body as string
    const { digest } = (await month()).body as { digest: string }
    // What comes is decoded, and loses its byte order mark.
    const bytes = file.startsWith('\uFEFF') ? file : `\uFEFF${file}`
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest)
    expect(file).toContain('sptcc')
    expect(file.split('\r\n')).toHaveLength(5)
    // An operator that is named anew changes no file of a month that is over.
    const { sql } = world.platform.deps
    await sql`UPDATE operator SET name_zh = name_zh || '（新名）' WHERE operator_id = 'sptcc'`
    expect((await month()).body).toMatchObject({
      digest,
      items: [{ operator: { zh: expect.stringContaining('新名') } }, {}, {}],
    })
    await sql`UPDATE operator SET name_zh = replace(name_zh, '（新名）', '') WHERE operator_id = 'sptcc'`
  })
})

describe('a search', () => {
  const find = (kind: string, value: string, more = ''): Promise<Answer> =>
    world.centre.get(`/v1/staff/search?kind=${kind}&value=${encodeURIComponent(value)}&why=inspection${more}`)

  it('leads from a push to its runs and from a run to its pushes', async () => {
    const [hit] = (await find('push', 'quality')).body.items as [{ runs: { runId: string; rows: number }[] }]
    expect(hit).toMatchObject({
      operatorId: 'sptcc',
      rows: 9,
      counts: { accepted: 2, unmatched: 1, rejected: 4 },
    })
    expect(hit.runs).toMatchObject([{ sceneId: 'bus', operatorDay: DAY, runNo: 1, rows: 2 }])
    const [run] = (await find('run', hit.runs[0]!.runId)).body.items as [object]
    expect(run).toMatchObject({ state: 'open', serials: null, pushes: [{ pushId: 'quality', rows: 2 }] })
  })

  it('finds an account by its key of one run only, without name or card, and tells her', async () => {
    meiPhone = await world.signIn(mei)
    const accountId = await accountIdOf(world, meiPhone)
    const runId = await issueRun(world.platform, { day: DAY, postings: [{ accountId, milligrams: 7000n }] })
    const { sql } = world.platform.deps
    const [key] = await sql<{ key: string }[]>`
      SELECT salted_account_key(salt, ${accountId}) AS key FROM run WHERE run_id = ${runId}`
    const run = encodeId('run', runId)
    const found = await find('account', key!.key, `&run=${run}`)
    expect(found.body.items).toMatchObject([
      {
        ...{
          accountId: encodeId('acc', accountId),
          state: 'open',
          heldMilligrams: '7000',
          suspensionId: null,
        },
        inRun: { run: { runId: run }, rides: 1, reductionMilligrams: '7000' },
      },
    ])
    for (const secret of [mei.maskedName, mei.personId!, CARD.value, CARD.value.slice(-4), mei.district!])
      expect(JSON.stringify(found.body)).not.toContain(secret)
    await stop(world.bureau, { accountId })
    expect((await find('account', key!.key, `&run=${run}`)).body.items[0]).toMatchObject({
      state: 'suspended',
    })
    const another = encodeId('run', await issueRun(world.platform, { day: DAY, postings: [] }))
    expect((await find('account', key!.key, `&run=${another}`)).body.items).toEqual([])
    expect((await find('account', key!.key)).body.where).toBe('/query/run')
    const reads = (await meiPhone.get('/v1/me/reads')).body.items as { purpose: { zh: string } }[]
    expect(reads.map(({ purpose }) => purpose.zh)).toContain('日常监督检查')
  })

  it('says where serials are: as they were issued, and where some of them went', async () => {
    const { accountId, phone } = await spender(world, [3])
    const { sql } = world.platform.deps
    const [made] = await sql<{ serial_from: bigint; serial_to: bigint }[]>`
      SELECT serial_from, serial_to FROM run JOIN run_posting USING (run_id) WHERE account_id = ${accountId}`
    const [from, to] = [made!.serial_from, made!.serial_to]
    const { items } = (await find('serial', `${from}-${to}`)).body as { items: object[] }
    expect(items).toMatchObject([
      {
        serials: { from: String(from), to: String(to) },
        milligrams: '3000',
        book: 'points-backing',
        holder: 'account',
      },
    ])
    const day = '2026-11-03' as CityDay
    const runId = await issueRun(world.platform, { day, postings: [{ accountId, milligrams: 5000n }] })
    await phone.send('POST', '/v1/me/conversions', { grams: 2 }, { 'idempotency-key': 'two-grams' })
    const [later] = await sql<{ serial_from: bigint }[]>`SELECT serial_from FROM run WHERE run_id = ${runId}`
    const first = later!.serial_from
    const split = (await find('serial', `${first + 1000n} – ${first + 2999n}`.replaceAll(' ', ''))).body
    expect(split.items).toMatchObject([
      { serials: { from: String(first + 1000n), to: String(first + 1999n) }, book: 'points-backing' },
      {
        serials: { from: String(first + 2000n), to: String(first + 2999n) },
        holder: 'asIssued',
        movedAt: null,
      },
    ])
    expect((await find('serial', '999999999999')).body.items).toEqual([])
  })

  it('finds a voucher with its goods, and not whose it is', async () => {
    const mall = await openTestMall(world)
    const { phone, accountId } = await spender(world)
    const { voucherId } = (await take(phone, await listed(mall))).body as { voucherId: string }
    const found = await find('voucher', voucherId)
    expect(found.body.items).toMatchObject([{ voucherId, state: 'issued', pricePoints: 500, redeemed: null }])
    expect(JSON.stringify(found.body)).not.toContain(encodeId('acc', accountId))
  })

  it.each([
    ['push', 'two words'],
    ['run', 'run_x'],
    ['account', '张三'],
    ['project', 'prj'],
    ['serial', '9-1'],
    ['serial', '0'],
    ['voucher', 'vch_1'],
  ])('for a %s of %s is refused', async (kind, value) => {
    const run = encodeId('run', '00000000-0000-8000-8000-000000000001')
    expect((await find(kind, value, `&run=${run}`)).body).toMatchObject({ code: 'request.invalid' })
  })

  it('is written down: who, why and what was found, and never what was typed', async () => {
    await find('push', '3104990000018811')
    const { sql } = world.platform.deps
    const [entry] = await sql`
      SELECT actor, action, subject, detail FROM audit_entry ORDER BY sequence DESC LIMIT 1`
    expect(entry).toEqual({
      ...{ actor: 'staff:centre-lin', action: 'supervision.searched', subject: 'nothing' },
      detail: { kind: 'push', why: 'inspection', hits: 0 },
    })
  })
})

describe('the log of actions', () => {
  interface Entry {
    sequence: string
    action: string
    actor: string
    subject: string | null
    text: string | null
    previousDigest: string
    digest: string
  }
  const read = async (query = ''): Promise<{ items: Entry[]; nextCursor: string | null }> =>
    (await world.exchange.get(`/v1/staff/actions?${query}`)).body

  beforeAll(async () => {
    world.clock.advanceSeconds(120)
    for (let times = 0; times < 40; times += 1)
      await world.bureau.get('/v1/staff/search?kind=serial&value=1&why=dataQuality')
  })

  it('is read by page, and each digest can be made again from what is shown', async () => {
    const items: Entry[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await read(cursor === '' ? '' : `cursor=${cursor}`)
      items.push(...page.items)
      cursor = page.nextCursor
    }
    expect(items.length).toBeGreaterThan(50)
    const ofOthers = items.filter(({ text }) => text === null)
    expect([...new Set(ofOthers.map(({ actor, subject }) => `${actor} ${subject}`))]).toEqual(['member null'])
    expect(items.filter(({ text }) => text !== null).map(({ actor }) => actor)).not.toContain('member')
    items.reverse()
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, at) => String(at + 1)))
    let previous = '00'.repeat(32)
    for (const entry of items) {
      expect(entry.previousDigest).toBe(previous)
      const hash = createHash('sha256').update(Buffer.from(previous, 'hex'))
      if (entry.text !== null) expect(entry.digest).toBe(hash.update(entry.text).digest('hex'))
      previous = entry.digest
    }
    const chain = (await world.exchange.get(`/v1/staff/action-chain?from=1&to=${items.length}`)).body
    expect(chain).toMatchObject({ holds: true, brokenAt: null })
    for (const secret of [mei.maskedName, mei.personId!, CARD.value])
      expect(JSON.stringify(items)).not.toContain(secret)
  })

  it('is filtered by who, what, to what and when', async () => {
    const actions = async (query: string) => [
      ...new Set((await read(query)).items.map(({ action }) => action)),
    ]
    expect(await actions('action=supervision')).toEqual(['supervision.searched'])
    expect(await actions('actor=staff:bureau-wu&action=account.suspended')).toEqual(['account.suspended'])
    expect(await actions('action=member')).toEqual([])
    expect(await actions('subject=nothing')).toEqual(['supervision.searched'])
    expect(await actions('from=2027-01-01')).toEqual([])
    expect((await world.exchange.get('/v1/staff/actions?from=2026-02-30')).body.where).toBe('/query/from')
    expect((await world.exchange.get('/v1/staff/actions?cursor=x')).body.where).toBe('/query/cursor')
  })

  it('shows the first entry that was changed', async () => {
    const { sql } = world.platform.deps
    await sql.begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      await transaction`UPDATE audit_entry SET actor = 'staff:nobody' WHERE sequence = 3`
    })
    const walk = async (from: number, to: number): Promise<object> =>
      (await world.exchange.get(`/v1/staff/action-chain?from=${from}&to=${to}`)).body
    expect(await walk(1, 10)).toMatchObject({ holds: false, brokenAt: '3' })
    expect(await walk(4, 10)).toMatchObject({ holds: true })
    expect(await walk(5, 4)).toMatchObject({ code: 'request.invalid' })
    expect(await walk(1, 1_000_000)).toMatchObject({ code: 'request.invalid' })
  })
})
