import { randomUUID } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import { untilWaiting } from '#test/harness/index'
import { issueRun } from '#test/harness/issued-run'
import {
  accountIdOf,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

/** What the audit says of the points and of the registry; the invented runs themselves have no rides behind them. */
const pointsFaults = async (): Promise<readonly AuditFault[]> => {
  const faults: AuditFault[] = []
  await auditEverything(world.platform.deps.sql, (fault) => faults.push(fault))
  return faults.filter(({ table }) =>
    ['conversion', 'points_lot', 'serial_move', 'serial_block', 'ledger_account'].includes(table),
  )
}

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

let people = 700
/** A resident who holds what a metro run of that day issued to her. */
const holder = async (
  milligrams: bigint,
  day = '2026-05-03' as CityDay,
): Promise<{ phone: Phone; accountId: string; runId: string }> => {
  const personId = `SIM000000000000${(people += 1)}`
  const phone = await world.resident({ ...mei, subject: personId, personId })
  const accountId = await accountIdOf(world, phone)
  const runId = await issueRun(world.platform, { day, postings: [{ accountId, milligrams }] })
  return { phone, accountId, runId }
}

const convert = (phone: Phone, grams: number, key: string = randomUUID()) =>
  phone.send('POST', '/v1/me/conversions', { grams }, { 'idempotency-key': key })

/** What lies in each book of the ledger, of all owners. */
const books = async (): Promise<Record<string, bigint>> => {
  const rows = await world.platform.deps.sql<{ book: string; unit: string; sum: bigint }[]>`
    SELECT book, unit, sum(balance)::bigint AS sum FROM ledger_account GROUP BY book, unit`
  return Object.fromEntries(rows.map(({ book, unit, sum }) => [`${book} ${unit}`, sum]))
}

/** DESIGN invariant 9: what backs points is always 1000 mg for each that is not expired or turned back. */
const expectBacked = async (): Promise<void> => {
  const all = await books()
  expect(all['points-backing mgCO2e'] ?? 0n).toBe(-(all['points-issuer point'] ?? 0n) * 1000n)
  const [serials] = await world.platform.deps.sql<{ sum: bigint }[]>`
    SELECT coalesce(sum(serial_to - serial_from + 1), 0)::bigint AS sum FROM serial_block WHERE book = 'points-backing'`
  expect(serials?.sum).toBe(all['points-backing mgCO2e'] ?? 0n)
}

describe('converting grams to points', () => {
  it('gives a point for a whole gram and leaves the rest as reduction', async () => {
    const { phone } = await holder(1_197_465n)
    const conversion = await convert(phone, 1_197)
    expect(conversion.status).toBe(201)
    expect(conversion.body).toMatchObject({
      grams: 1_197,
      points: 1_197,
      expiresAt: '2028-05-31T16:00:00.000Z',
    })
    expect((await phone.get('/v1/me/points')).body).toEqual({
      points: 1_197,
      heldPoints: 0,
      expiries: [{ points: 1_197, expiresAt: '2028-05-31T16:00:00.000Z' }],
      convertibleGrams: 0,
      balanceMilligrams: 465,
      notConvertible: [],
    })
    // What she has saved does not fall when she uses it.
    expect((await phone.get('/v1/me/home')).body).toMatchObject({
      issuedMilligrams: 1_197_465,
      balanceMilligrams: 465,
    })
    await expectBacked()
  })

  it('takes the oldest serials along, and says so in the registry', async () => {
    const { sql } = world.platform.deps
    const { phone, accountId, runId } = await holder(5_000n)
    await convert(phone, 2)
    const [run] = await sql<{ serial_from: bigint }[]>`SELECT serial_from FROM run WHERE run_id = ${runId}`
    const first = run?.serial_from ?? 0n
    const blocks =
      await sql`SELECT run_id, serial_from, serial_to, book FROM serial_block WHERE owner_id = ${accountId}`
    expect(blocks).toMatchObject([
      { run_id: runId, serial_from: first, serial_to: first + 1_999n, book: 'points-backing' },
    ])
    const moves = await sql`SELECT from_book, to_book FROM serial_move WHERE from_owner_id = ${accountId}`
    expect(moves).toMatchObject([{ from_book: 'holding', to_book: 'points-backing' }])
  })

  it('spans months, the oldest first', async () => {
    const { phone, accountId } = await holder(1_500n, '2026-03-10' as CityDay)
    await issueRun(world.platform, {
      day: '2026-04-10' as CityDay,
      postings: [{ accountId, milligrams: 1_500n }],
    })
    expect((await convert(phone, 3)).status).toBe(201)
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 3, balanceMilligrams: 0 })
    await expectBacked()
  })

  it('answers a retry as the first time, and refuses the same key for another amount', async () => {
    const { phone } = await holder(9_000n)
    const key = randomUUID()
    const [one, other] = await Promise.all([convert(phone, 4, key), convert(phone, 4, key)])
    const third = await convert(phone, 4, key)
    const answered = [one, other, third].filter(({ status }) => status === 201)
    expect(new Set(answered.map(({ body }) => body.conversionId as string)).size).toBe(1)
    expect((await convert(phone, 5, key)).body.code).toBe('request.key-reused')
    expect((await phone.get('/v1/me/points')).body.points).toBe(4)
  })

  it('happens as often as there are grams when many taps come at once, and never more', async () => {
    const { phone } = await holder(10_000n)
    const answers = await Promise.all(Array.from({ length: 8 }, () => convert(phone, 3)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.code]).toEqual([409, 'points.not-enough-grams'])
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 9, convertibleGrams: 1 })
    await expectBacked()
  })

  it('holds up nobody else while it moves its serials', async () => {
    const { sql } = world.platform.deps
    const [one, other] = [await holder(3_000n), await holder(3_000n)]
    const [run] = await sql<
      { serial_from: bigint }[]
    >`SELECT serial_from FROM run WHERE run_id = ${one.runId}`
    const undone = new Error('undone')
    let slow: Promise<unknown> | undefined
    await sql
      .begin(async (blocker) => {
        // The first would put her serials where somebody else is about to.
        await blocker`
          INSERT INTO serial_block (run_id, serial_from, serial_to, owner_id, book, transfer_id, moved_at)
          VALUES (${one.runId}, ${run!.serial_from}, ${run!.serial_from}, ${one.accountId}, 'points-backing', ${randomUUID()}, now())`
        slow = convert(one.phone, 2).then(({ status }) => status)
        await untilWaiting(sql)
        expect((await convert(other.phone, 2)).status).toBe(201)
        throw undone
      })
      .catch((error: unknown) => expect(error).toBe(undone))
    expect(await slow).toBe(201)
    await expectBacked()
  })

  it('is refused where the class does not permit points on that day, with nothing moved', async () => {
    const { sql } = world.platform.deps
    const { phone } = await holder(3_000n)
    await sql`UPDATE class_use SET valid_to = '2026-05-01' WHERE use = 'points'`
    const refused = await convert(phone, 2)
    expect([refused.status, refused.body.code]).toEqual([409, 'use.not-permitted-by-class'])
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 0, convertibleGrams: 0 })
    await sql`UPDATE class_use SET valid_to = NULL WHERE use = 'points'`
    expect((await convert(phone, 2)).status).toBe(201)
  })

  it.each([0, -1, 1.5, '3', 2_000_000_000])('refuses %p grams by its field', async (grams) => {
    const { phone } = await holder(3_000n)
    const answer = await phone.send(
      'POST',
      '/v1/me/conversions',
      { grams },
      { 'idempotency-key': randomUUID() },
    )
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid'])
  })

  it('shows beforehand what the same grams would be', async () => {
    const { phone } = await holder(3_000n)
    const { body } = await phone.get('/v1/me/points/uses?grams=1000')
    expect(body.items).toMatchObject([
      { use: 'points', isOpen: true, points: 1_000, spendableUntil: '2028-05-31T16:00:00.000Z' },
      { use: 'sale', isOpen: false, fen: 6 },
      { use: 'donation', isOpen: false },
    ])
  })
})

describe('a reminder', () => {
  const remind = () => world.platform.deps.jobs.runNow('points.remind-of-expiry')
  const titles = async (phone: Phone) =>
    ((await phone.get('/v1/me/messages')).body.items as { title: { zh: string }; opens: string }[]).map(
      ({ title, opens }) => `${opens}: ${title.zh}`,
    )

  it('comes 30, 7 and 1 days before the end, once each, to whoever has something left', async () => {
    const { phone: earlier } = await holder(4_000n)
    const { phone: spent } = await holder(4_000n)
    await convert(earlier, 4)
    const told: Record<string, readonly string[]> = {}
    for (const day of ['05-01', '05-02', '05-03', '05-25', '05-30', '05-31']) {
      world.clock.set(`2028-${day}T10:00:00+08:00`)
      await remind()
      await remind()
      told[day] = await titles(await world.signIn(earlier.person))
    }
    expect(told['05-01']).toEqual([])
    expect(told['05-02']).toEqual(['points: 有积分 30 天内过期'])
    expect(told['05-03']).toEqual(told['05-02'])
    expect(told['05-25']).toEqual(['points: 有积分 7 天内过期', ...told['05-02']!])
    expect(told['05-30']).toEqual(told['05-25'])
    expect(told['05-31']).toEqual(['points: 有积分明天零点过期', ...told['05-25']!])
    expect(await titles(await world.signIn(spent.person))).toEqual([])
    world.clock.set('2026-05-04T12:00:00+08:00')
  })
})

describe('expiry', () => {
  const expire = () => world.platform.deps.jobs.runNow('points.expire-lots')

  it('takes what is left at midnight, once, and gives what stood behind it to the public pool', async () => {
    const { phone: earlier, accountId } = await holder(7_000n)
    await convert(earlier, 5)
    world.clock.set('2028-05-31T23:59:59+08:00')
    const phone = await world.signIn(earlier.person)
    await expire()
    expect((await phone.get('/v1/me/points')).body.points).toBe(5)
    const before = await books()
    world.clock.set('2028-06-01T00:00:00+08:00')
    expect((await phone.get('/v1/me/points')).body.points).toBe(0)
    await Promise.all([expire(), expire()])
    await expire()
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 0, balanceMilligrams: 2_000 })
    const after = await books()
    const pooled = (after['public-pool mgCO2e'] ?? 0n) - (before['public-pool mgCO2e'] ?? 0n)
    expect(pooled).toBe((before['points-backing mgCO2e'] ?? 0n) - (after['points-backing mgCO2e'] ?? 0n))
    const [block] = await world.platform.deps.sql`
      SELECT sum(serial_to - serial_from + 1)::int AS serials FROM serial_move
      WHERE from_owner_id = ${accountId} AND to_book = 'public-pool'`
    expect(block).toMatchObject({ serials: 5_000 })
    await expectBacked()
  })

  it('of one lot whose books do not agree stands in the way of no other', async () => {
    const { sql } = world.platform.deps
    const [broken, whole] = [await holder(2_000n), await holder(2_000n)]
    for (const { phone } of [broken, whole]) await convert(phone, 2)
    const nobody = randomUUID()
    await sql`UPDATE points_lot SET account_id = ${nobody} WHERE account_id = ${broken.accountId}`
    const [lot] = await sql<
      { expires_at: Date }[]
    >`SELECT expires_at FROM points_lot WHERE account_id = ${nobody}`
    world.clock.set(lot!.expires_at.toISOString())
    await expect(expire()).rejects.toThrow('1 lots could not be ended')
    const ended = await sql`SELECT expired_at FROM points_lot WHERE account_id = ${whole.accountId}`
    expect(ended).toMatchObject([{ expired_at: lot!.expires_at }])
    await sql`UPDATE points_lot SET account_id = ${broken.accountId} WHERE account_id = ${nobody}`
    await expire()
    await expectBacked()
  })

  it('comes with closing: what stood behind her points goes to the public pool too', async () => {
    const { phone } = await holder(4_000n)
    await convert(phone, 3)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).body.code).toBe(
      'account.closure-unconfirmed',
    )
    const closed = await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.body).toMatchObject({ disposedMilligrams: 4_000 })
    await expectBacked()
  })
})

describe('the audit', () => {
  it('finds nothing in what conversions, expiry and closing left behind', async () => {
    expect(await pointsFaults()).toEqual([])
  })

  it.each([
    [
      'points_lot',
      "UPDATE points_lot SET account_id = overlay(account_id::text PLACING 'ffffffff' FROM 25)::uuid, granted_month = granted_month",
      'UPDATE points_lot SET account_id = conversion.account_id FROM conversion WHERE conversion.lot_id = points_lot.lot_id',
    ],
    ['conversion', 'UPDATE conversion SET grams = grams + 1', 'UPDATE conversion SET grams = grams - 1'],
    [
      'points_lot',
      "UPDATE points_lot SET expires_at = expires_at + interval '1 day'",
      "UPDATE points_lot SET expires_at = expires_at - interval '1 day'",
    ],
  ])('names the row of %s that was changed by hand', async (table, change, undo) => {
    const { sql } = world.platform.deps
    await sql.unsafe(change)
    expect((await pointsFaults()).map((fault) => fault.table)).toContain(table)
    await sql.unsafe(undo)
    expect(await pointsFaults()).toEqual([])
  })
})
