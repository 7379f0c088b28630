import { randomUUID } from 'node:crypto'

import type { RideDetail, RideRow } from '#contract'
import { addDays } from '#domain/calendar'
import { atWork, listed, openTestMall, take } from '#test/harness/mall-world'
import type { Phone } from '#test/harness/resident-world'
import {
  metroRide,
  RIDE_MILLIGRAMS,
  startWithdrawalWorld,
  withdrawn,
  type Rider,
  type WithdrawalWorld,
} from '#test/harness/withdrawal-world'

let city: WithdrawalWorld
beforeAll(async () => {
  city = await startWithdrawalWorld()
}, 120_000)
afterAll(() => city.close())

const convert = (phone: Phone, grams: number) =>
  phone.send('POST', '/v1/me/conversions', { grams }, { 'idempotency-key': randomUUID() })

const home = async ({ phone }: Rider) => (await phone.get('/v1/me/home')).body

/** Her ride that was withdrawn, as its page tells it. */
const withdrawnRide = async (rider: Rider): Promise<RideDetail> => {
  const { latestRides } = await home(rider)
  const found = latestRides.find(({ state }: { state: string }) => state === 'withdrawn')
  return (await rider.phone.get(`/v1/me/rides/${found.rideId as string}`)).body
}

/** A rider whose rides of today are issued. */
const rode = async (hours: readonly number[] = [7]): Promise<{ rider: Rider; rows: RideRow[] }> => {
  const rider = await city.rider()
  const rows = hours.map((hour) => metroRide(rider, city.today(), { hour }))
  await city.ridden(rows)
  return { rider, rows }
}

/** Books of one owner: how much lies in each. */
const books = async (accountId: string): Promise<Record<string, bigint>> => {
  const rows = await city.world.platform.deps.sql<{ book: string; sum: bigint }[]>`
    SELECT book, sum(balance)::bigint AS sum FROM ledger_account WHERE owner_id = ${accountId} GROUP BY book`
  return Object.fromEntries(rows.map(({ book, sum }) => [book, sum]))
}

const clawBacks = (accountId: string) => city.world.platform.deps.sql`
  SELECT * FROM claw_back WHERE account_id = ${accountId} ORDER BY withdrawn_at, claw_back_id`

const verdictsOf = (answer: { body: { verdicts: { verdict: string; code?: string; field?: string }[] } }) =>
  answer.body.verdicts.map(({ verdict, code, field }) => [verdict, code, field].filter(Boolean).join(' '))

describe('a ride withdrawn after it was issued', () => {
  it('is shown with its operator’s words at once, and what it brought is taken back with its very serials', async () => {
    const { sql } = city.world.platform.deps
    const { rider, rows } = await rode([7, 9])
    expect(await home(rider)).toMatchObject({ issuedMilligrams: 2 * RIDE_MILLIGRAMS })
    expect(verdictsOf(await city.push([withdrawn(rows[0]!)]))).toEqual(['accepted'])
    expect(await withdrawnRide(rider)).toMatchObject({
      refusal: { code: 'ride.withdrawn' },
      withdrawal: { reason: '同一张票刷了两次', takenAt: null, reductionMilligrams: 0 },
    })
    await city.follow()
    await city.follow()
    expect(await home(rider)).toMatchObject({
      ...{ issuedMilligrams: RIDE_MILLIGRAMS, balanceMilligrams: RIDE_MILLIGRAMS, monthRides: 1 },
      byScene: [{ sceneId: 'metro', rides: 1, issuedMilligrams: RIDE_MILLIGRAMS }],
    })
    const told = await withdrawnRide(rider)
    expect(told.withdrawal).toMatchObject({
      reductionMilligrams: RIDE_MILLIGRAMS,
      points: 0,
      laterMilligrams: 0,
    })
    expect(told.withdrawal?.takenAt).not.toBeNull()
    expect(told.steps.map(({ step }) => step)).toEqual([
      ...['received', 'checked', 'settled', 'reported', 'verified', 'confirmed', 'issued', 'withdrawn'],
    ])
    const blocks = await sql`
      SELECT (serial_to - serial_from + 1)::int AS serials, run_id FROM serial_block
      WHERE book = 'clawed-back' AND serial_from BETWEEN (SELECT serial_from FROM run ORDER BY serial_from DESC NULLS LAST LIMIT 1)
        AND (SELECT max(serial_to) FROM run)`
    expect(blocks).toMatchObject([{ serials: RIDE_MILLIGRAMS }])
    expect(await city.faults()).toEqual([])
  })

  it('is told to its resident once a push, and lowers her credit record with a dated reason', async () => {
    const { rider, rows } = await rode([7, 9, 11])
    await city.push([withdrawn(rows[0]!), withdrawn(rows[1]!)])
    await city.follow()
    const { body: messages } = await rider.phone.get('/v1/me/messages')
    expect(messages.items).toMatchObject([{ opens: 'rides', title: { zh: '有行程被运营公司撤回了' } }])
    const { body: record } = await rider.phone.get('/v1/me/credit-record')
    expect(record.falls).toMatchObject([
      {
        cause: 'clawedBack',
        day: city.today(),
        reason: { zh: '2026年5月有行程被运营单位撤回，签发的减排量收回了' },
      },
    ])
    expect(await city.faults()).toEqual([])
  })

  it('is taken back once, however often that is told', async () => {
    const { rider, rows } = await rode([7, 9])
    const row = withdrawn(rows[0]!)
    const first = await city.push([row], { pushId: 'once' })
    expect((await city.push([row], { pushId: 'once' })).body).toEqual(first.body)
    expect(verdictsOf(await city.push([row]))).toEqual(['duplicate'])
    await city.follow()
    const answers = [
      await city.push([withdrawn(rows[0]!, '还是那张票', 2), withdrawn(rows[0]!, '又一次', 3)]),
      await city.push([rows[0]!]),
      await city.push([{ ...rows[0]!, revision: 4 }]),
    ]
    expect(answers.map(verdictsOf)).toEqual([
      ['accepted', 'accepted'],
      ['rejected ride.revision-stale'],
      ['rejected ride.window-closed'],
    ])
    await city.follow()
    expect(await clawBacks(rider.accountId)).toMatchObject([{ reason: '同一张票刷了两次' }])
    expect((await books(rider.accountId))['holding']).toBe(BigInt(RIDE_MILLIGRAMS))
  })

  it('needs a reason in plain words, her own card, and a withdrawal', async () => {
    const { rider, rows } = await rode([7])
    const [row, other] = [rows[0]!, await city.rider()]
    const { reason, ...silent } = withdrawn(row)
    const theirs = { ...withdrawn(row), subject: metroRide(other, city.today()).subject }
    expect(reason).toBeDefined()
    expect(verdictsOf(await city.push([silent]))).toEqual(['rejected ride.reason-needed /reason'])
    expect(verdictsOf(await city.push([theirs]))).toEqual(['rejected row.field-invalid /subject'])
    expect(verdictsOf(await city.push([{ ...row, revision: 1 }]))).toEqual(['rejected ride.window-closed'])
    for (const words of ['', '  ', `换行\n`, 'x'.repeat(201)])
      expect(verdictsOf(await city.push([withdrawn(row, words)]))).toEqual([
        'rejected row.field-invalid /reason',
      ])
    expect(verdictsOf(await city.push([{ ...row, reason: '没有撤回' }]))).toEqual([
      'rejected row.field-invalid /reason',
    ])
    expect(await clawBacks(rider.accountId)).toEqual([])
  })

  it('may be told twice in one push: the last word that is a withdrawal counts', async () => {
    const { rider, rows } = await rode([7])
    const row = rows[0]!
    expect(
      verdictsOf(
        await city.push([{ ...row, revision: 1 }, withdrawn(row, '重复', 2), withdrawn(row, '再说', 2)]),
      ),
    ).toEqual(['rejected ride.window-closed', 'accepted', 'conflict'])
    await city.follow()
    expect(await clawBacks(rider.accountId)).toMatchObject([
      { reason: '重复', free_milligrams: BigInt(RIDE_MILLIGRAMS) },
    ])
  })

  it('takes free grams, then unspent points', async () => {
    const { rider, rows } = await rode([7, 9])
    await convert(rider.phone, 1_900)
    await city.push([withdrawn(rows[1]!)])
    await city.follow()
    // 40 g were free; 930 points stand on the rest.
    expect((await rider.phone.get('/v1/me/points')).body).toMatchObject({ points: 970, balanceMilligrams: 0 })
    expect((await withdrawnRide(rider)).withdrawal).toMatchObject({
      ...{ reductionMilligrams: 40_000, points: 930, laterMilligrams: 0 },
    })
    expect(await books(rider.accountId)).toMatchObject({ holding: 0n, 'points-backing': 970_000n })
    expect(await city.faults()).toEqual([])
  })
})

describe('what she has spent', () => {
  it('stays spent: the rest is owed, her operator answers for it, and later credits repay half of each at most', async () => {
    const mall = await openTestMall(city.world)
    const goodsId = await listed(await atWork(city.world, mall), { pricePoints: 500 })
    const { rider, rows } = await rode([7])
    await convert(rider.phone, 970)
    expect((await take(rider.phone, goodsId)).status).toBe(201)
    await city.push([withdrawn(rows[0]!)])
    await city.follow()
    expect(await home(rider)).toMatchObject({ issuedMilligrams: 0, balanceMilligrams: 0 })
    expect((await rider.phone.get('/v1/me/points')).body).toMatchObject({ points: 0 })
    expect((await withdrawnRide(rider)).withdrawal).toMatchObject({ points: 470, laterMilligrams: 500_000 })
    expect(await books(rider.accountId)).toMatchObject({ shortfall: -500_000n, 'points-backing': 500_000n })
    const due = addDays(city.today(), 30)
    expect((await city.read('sptcc', 'guarantee')).body).toEqual({
      ...{ milligrams: '500000', items: [{ dueOn: due, isOverdue: false, milligrams: '500000' }] },
    })
    await city.ridden([metroRide(rider, city.today())])
    expect(await books(rider.accountId)).toMatchObject({ shortfall: -15_000n, holding: 485_000n })
    expect((await city.read('sptcc', 'guarantee')).body.milligrams).toBe('15000')
    expect((await city.read('metro-app', 'guarantee')).body).toEqual({ milligrams: '0', items: [] })
    expect(await city.faults()).toEqual([])
    await city.ridden([metroRide(rider, city.today())])
    expect(await books(rider.accountId)).toMatchObject({ shortfall: 0n, holding: 1_440_000n })
    expect(await home(rider)).toMatchObject({
      issuedMilligrams: 2 * RIDE_MILLIGRAMS,
      balanceMilligrams: 1_440_000,
    })
    expect(await city.faults()).toEqual([])
  })
})

describe('a ride withdrawn before its run is issued', () => {
  it('is shown withdrawn at once and never paid: what its run brings for it is taken back with the issuing', async () => {
    const rider = await city.rider()
    const rows = [7, 9].map((hour) => metroRide(rider, city.today(), { hour }))
    city.world.clock.set(`${city.today()}T22:00:00+08:00`)
    await city.push(rows)
    await city.settle()
    expect(await home(rider)).toMatchObject({ pendingMilligrams: 2 * RIDE_MILLIGRAMS })
    expect(verdictsOf(await city.push([withdrawn(rows[0]!)]))).toEqual(['accepted'])
    await city.follow()
    expect(await home(rider)).toMatchObject({ pendingMilligrams: RIDE_MILLIGRAMS, issuedMilligrams: 0 })
    expect((await withdrawnRide(rider)).withdrawal).toMatchObject({ takenAt: null })
    await city.issue()
    expect(await home(rider)).toMatchObject({
      issuedMilligrams: RIDE_MILLIGRAMS,
      balanceMilligrams: RIDE_MILLIGRAMS,
    })
    expect((await rider.phone.get('/v1/me/credit-record')).body.falls).toEqual([])
    const [back] = await city.world.platform.deps.sql`
      SELECT is_at_issuing AND taken_at = issued_at AS is_at_once, free_milligrams FROM claw_back JOIN run USING (run_id)
      WHERE account_id = ${rider.accountId}`
    expect(back).toEqual({ is_at_once: true, free_milligrams: BigInt(RIDE_MILLIGRAMS) })
    expect(await city.faults()).toEqual([])
  })

  it('may be all there is of its run', async () => {
    const rider = await city.rider()
    const row = metroRide(rider, city.today())
    city.world.clock.set(`${city.today()}T22:00:00+08:00`)
    await city.push([row])
    await city.settle()
    await city.push([withdrawn(row)])
    await city.issue()
    expect(await home(rider)).toMatchObject({
      issuedMilligrams: 0,
      balanceMilligrams: 0,
      pendingMilligrams: 0,
    })
    expect(await city.faults()).toEqual([])
  })
})

describe('a trip two channels told', () => {
  /** The card's record, which counts, and that of the metro's own code, which loses to it. */
  const toldTwice = async () => {
    const rider = await city.rider()
    const [card, code] = [
      metroRide(rider, city.today()),
      metroRide(rider, city.today(), { distanceMeters: 9_000 }),
    ]
    city.world.clock.set(`${city.today()}T22:00:00+08:00`)
    await city.push([card])
    await city.push([code], { operatorId: 'metro-app' })
    await city.settle()
    await city.issue()
    expect(await home(rider)).toMatchObject({ issuedMilligrams: RIDE_MILLIGRAMS })
    return { rider, card, code }
  }

  it('goes to the other record when the one that counted is withdrawn', async () => {
    const { rider, card } = await toldTwice()
    await city.push([withdrawn(card)])
    await city.follow()
    await city.settle()
    await city.issue()
    expect(await home(rider)).toMatchObject({ issuedMilligrams: 873_000, balanceMilligrams: 873_000 })
    expect(await city.faults()).toEqual([])
  })

  it('goes to nobody when both are', async () => {
    const { rider, card, code } = await toldTwice()
    expect(verdictsOf(await city.push([withdrawn(code)], { operatorId: 'metro-app' }))).toEqual(['accepted'])
    await city.push([withdrawn(card)])
    await city.follow()
    await city.settle()
    await city.issue()
    expect(await home(rider)).toMatchObject({ issuedMilligrams: 0, balanceMilligrams: 0 })
    expect(await city.faults()).toEqual([])
  })
})

describe('closing an account', () => {
  it('gives away only what is hers: what waits to be taken back goes first, and its reason is forgotten', async () => {
    const { rider, rows } = await rode([7, 9])
    await city.push([withdrawn(rows[0]!)])
    const closed = await rider.phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.body).toMatchObject({ disposedMilligrams: RIDE_MILLIGRAMS })
    await city.follow()
    expect(await clawBacks(rider.accountId)).toMatchObject([
      { free_milligrams: BigInt(RIDE_MILLIGRAMS), shortfall_milligrams: 0n, reason: '——' },
    ])
    expect(await city.faults()).toEqual([])
  })

  it('keeps nobody from withdrawing: her operator answers for all of it', async () => {
    const { rider, rows } = await rode([7])
    await rider.phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(verdictsOf(await city.push([withdrawn(rows[0]!)]))).toEqual(['accepted'])
    await city.follow()
    expect(await clawBacks(rider.accountId)).toMatchObject([
      { free_milligrams: 0n, shortfall_milligrams: BigInt(RIDE_MILLIGRAMS), reason: '——' },
    ])
    const told = await city.world.platform.deps.sql`SELECT FROM message WHERE account_id = ${rider.accountId}`
    expect(told).toHaveLength(0)
    expect(await city.faults()).toEqual([])
  })
})
