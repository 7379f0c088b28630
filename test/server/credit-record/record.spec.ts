import { clawBack, issueGrams, turnedBack } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { listed, openTestMall, spender, take } from '#test/harness/mall-world'
import { employBodies, issuedProject, pvRecord, type Bodies, type Sending } from '#test/harness/project-world'
import { accountIdOf, bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openTill, showCode } from '#test/harness/till-world'

let world: ResidentWorld
let bodies: Bodies
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  bodies = await employBodies(world)
}, 60_000)
afterAll(() => world.close())

const RECORD = '/v1/me/credit-record'

/** A project's April 2024, issued only now: the month had left the window before anything of it counted. */
const issuedLate = (sending: Omit<Sending, 'record'>, no: number): Promise<string> =>
  issuedProject(world, bodies, {
    ...sending,
    record: pvRecord({
      ...{ size: 8_000, startDay: '2023-01-01', period: { from: '2024-04-01', to: '2024-05-01' } },
      siteKeys: [{ kind: 'gridAccount', value: `3101 0001 000${no}` }],
      meters: [{ meterNo: `PV-METER-${no}`, measure: 'generated' }],
    }),
  })

describe('a resident’s record', () => {
  it('is empty, on the first level, with nothing that ever counts against her', async () => {
    const phone = await world.resident(bo)
    const { status, body } = await phone.get(RECORD)
    expect(status).toBe(200)
    expect(body).toMatchObject({ sum: 0, level: { no: 1 }, next: { from: 100 }, falls: [], months: [] })
    expect(body.neverCounts).toHaveLength(4)
    expect(body.neverCounts[0].zh).toBe('不出行、不兑换，不扣分')
    await phone.send('PUT', '/v1/me/consents/metro/sptcc')
    await phone.send('DELETE', '/v1/me/consents/metro/sptcc')
    expect((await phone.get(RECORD)).body).toMatchObject({ sum: 0, falls: [] })
  })

  it('rests on what was issued, shows its sum line by line, and says what leaves when', async () => {
    const phone = await world.resident(mei)
    const accountId = await accountIdOf(world, phone)
    await issueGrams(world, accountId, { day: '2024-07-10', grams: 5_050 })
    await issueGrams(world, accountId, { day: '2026-05-02', grams: 12_380 })
    await issueGrams(world, accountId, { day: '2026-05-03', grams: 1_000, sceneId: 'bike' })
    const { body } = await phone.get(RECORD)
    expect(
      body.lines.map(({ units, weight, part }: Record<string, number>) => [units, weight, part]),
    ).toEqual([
      [183, 1, 183],
      [0, 1, 0],
      [2, 30, 60],
      [0, 1, 0],
    ])
    expect([body.sum, body.level.name.zh, body.firstMonth]).toEqual([243, '新芽', '2024-06'])
    expect(body.comingFalls[0]).toMatchObject({ day: '2026-07-01', month: '2024-07', part: 80 })
    expect(body.comingFalls[0].reason.zh).toBe('2024年7月满 24 个月，不再算')
    const medals = Object.fromEntries(
      body.medals.map(({ medalId, earnedIn }: Record<string, string>) => [medalId, earnedIn]),
    )
    expect(medals).toMatchObject({ 'first-ride': '2024-07', 'hundred-rides': null, 'bike-fifty': null })
  })

  it('falls when a ride is withdrawn after it was issued, with the day and the reason', async () => {
    const phone = await world.signIn(mei)
    await clawBack(world, await accountIdOf(world, phone), { month: '2026-05', grams: 380 })
    const { body } = await phone.get(RECORD)
    expect(body.sum).toBe(240)
    expect(body.falls).toMatchObject([
      {
        day: '2026-05-04',
        cause: 'clawedBack',
        month: '2026-05',
        part: 3,
        lines: [{ lineId: 'rides', part: 3 }],
      },
    ])
    expect(body.falls[0].reason.en).toContain('withdrawn by its operator')
  })

  it('fell by what had been issued for the month by then, whatever is issued for it afterwards', async () => {
    const phone = await world.resident({ ...bo, subject: 'bo-taken-from', personId: 'SIM000000000000201' })
    const accountId = await accountIdOf(world, phone)
    await issueGrams(world, accountId, { day: '2026-04-20', grams: 1_000 })
    world.clock.advanceSeconds(60)
    await clawBack(world, accountId, { month: '2026-04', grams: 1_000 })
    const fallen = (await phone.get(RECORD)).body
    expect([fallen.sum, fallen.falls]).toMatchObject([0, [{ cause: 'clawedBack', part: 40 }]])
    world.clock.advanceSeconds(60)
    await issueGrams(world, accountId, { day: '2026-04-21', grams: 5_000 })
    const { body } = await phone.get(RECORD)
    expect([body.sum, body.falls]).toEqual([80, fallen.falls])
  })

  it('does not tell a fall of a month that a project was issued for when it had left', async () => {
    const phone = await world.resident({ ...bo, subject: 'bo-of-a-roof', personId: 'SIM000000000000202' })
    await issuedLate({ prefix: '/v1/me', sender: { ...phone, token: phone.accessToken } }, 1)
    expect((await phone.get(RECORD)).body).toMatchObject({ sum: 0, months: [], falls: [] })
  })

  it('counts points when they are used, and falls when the use is undone', async () => {
    const mall = await openTestMall(world)
    const till = await openTill(world, mall)
    const goodsId = await listed(mall, { pricePoints: 1500 })
    const { phone } = await spender(world)
    const { body: voucher } = await take(phone, goodsId)
    const before = (await phone.get(RECORD)).body.sum as number
    const { digits } = (await showCode(phone, voucher.voucherId as string)).body as { digits: string }
    await till.scan(digits)
    expect((await phone.get(RECORD)).body.sum).toBe(before + 1)
    world.clock.advanceSeconds(60)
    await till.undo(voucher.voucherId as string)
    const after = (await phone.get(RECORD)).body
    expect([after.sum, after.falls[0]]).toMatchObject([before, { cause: 'undone', part: 1 }])
  })

  it('falls on the day a month leaves the window', async () => {
    const back = world.clock.now()
    world.clock.set('2026-07-01T00:30:00+08:00')
    const phone = await world.signIn(mei)
    const { body } = await phone.get(RECORD)
    expect(body.falls[0]).toMatchObject({ day: '2026-07-01', cause: 'monthLeft', month: '2024-07', part: 80 })
    expect(body.sum).toBe(160)
    world.clock.set(back.toISOString())
  })

  it('is asked by her own id alone, whatever the city holds', async () => {
    const { sql } = world.platform.deps
    const accountId = await accountIdOf(world, await world.signIn(mei))
    await sql`
      INSERT INTO account_month (account_id, city_month, scene_no, rides, issued_milligrams)
      SELECT gen_random_uuid(), '2026-04-01', 1, 1, 1 FROM generate_series(1, 20000)`
    await sql`ANALYZE account_month`
    const plan = await sql`EXPLAIN SELECT * FROM account_month WHERE account_id = ${accountId}`
    expect(JSON.stringify(plan)).toContain('account_month_pkey')
    const clawed = await sql`EXPLAIN SELECT * FROM account_claw_back WHERE account_id = ${accountId}`
    expect(JSON.stringify(clawed)).not.toContain('Seq Scan on ledger_transfer')
    await sql`DELETE FROM account_month WHERE issued_milligrams = 1`
  })
})

describe('an institution’s record', () => {
  it('does not tell a fall of a month that a project was issued for when it had left', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world))
    await issuedLate({ prefix: '/v1/institution', sender: owner }, 2)
    expect((await owner.get('/v1/institution/credit-record')).body).toMatchObject({ sum: 0, falls: [] })
  })

  it('rests on its projects and on points it turned back', async () => {
    const owner = await ownerOf(world, await registerTestInstitution(world))
    await turnedBack(world, owner, 7999)
    const { body } = await owner.get('/v1/institution/credit-record')
    expect(body.lines.map(({ lineId, part }: Record<string, unknown>) => [lineId, part])).toEqual([
      ['projects', 0],
      ['months', 0],
      ['pointsTurnedBack', 7],
    ])
    expect(body.level.name.zh).toBe('起步')
    const never = (body.neverCounts as { zh: string }[]).map(({ zh }) => zh)
    expect(never).toEqual([
      '不申报项目、不转回积分，不扣分',
      '不同意商品、不接受委托，不扣分',
      '提异议、要求更正，不扣分',
      '不给别人看证明，不扣分',
    ])
  })
})
