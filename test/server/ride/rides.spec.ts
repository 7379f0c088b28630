import { addDays, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { selectRides } from '#server/ride/ride-rows'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { storeRide, type StoredRide } from '#test/harness/stored-ride'

let world: ResidentWorld
let phone: Phone
let accountId: string
let instrumentId: string
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T21:00:00+08:00')
  phone = await world.resident(mei)
  accountId = await accountIdOf(world, phone)
  await phone.link([phoneCard('3104990000008812')])
  const [link] = await world.platform.deps.sql<
    { instrument_id: string }[]
  >`SELECT instrument_id FROM instrument_link`
  instrumentId = link?.instrument_id ?? ''
})
afterAll(() => world.close())

const today = '2026-05-04' as CityDay

/** A metro ride of hers on `day`, boarding at `time` and alighting half an hour later. */
const ride = (day: CityDay, time: string, part: Partial<StoredRide> = {}): Promise<string> => {
  const boardedAt = new Date(`${day}T${time}:00+08:00`)
  return storeRide(world.platform, {
    accountId,
    instrumentId,
    operatorDay: day,
    boardedAt: boardedAt.toISOString(),
    alightedAt: new Date(boardedAt.getTime() + 1_800_000).toISOString(),
    ...part,
  })
}

describe('home', () => {
  it('counts a trip once while two channels tell it', async () => {
    await ride(today, '08:00', { stations: ['莘庄', '人民广场'] })
    await ride(today, '08:01', { operatorId: 'metro-app', distanceMeters: 12_000 })
    const home = (await phone.get('/v1/me/home')).body
    expect(home).toMatchObject({
      month: '2026-05',
      pendingMilligrams: 1_197_465,
      monthPendingMilligrams: 1_197_465,
      monthRides: 1,
      instruments: 1,
      consentsGranted: 0,
      byScene: [{ sceneId: 'metro', rides: 1, issuedMilligrams: 0, pendingMilligrams: 1_197_465 }],
    })
    expect(home.trend).toHaveLength(12)
    expect(home.trend[11]).toEqual({ month: '2026-05', issuedMilligrams: 0, pendingMilligrams: 1_197_465 })
    expect(home.latestRides.map(({ state }: { state: string }) => state)).toEqual(['refused', 'quantified'])
  })

  it('costs a few bytes while nothing changed', async () => {
    const etag = (await phone.get('/v1/me/home')).headers.get('etag') ?? ''
    const unchanged = await phone.get('/v1/me/home', { 'if-none-match': `W/${etag}` })
    expect([unchanged.status, unchanged.body]).toEqual([304, null])
    await ride(today, '12:00', { sceneId: 'bus', operatorId: 'bus-group', milligrams: 422_000n })
    const changed = await phone.get('/v1/me/home', { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.body.pendingMilligrams).toBe(1_197_465 + 422_000)
  })

  it('finds what is pending from months ago', async () => {
    const before = (await phone.get('/v1/me/home')).body.pendingMilligrams as number
    await ride('2026-01-15' as CityDay, '08:00', { distanceMeters: 1000, milligrams: 97_000n })
    const home = (await phone.get('/v1/me/home')).body
    expect(home.pendingMilligrams).toBe(before + 97_000)
    expect(home.trend[7]).toEqual({ month: '2026-01', issuedMilligrams: 0, pendingMilligrams: 97_000 })
  })
})

describe('a month of rides', () => {
  beforeAll(async () => {
    for (let index = 0; index < 7; index += 1) {
      await ride(addDays('2026-03-30' as CityDay, index), '18:00', { runState: 'settled' })
    }
    await ride('2026-03-31' as CityDay, '23:59', {
      sceneId: 'bike',
      operatorId: 'bike-blue',
      distanceMeters: 2200,
      milligrams: 215_600n,
    })
  })

  it('comes in pages that lose and repeat nothing, with the totals of the whole', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const suffix: string = cursor === null ? '' : `&cursor=${cursor}`
      const { body } = await phone.get(`/v1/me/rides?month=2026-04&limit=2${suffix}`)
      expect(body).toMatchObject({ totalRides: 5, issuedMilligrams: 0, pendingMilligrams: 5 * 1_197_465 })
      seen.push(...body.rides.map(({ rideId }: { rideId: string }) => rideId))
      cursor = body.nextCursor as string | null
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })

  it('ends at Shanghai midnight and can be filtered by scene', async () => {
    const march = (await phone.get('/v1/me/rides?month=2026-03')).body
    expect(march.totalRides).toBe(3)
    const bikes = (await phone.get('/v1/me/rides?month=2026-03&scene=bike')).body
    expect(bikes).toMatchObject({ totalRides: 1, pendingMilligrams: 215_600 })
  })

  it('refuses a cursor that is not ours and a month that is none', async () => {
    const answer = await phone.get('/v1/me/rides?month=2026-03&cursor=nonsense')
    expect(answer.body).toMatchObject({ code: 'request.invalid', where: '/query/cursor' })
    for (const month of ['2026-13', '0000-01', '2019-12', '2200-01', '9999-12']) {
      const refused = await phone.get(`/v1/me/rides?month=${month}`)
      expect([month, refused.status, refused.body.code]).toEqual([month, 400, 'request.invalid'])
    }
  })

  it('opens only the partitions of that month, by the index of the account', async () => {
    const { sql } = world.platform.deps
    const span = { accountId, from: '2026-03-31' as CityDay, before: '2026-05-02' as CityDay }
    // With a handful of rows a scan is cheaper than any index: the planner is asked what it does when it is not.
    const plan = await sql.begin(async (transaction) => {
      await transaction`SET LOCAL enable_seqscan = off`
      return transaction`EXPLAIN (FORMAT TEXT) ${selectRides(transaction, span)}`
    })
    const text = plan.map((row) => row['QUERY PLAN'] as string).join('\n')
    const days = [...text.matchAll(/on ride_(\d{8})/g)].map(([, day]) => day ?? '')
    expect(days.length).toBeGreaterThan(0)
    expect(days.every((day) => day >= '20260331' && day < '20260502')).toBe(true)
    expect(text).toMatch(/account_id_boarded_at_idx/)
    expect(text).not.toMatch(/Seq Scan on ride/)
  })
})

describe('one ride', () => {
  it('shows its sum, its card, its way so far', async () => {
    const key = await ride('2026-05-02' as CityDay, '09:00', { stations: ['徐家汇', '陆家嘴'] })
    const { body } = await phone.get(`/v1/me/rides/${encodeId('ride', key)}`)
    expect(body.sum).toMatchObject({
      methodologyCode: 'SHCER02020022024II',
      methodologyVersion: 1,
      quantity: 12_345,
      quantityUnit: 'metre',
      factor: 97_000,
      factorUnit: 'microgramPerMetre',
      reductionMilligrams: 1_197_465,
    })
    expect(body.ride).toMatchObject({ state: 'quantified', from: '徐家汇', to: '陆家嘴' })
    expect(body.instrument.maskedNumber).toBe('****8812')
    const steps = body.steps as { step: string; at: string | null; dueAt: string | null }[]
    expect(steps.map(({ step }) => step)).toEqual([
      'received',
      'checked',
      'settled',
      'reported',
      'verified',
      'confirmed',
      'issued',
    ])
    expect(steps.map(({ at }) => at !== null)).toEqual([true, true, false, false, false, false, false])
    expect(steps[2]?.dueAt).not.toBeNull()
    expect(body.refusal).toBeNull()
  })

  it('counted by boarding shows one boarding', async () => {
    const key = await ride('2026-05-02' as CityDay, '10:00', {
      sceneId: 'bus',
      operatorId: 'sptcc',
      milligrams: 422_000n,
    })
    const { sum } = (await phone.get(`/v1/me/rides/${encodeId('ride', key)}`)).body
    expect(sum).toMatchObject({
      quantity: 1,
      quantityUnit: 'boarding',
      factor: 422_000,
      reductionMilligrams: 422_000,
    })
  })

  it('shows what its factor is the difference of, and the source in both languages', async () => {
    const key = await ride('2026-05-02' as CityDay, '14:00')
    const { sum } = (await phone.get(`/v1/me/rides/${encodeId('ride', key)}`)).body
    expect(sum.factorParts).toEqual({ baseline: 130_000, project: 33_000 })
    expect(sum.derivation).toBeNull()
    expect(sum.source.en).toMatch(/six carbon inclusion methodologies/)
    const boarding = await ride('2026-05-02' as CityDay, '15:00', {
      sceneId: 'bus',
      operatorId: 'sptcc',
      milligrams: 422_000n,
    })
    const bus = (await phone.get(`/v1/me/rides/${encodeId('ride', boarding)}`)).body.sum
    expect(bus.factorParts).toBeNull()
    expect(bus.derivation.zh).toContain('6.39 公里')
  })

  it('told twice names the record it was merged with, before and after the window closed', async () => {
    const day = '2026-04-27' as CityDay
    const counted = encodeId('ride', await ride(day, '08:00', { stations: ['莘庄', '人民广场'] }))
    const merged = await ride(day, '08:01', { operatorId: 'metro-app' })
    const path = `/v1/me/rides/${encodeId('ride', merged)}`
    const open = (await phone.get(path)).body
    expect(open.refusal.code).toBe('ride.duplicate-trip')
    expect(open.mergedInto).toMatchObject({ rideId: counted, from: '莘庄', state: 'quantified' })
    await world.platform.deps.jobs.runNow('settling.close-windows')
    const closed = (await phone.get(path)).body
    expect(closed.steps.at(-1)).toMatchObject({ step: 'refused', dueAt: null })
    expect(closed.mergedInto).toMatchObject({ rideId: counted, state: 'settled' })
    expect((await phone.get(`/v1/me/rides/${counted}`)).body).toMatchObject({
      refusal: null,
      mergedInto: null,
    })
  })

  it('that lost to another record, or was withdrawn, says so in words', async () => {
    const lost = await ride('2026-05-01' as CityDay, '10:00', { state: 1 })
    const gone = await ride('2026-05-01' as CityDay, '15:00', { state: 2 })
    const refusals = await Promise.all(
      [lost, gone].map(async (key) => (await phone.get(`/v1/me/rides/${encodeId('ride', key)}`)).body),
    )
    expect(refusals.map(({ refusal }) => refusal.code)).toEqual(['ride.duplicate-trip', 'ride.withdrawn'])
    expect(refusals.map(({ steps }) => steps.at(-1).step)).toEqual(['refused', 'withdrawn'])
  })

  it("of another person does not exist, nor does one of nobody's", async () => {
    const key = await ride('2026-05-02' as CityDay, '11:00')
    const other = await world.resident(bo)
    for (const rideKey of [key, '00000000-0000-4000-8000-000000000000']) {
      const answer = await other.get(`/v1/me/rides/${encodeId('ride', rideKey)}`)
      expect([answer.status, answer.body.code]).toEqual([404, 'request.not-found'])
      const appeal = await other.send('POST', `/v1/me/rides/${encodeId('ride', rideKey)}/appeals`, {
        reason: 'other',
        text: '',
      })
      expect(appeal.body.code).toBe('request.not-found')
    }
  })
})

describe('an appeal', () => {
  it('is open once a ride, due in fifteen days, and the same again when said again', async () => {
    const key = await ride('2026-05-02' as CityDay, '12:00')
    const path = `/v1/me/rides/${encodeId('ride', key)}/appeals`
    const body = { reason: 'wrongDistance', text: '我坐到了终点站' }
    const opened = await phone.send('POST', path, body)
    expect(opened.status).toBe(201)
    const days =
      (Date.parse(opened.body.answerDueAt as string) - Date.parse(opened.body.openedAt as string)) /
      86_400_000
    expect(days).toBe(15)
    expect((await phone.send('POST', path, body)).body.appealId).toBe(opened.body.appealId)
    expect((await phone.send('POST', path, { ...body, text: '另一件事' })).body.code).toBe(
      'ride.not-appealable',
    )
    expect((await phone.get('/v1/me/appeals')).body.items).toHaveLength(1)
    const detail = await phone.get(`/v1/me/rides/${encodeId('ride', key)}`)
    expect(detail.body.appeal).toMatchObject({ state: 'open', reason: 'wrongDistance' })
  })

  it('comes too late after sixty days', async () => {
    const key = await ride('2026-03-01' as CityDay, '12:00')
    const answer = await phone.send('POST', `/v1/me/rides/${encodeId('ride', key)}/appeals`, {
      reason: 'other',
      text: '',
    })
    expect(answer.body.code).toBe('ride.not-appealable')
  })
})

describe('an appeal that was dismissed', () => {
  const dismiss = async (appealId: string, staffId: string): Promise<number> => {
    const { sql, sessions } = world.platform.deps
    await sql`
      INSERT INTO staff (staff_id, name, role, public_key)
      VALUES (${staffId}, ${staffId}, 'centre', ${Buffer.from(staffId.padEnd(32))}) ON CONFLICT DO NOTHING`
    const { accessToken } = await sessions.start({ kind: 'staff', staffId, role: 'centre', district: null })
    const answer = await ask(`${world.platform.url}/v1/staff/appeals/${appealId}/answer`, {
      method: 'POST',
      token: accessToken,
      body: { outcome: 'dismissed', answer: '核对了进出站记录，里程没有错' },
    })
    return answer.status
  }

  const appealsAbout = async (key: string): Promise<object[]> => {
    const items = (await phone.get('/v1/me/appeals')).body.items as { rideId: string }[]
    return items.filter(({ rideId }) => rideId === encodeId('ride', key))
  }

  it('is reviewed once, by somebody else; then the answer is final and says where to turn', async () => {
    const key = await ride('2026-05-02' as CityDay, '15:00', { stations: ['莘庄', '人民广场'] })
    const path = `/v1/me/rides/${encodeId('ride', key)}/appeals`
    const first = await phone.send('POST', path, { reason: 'wrongDistance', text: '不对' })
    expect(first.body).toMatchObject({ stage: 'first', recourse: 'none', reviewUntil: null })
    expect(await dismiss(first.body.appealId as string, 'zhang')).toBe(200)
    const inThirtyDays = new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString()
    expect(await appealsAbout(key)).toMatchObject([
      {
        recourse: 'review',
        reviewUntil: inThirtyDays,
        ride: { sceneId: 'metro', from: '莘庄', to: '人民广场', boardedAt: '2026-05-02T07:00:00.000Z' },
      },
    ])

    const review = await phone.send('POST', path, { reason: 'wrongDistance', text: '还是不对' })
    expect([review.status, review.body.stage]).toEqual([201, 'review'])
    expect(await dismiss(review.body.appealId as string, 'zhang')).toBe(409)
    expect(await dismiss(review.body.appealId as string, 'li')).toBe(200)

    const again = await phone.send('POST', path, { reason: 'wrongDistance', text: '第三次' })
    expect([again.status, again.body.code]).toEqual([409, 'appeal.final'])
    expect(again.body.next).toContain('12345')
    expect(await appealsAbout(key)).toMatchObject([
      { stage: 'review', recourse: 'outside' },
      { stage: 'first', recourse: 'none' },
    ])
  })

  it('is not reviewed after thirty days', async () => {
    const key = await ride('2026-05-02' as CityDay, '17:00')
    const path = `/v1/me/rides/${encodeId('ride', key)}/appeals`
    const first = await phone.send('POST', path, { reason: 'other', text: '' })
    await dismiss(first.body.appealId as string, 'zhang')
    world.clock.advanceSeconds(30 * 86_400)
    const later = await world.signIn(mei)
    expect((await later.send('POST', path, { reason: 'other', text: '再看看' })).body.code).toBe(
      'appeal.final',
    )
    expect((await later.get(`/v1/me/rides/${encodeId('ride', key)}`)).body.appeal).toMatchObject({
      recourse: 'outside',
      reviewUntil: null,
    })
    world.clock.advanceSeconds(-30 * 86_400)
    phone = await world.signIn(mei)
  })

  it('has one review when two phones of hers ask in the same moment', async () => {
    const key = await ride('2026-05-02' as CityDay, '19:00')
    const path = `/v1/me/rides/${encodeId('ride', key)}/appeals`
    const first = await phone.send('POST', path, { reason: 'other', text: '' })
    await dismiss(first.body.appealId as string, 'zhang')
    const answers = await Promise.all(
      ['一', '二'].map((text) => phone.send('POST', path, { reason: 'other', text })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

it('stations are dropped once every ride of a day is final and past appeal', async () => {
  const { sql, jobs } = world.platform.deps
  const day = '2026-02-01' as CityDay
  const key = await ride(day, '08:00', { runState: 'issued', stations: ['莘庄', '人民广场'] })
  const stationOf = async () =>
    (
      await sql<
        { board_station: string | null }[]
      >`SELECT board_station FROM ride WHERE operator_day = ${day} AND ride_key = ${key}`
    )[0]
  await jobs.runNow('ride.drop-stations')
  expect((await stationOf())?.board_station).toBe('莘庄')
  world.clock.advanceSeconds(61 * 86_400)
  await jobs.runNow('ride.drop-stations')
  expect((await stationOf())?.board_station).toBeNull()
})
