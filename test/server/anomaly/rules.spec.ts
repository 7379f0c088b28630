import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { tryRule } from '#server/anomaly/try-rule'
import { findAuditBreak, type StaffPrincipal } from '#server/platform/index'

import { DAY } from '../settling/small-city'
import {
  draft,
  draftOf,
  dryRunIdOf,
  RULES,
  startLabelledCity,
  switchOn,
  takePast,
  TRIED_DAY,
  tryOver,
  type Answer,
  type Caller,
  type LabelledCity,
} from './labelled-city'

let city: LabelledCity
let people: Record<'centre' | 'exchange' | 'bureau' | 'district', Caller>
beforeEach(async () => {
  city = await startLabelledCity()
  people = await city.desk()
})
afterEach(() => city.platform.close())

const sign = (by: Caller, ruleId: string, name: object): Promise<Answer> =>
  by('POST', `${RULES}/${ruleId}/signatures`, name)
const codeOf = ({ body }: Answer): unknown => body['code']
const read = async (ruleId: string): Promise<Record<string, unknown>> =>
  (await people.exchange('GET', `${RULES}/${ruleId}`)).body
const today = (): CityDay => cityDayOf(city.clock.now())

describe('a draft', () => {
  it('came with the release for every kind, and says that it has not been tried', async () => {
    const { items } = (await people.exchange('GET', RULES)).body as { items: Record<string, unknown>[] }
    expect(items.map(({ code, kind, unit }) => [code, kind, unit])).toEqual([
      ['distance-metro', 'distanceOff', 'permille'],
      ['many-a-day', 'tooManyRides', 'ride'],
      ['one-twice', 'instrumentTwice', 's'],
      ['speed-bike', 'impossibleSpeed', 'mm/s'],
      ['speed-metro', 'impossibleSpeed', 'mm/s'],
      ['two-at-once', 'overlap', 's'],
    ])
    for (const item of items)
      expect(item).toMatchObject({
        state: 'draft',
        draftedBy: null,
        dryRun: null,
        missing: { zh: expect.stringMatching(/试算/) },
      })
  })

  it('is the next version of its code, and the same again is the same version', async () => {
    const first = await draft(people.centre, {})
    expect(await draft(people.bureau, {})).toBe(first)
    const second = await draft(people.bureau, { threshold: 41_000 })
    expect([(await read(first))['version'], (await read(second))['version']]).toEqual([1, 2])
    expect(await read(second)).toMatchObject({ draftedBy: 'bureau-wu', threshold: 41_000, unit: 'mm/s' })
  })

  it.each([
    ['a threshold that says nothing', { threshold: 999 }, '/body/threshold'],
    ['a scene there is not', { sceneIds: ['metro', 'rocket'] }, '/body/sceneIds'],
    [
      'another kind under the code of one',
      { code: 'speed-metro', kind: 'overlap', threshold: 60 },
      '/body/kind',
    ],
  ])('is not taken with %s', async (_what, change, where) => {
    const answer = await people.centre('POST', RULES, draftOf(change))
    expect([answer.status, codeOf(answer), answer.body['where']]).toEqual([400, 'request.invalid', where])
  })

  it('is no business of a district', async () => {
    expect((await people.district('GET', RULES)).status).toBe(403)
    expect((await people.district('POST', RULES, draftOf({}))).status).toBe(403)
  })
})

describe('a dry run', () => {
  it('counts by day and shows the farthest, without a person and without marking a ride', async () => {
    const ruleId = await draft(people.centre, {})
    const tried = await tryOver(people.centre, ruleId, addDays(TRIED_DAY, -3), addDays(TRIED_DAY, 0))
    expect(tried.body['dryRun']).toMatchObject({
      ...{ rides: 2, labels: 1, days: [{ day: TRIED_DAY, rides: 2, labels: 1 }], referencePairs: null },
      samples: [{ day: TRIED_DAY, measured: 60_000, rideId: expect.stringMatching(/^ride_/) }],
      madeBy: 'centre-zhang',
    })
    expect(await city.sql`SELECT FROM ride_label`).toHaveLength(0)
    expect((await read(ruleId))['dryRun']).toEqual(tried.body['dryRun'])
    expect(Object.keys((tried.body['dryRun'] as { samples: object[] }).samples[0]!).sort()).toEqual([
      'day',
      'measured',
      'rideId',
    ])
  })

  it('is over days that are past, a month of them at most', async () => {
    const ruleId = await draft(people.centre, {})
    const spans = [
      [TRIED_DAY, today()],
      [addDays(today(), -32), addDays(today(), -1)],
      [TRIED_DAY, addDays(TRIED_DAY, -1)],
    ] as const
    for (const [from, to] of spans)
      expect(codeOf(await tryOver(people.centre, ruleId, from, to))).toBe('request.invalid')
    expect((await tryOver(people.centre, ruleId, addDays(today(), -31), addDays(today(), -1))).status).toBe(
      200,
    )
  })

  it('ends when its time is over, and waits for none that is under way', async () => {
    const ruleId = await draft(people.centre, {})
    const staff: StaffPrincipal = {
      kind: 'staff',
      sessionId: 'a-session',
      staffId: 'centre-zhang',
      role: 'centre',
      district: null,
    }
    const asked = { ruleId, from: TRIED_DAY, to: TRIED_DAY, requestId: 'a-request' }
    const { sql } = city
    await sql.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(hashtext('anomaly dry run'))`
      expect(await tryRule(city.platform.deps, staff, asked)).toMatchObject({ refused: 'server.busy' })
    })
    await sql.begin(async (transaction) => {
      await transaction`LOCK TABLE ride IN ACCESS EXCLUSIVE MODE`
      expect(await tryRule(city.platform.deps, staff, asked, 0.2)).toMatchObject({
        refused: 'anomaly.dry-run-too-long',
      })
    })
    expect(await read(ruleId)).toMatchObject({ dryRun: null })
  })

  it('of distances gathers the medians of the stations that have rides enough', async () => {
    const { sql } = city
    const [resident] = await sql<
      { account_id: string; instrument_id: string }[]
    >`SELECT * FROM instrument_link`
    const her = { accountId: resident!.account_id, instrumentId: resident!.instrument_id }
    const ruleId = await draft(people.centre, { code: 'far', kind: 'distanceOff', threshold: 300 })
    const bare = await tryOver(people.centre, ruleId)
    expect(bare.body).toMatchObject({
      dryRun: { referencePairs: 0 },
      missing: { en: expect.stringMatching(/No two stations/) },
    })
    const name = { act: 'on', day: DAY, dryRunId: dryRunIdOf(bare) }
    expect(codeOf(await sign(people.centre, ruleId, name))).toBe('anomaly.no-data')
    await sql`UPDATE run SET state = 'open', settled_at = NULL`
    for (let n = 0; n < 20; n += 1)
      await takePast(sql, {
        resident: her,
        metres: n === 0 ? 14_000 : 10_000,
        stations: 'A-B',
        board: `${10 + (n % 10)}:30`,
      })
    await sql`UPDATE run SET state = 'settled', settled_at = closes_at`
    const tried = await tryOver(people.centre, ruleId)
    expect(tried.body).toMatchObject({
      dryRun: { referencePairs: 1, labels: 1, samples: [{ measured: 400 }] },
      missing: null,
    })
    expect(await sql`SELECT median_meters, rides FROM anomaly_reference`).toEqual([
      { median_meters: 10_000, rides: 20n },
    ])
  })
})

describe('switching on', () => {
  it('takes a dry run, and the last there is', async () => {
    const ruleId = await draft(people.centre, {})
    const other = dryRunIdOf(await tryOver(people.centre, await draft(people.centre, { code: 'another' })))
    expect(codeOf(await sign(people.centre, ruleId, { act: 'on', day: DAY, dryRunId: other }))).toBe(
      'anomaly.dry-run-needed',
    )
    const first = dryRunIdOf(await tryOver(people.centre, ruleId))
    expect((await sign(people.centre, ruleId, { act: 'on', day: DAY, dryRunId: first })).status).toBe(200)
    city.clock.advanceSeconds(1)
    const second = dryRunIdOf(await tryOver(people.bureau, ruleId))
    expect(codeOf(await sign(people.bureau, ruleId, { act: 'on', day: DAY, dryRunId: first }))).toBe(
      'anomaly.dry-run-needed',
    )
    const alone = await sign(people.bureau, ruleId, { act: 'on', day: DAY, dryRunId: second })
    expect(alone.body['state']).toBe('draft')
    const agreed = await sign(people.centre, ruleId, { act: 'on', day: DAY, dryRunId: second })
    expect(agreed.body).toMatchObject({ state: 'awaited', validFrom: DAY, validTo: null })
  })

  it('takes data', async () => {
    const ruleId = await draft(people.centre, { sceneIds: ['bus'] })
    const dryRunId = dryRunIdOf(await tryOver(people.centre, ruleId))
    expect((await read(ruleId))['missing']).toMatchObject({
      en: expect.stringMatching(/no ride of these scenes/),
    })
    expect(codeOf(await sign(people.centre, ruleId, { act: 'on', day: DAY, dryRunId }))).toBe(
      'anomaly.no-data',
    )
  })

  it('is from a day after today, by two people of two offices, and once', async () => {
    const ruleId = await draft(people.centre, {})
    const dryRunId = dryRunIdOf(await tryOver(people.centre, ruleId))
    expect(codeOf(await sign(people.centre, ruleId, { act: 'on', day: today(), dryRunId }))).toBe(
      'anomaly.day-over',
    )
    const name = { act: 'on', day: DAY, dryRunId }
    expect((await sign(people.centre, ruleId, name)).body['state']).toBe('draft')
    expect(codeOf(await sign(people.centre, ruleId, name))).toBe('anomaly.second-person-needed')
    expect((await sign(people.exchange, ruleId, { ...name, day: addDays(DAY, 1) })).body['state']).toBe(
      'draft',
    )
    expect((await sign(people.bureau, ruleId, name)).body['state']).toBe('awaited')
    expect(codeOf(await sign(people.exchange, ruleId, name))).toBe('anomaly.not-a-draft')
    expect(codeOf(await tryOver(people.centre, ruleId))).toBe('anomaly.not-a-draft')
  })

  it('is one name however often the same request is sent', async () => {
    const ruleId = await draft(people.centre, {})
    const dryRunId = dryRunIdOf(await tryOver(people.centre, ruleId))
    const post = async (): Promise<number> => {
      const { sessions } = city.platform.deps
      const { accessToken } = await sessions.start({
        kind: 'staff',
        staffId: 'centre-zhang',
        role: 'centre',
        district: null,
      })
      const response = await fetch(`${city.platform.url}${RULES}/${ruleId}/signatures`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/json',
          'idempotency-key': 'one-and-the-same',
        },
        body: JSON.stringify({ act: 'on', day: DAY, dryRunId }),
      })
      return response.status
    }
    expect([await post(), await post()]).toEqual([200, 200])
    expect(await city.sql`SELECT FROM anomaly_signature`).toHaveLength(1)
  })

  it('of the next version ends the one before, and goes before none that is settled', async () => {
    const first = await switchOn(city, {})
    const second = await draft(people.centre, { threshold: 42_000 })
    const dryRunId = dryRunIdOf(await tryOver(people.centre, second))
    expect(codeOf(await sign(people.centre, second, { act: 'on', day: DAY, dryRunId }))).toBe(
      'anomaly.other-version',
    )
    const name = { act: 'on', day: addDays(DAY, 5), dryRunId }
    await sign(people.centre, second, name)
    await sign(people.bureau, second, name)
    expect(await read(first)).toMatchObject({ state: 'awaited', validFrom: DAY, validTo: addDays(DAY, 5) })
    expect(await read(second)).toMatchObject({ validFrom: addDays(DAY, 5), validTo: null })
  })
})

describe('switching off', () => {
  it('takes two people of two offices too, a day after today, and a rule that is on', async () => {
    const never = await draft(people.centre, { code: 'never' })
    expect(codeOf(await sign(people.centre, never, { act: 'off', day: DAY }))).toBe('anomaly.not-switched-on')
    const ruleId = await switchOn(city, {}, addDays(DAY, 1))
    expect(codeOf(await sign(people.centre, ruleId, { act: 'off', day: DAY }))).toBe('anomaly.day-over')
    const name = { act: 'off', day: addDays(DAY, 3) }
    expect((await sign(people.centre, ruleId, name)).body['validTo']).toBeNull()
    expect(codeOf(await sign(people.centre, ruleId, name))).toBe('anomaly.second-person-needed')
    expect((await sign(people.exchange, ruleId, name)).body).toMatchObject({
      validFrom: addDays(DAY, 1),
      validTo: addDays(DAY, 3),
    })
    expect(codeOf(await sign(people.bureau, ruleId, name))).toBe('anomaly.not-switched-on')
  })
})

it('every step is in the log of actions, whose chain holds', async () => {
  await switchOn(city, {})
  const entries = await city.sql<{ action: string; actor: string }[]>`
    SELECT action, actor FROM audit_entry WHERE action LIKE 'anomaly-rule.%' ORDER BY sequence`
  expect(entries).toEqual([
    { action: 'anomaly-rule.drafted', actor: 'staff:centre-zhang' },
    { action: 'anomaly-rule.tried', actor: 'staff:centre-zhang' },
    { action: 'anomaly-rule.signed', actor: 'staff:centre-zhang' },
    { action: 'anomaly-rule.switched-on', actor: 'staff:bureau-wu' },
  ])
  expect(await findAuditBreak(city.sql)).toBeNull()
})

it('the database lets no rule be rewritten or forgotten', async () => {
  const { sql } = city
  const ruleId = await switchOn(city, {})
  expect((await read(ruleId))['state']).toBe('awaited')
  await expect(sql`UPDATE anomaly_rule SET threshold = 1`).rejects.toThrow('only switched on and off')
  await expect(sql`UPDATE anomaly_rule SET valid_from = '2026-01-01'`).rejects.toThrow(
    'only switched on and off',
  )
  await expect(sql`DELETE FROM anomaly_rule`).rejects.toThrow('append-only')
  await expect(sql`DELETE FROM anomaly_signature`).rejects.toThrow('append-only')
  await expect(sql`UPDATE anomaly_dry_run SET days = '[]'`).rejects.toThrow('append-only')
})
