import type { CityDay } from '#domain/calendar'
import { mallFaults } from '#test/harness/mall-world'
import { fiveIn, reckon, rider, schoolOf, type TestGroup } from '#test/harness/group-world'
import { issueRun } from '#test/harness/issued-run'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'

const MAY = '2026-05-03' as CityDay
let world: ResidentWorld
let school: TestGroup
let riders: { phone: Phone; accountId: string }[]
/** May is closed with five people and one who closed her account since; June is running. */
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  school = await schoolOf(world)
  riders = await fiveIn(world, school, MAY, [5000n, 4000n, 3000n, 2000n, 1001n, 700n])
  for (const { phone } of riders) await phone.send('PUT', '/v1/me/district', { district: '310112' })
  await reckon(world)
  world.clock.set('2026-06-08T05:20:00+08:00')
  await reckon(world)
  world.clock.advanceSeconds(1800)
  riders = await Promise.all(
    riders.map(async (one) => ({ ...one, phone: await world.signIn(one.phone.person) })),
  )
  const closed = await riders[5]!.phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
  expect(closed.status).toBe(200)
  world.clock.advanceSeconds(3600)
  await issueRun(world.platform, {
    day: '2026-06-02' as CityDay,
    postings: riders.slice(0, 5).map(({ accountId }) => ({ accountId, milligrams: 1000n })),
  })
  world.clock.set('2026-06-09T05:20:00+08:00')
  await reckon(world)
}, 120_000)
afterAll(() => world.close())

const months = async () =>
  (await riders[0]!.phone.get('/v1/me/groups')).body.groups[0].months as {
    month: string
    isProvisional: boolean
    sumMilligrams: string | null
    people: number | null
    ownMilligrams: number
  }[]
const ranking = (faults: readonly string[]): string[] =>
  [
    ...new Set(faults.filter((fault) => fault.startsWith('ranking') || fault.startsWith('group_share'))),
  ].sort()

describe('a month', () => {
  it('is closed on its day, with somebody in it who has gone since, and nothing is wrong with it', async () => {
    expect(await months()).toMatchObject([
      { month: '2026-06', isProvisional: true, sumMilligrams: '5000', people: 5, ownMilligrams: 1000 },
      { month: '2026-05', isProvisional: false, sumMilligrams: '15701', people: 6, ownMilligrams: 5000 },
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it('takes what was issued of it later no more, once it is closed', async () => {
    const { accountId } = riders[0]!
    await issueRun(world.platform, { day: MAY, postings: [{ accountId, milligrams: 9_000_000n }] })
    await reckon(world)
    expect((await months())[1]).toMatchObject({ sumMilligrams: '15701', ownMilligrams: 5000 })
    expect(await mallFaults(world)).toEqual([])
  })

  it('falls with what residents are shown as issued, as long as it is running', async () => {
    const { sql } = world.platform.deps
    const { accountId } = riders[0]!
    const change = (milligrams: number) => sql`
      UPDATE account_month SET issued_milligrams = issued_milligrams + ${milligrams}
      WHERE account_id = ${accountId} AND city_month = '2026-06-01'`
    await change(-400)
    await reckon(world)
    expect((await months())[0]).toMatchObject({ sumMilligrams: '4600', ownMilligrams: 600 })
    await change(400)
    await reckon(world)
    expect((await months())[0]).toMatchObject({ sumMilligrams: '5000', ownMilligrams: 1000 })
  })

  it('does without a run that was being issued while it was reckoned, and that is no fault', async () => {
    const back = world.clock.now()
    await reckon(world)
    world.clock.set(new Date(back.getTime() - 30 * 60_000).toISOString())
    const { accountId } = riders[0]!
    await issueRun(world.platform, {
      day: '2026-06-03' as CityDay,
      postings: [{ accountId, milligrams: 5n }],
    })
    world.clock.set(back.toISOString())
    expect(await mallFaults(world)).toEqual([])
    await reckon(world)
    expect((await months())[0]).toMatchObject({ ownMilligrams: 1005 })
  })

  it('counts nobody who joined after its end', async () => {
    const late = await rider(world)
    world.clock.set('2026-07-01T00:00:01+08:00')
    await late.phone.send('POST', '/v1/me/groups', { code: school.code, consentVersion: '2026-12' })
    await reckon(world)
    expect(await months()).toMatchObject([
      { month: '2026-07', people: null },
      { month: '2026-06', people: 5, isProvisional: true },
      { month: '2026-05', people: 6 },
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it.each([
    `UPDATE ranking_place SET sum_milligrams = sum_milligrams WHERE city_month = '2026-05-01'`,
    `DELETE FROM group_share WHERE city_month = '2026-05-01'`,
    `INSERT INTO ranking_run SELECT '2026-05-01', gen_random_uuid()`,
  ])('is refused by the database once it is closed: %s', async (change) => {
    await expect(world.platform.deps.sql.unsafe(change)).rejects.toThrow(
      'the ranking of 2026-05-01 is closed',
    )
  })
})

describe('the audit of the ranking', () => {
  it.each([
    [
      'a share that grew',
      `UPDATE group_share SET milligrams = milligrams + 1 WHERE city_month = '2026-05-01' AND milligrams = 5000`,
      [
        'group_share: group and milligrams of a person',
        'ranking_month: as the log says it was closed',
        'ranking_place: people, savers and sum of a group',
      ],
    ],
    [
      'a share of somebody who has gone',
      `UPDATE group_share SET milligrams = milligrams + 1 WHERE city_month = '2026-05-01' AND milligrams = 700`,
      ['ranking_month: as the log says it was closed', 'ranking_place: people, savers and sum of a group'],
    ],
    [
      'a person who vanished from the running month',
      `DELETE FROM group_share WHERE membership_id = (SELECT max(membership_id::text)::uuid FROM group_share
        WHERE city_month = '2026-06-01' AND milligrams > 0) AND city_month = '2026-06-01'`,
      ['group_share: one of the people of her group', 'ranking_place: people, savers and sum of a group'],
    ],
    [
      'a district that won by hand',
      `UPDATE ranking_place SET sum_milligrams = sum_milligrams + 60000, average_milligrams = (sum_milligrams + 60000) / people
        WHERE city_month = '2026-06-01' AND board = 'district'`,
      ['ranking_place: people, savers and sum of a district'],
    ],
    [
      'a place that was given',
      `UPDATE ranking_place SET sum_place = 7 WHERE city_month = '2026-06-01' AND board = 'school'`,
      ['ranking_place: its places'],
    ],
    [
      'a place for too few people',
      `UPDATE ranking_month SET people_min = 7 WHERE city_month = '2026-06-01'`,
      ['ranking_place: its places'],
    ],
    [
      'another number of those withheld',
      `UPDATE ranking_board SET withheld = withheld + 1 WHERE city_month = '2026-06-01' AND board = 'school'`,
      ['ranking_place: how many are placed and withheld'],
    ],
    [
      'a run that was left out',
      `DELETE FROM ranking_run WHERE city_month = '2026-06-01'`,
      [
        'group_share: group and milligrams of a person',
        'ranking_place: people, savers and sum of a district',
        'ranking_run: a run issued before the reckoning',
      ],
    ],
    [
      'a run of another month',
      `UPDATE ranking_run SET run_id = (SELECT run_id FROM ranking_run WHERE city_month = '2026-05-01' LIMIT 1)
        WHERE run_id = (SELECT run_id FROM ranking_run WHERE city_month = '2026-06-01' LIMIT 1)`,
      [
        'group_share: group and milligrams of a person',
        'ranking_place: people, savers and sum of a district',
        'ranking_run: a run issued before the reckoning',
        'ranking_run: an issued run of the month',
      ],
    ],
    [
      'a closed month that is open again',
      `UPDATE ranking_month SET closed_at = NULL WHERE city_month = '2026-05-01'`,
      ['ranking_month: as the log says it was closed'],
    ],
    [
      'a month that was closed early',
      `UPDATE ranking_month SET closed_at = '2026-06-02T00:00:00Z', reckoned_at = '2026-06-02T00:00:00Z' WHERE city_month = '2026-05-01'`,
      ['ranking_month: as the log says it was closed', 'ranking_month: when it was closed'],
    ],
    [
      'an entry about no month',
      `UPDATE audit_entry SET subject = 'May' WHERE action = 'ranking.closed'`,
      ['ranking_month: as the log says it was closed'],
    ],
    [
      'a closed month before there were terms',
      `INSERT INTO ranking_month (city_month, reckoned_at, closed_at, people_min) VALUES ('2019-05-01', now(), now(), 5)`,
      ['ranking_month: as the log says it was closed', 'ranking_month: when it was closed'],
    ],
    [
      'a closed month that is none',
      `INSERT INTO ranking_month (city_month, reckoned_at, closed_at, people_min) VALUES ('infinity', now(), now(), 5)`,
      [
        'group_share: one of the people of her group',
        'ranking_month: as the log says it was closed',
        'ranking_month: when it was closed',
        'ranking_place: people, savers and sum of a district',
      ],
    ],
    [
      'a month that was closed at no moment',
      `UPDATE ranking_month SET closed_at = 'infinity', reckoned_at = 'infinity' WHERE city_month = '2026-05-01'`,
      [
        'group_share: one of the people of her group',
        'ranking_month: as the log says it was closed',
        'ranking_place: people, savers and sum of a district',
        'ranking_run: a run issued before the reckoning',
      ],
    ],
    [
      'somebody who never left',
      `UPDATE group_membership SET left_at = NULL, account_id = gen_random_uuid() WHERE left_at IS NOT NULL`,
      ['group_share: group and milligrams of a person', 'group_share: one of the people of her group'],
    ],
  ])('finds %s', async (_what, change, expected) => {
    expect(ranking(await faultsAfter(world, change))).toEqual(expected)
  })
})
