import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { auditEverything } from '#server/audit/index'
import { issueRun } from '#test/harness/issued-run'
import {
  accountIdOf,
  ask,
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { storeRide } from '#test/harness/stored-ride'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const day = '2026-05-03' as CityDay

/** A resident with a linked card, a consent, an issued ride, an appeal and a watch; everything closing must deal with. */
const settledResident = async (
  personId: string,
): Promise<{ phone: Phone; accountId: string; rideKey: string }> => {
  const { sql } = world.platform.deps
  const phone = await world.resident({ ...mei, subject: personId, personId })
  const accountId = await accountIdOf(world, phone)
  await phone.send('PUT', '/v1/me/consents/metro/sptcc')
  await phone.send('PUT', '/v1/me/scene-watches/ferry')
  await phone.link([phoneCard(`31049900${personId.slice(-6)}`)])
  const [link] = await sql<{ instrument_id: string }[]>`
    SELECT instrument_id FROM instrument_link WHERE account_id = ${accountId}`
  const rideKey = await storeRide(world.platform, {
    accountId,
    instrumentId: link?.instrument_id ?? '',
    operatorDay: day,
    boardedAt: '2026-05-03T08:00:00+08:00',
    alightedAt: '2026-05-03T08:30:00+08:00',
    stations: ['莘庄', '人民广场'],
  })
  return { phone, accountId, rideKey }
}

/** Issues `milligrams` for one account as a run of its own would. */
const issueTo = (accountId: string, milligrams: bigint): Promise<string> =>
  issueRun(world.platform, { day, postings: [{ accountId, milligrams }] })

describe('closing', () => {
  it('asks first what becomes of what is left', async () => {
    const { phone, accountId } = await settledResident('SIM000000000000501')
    await issueTo(accountId, 1_197_465n)
    const asked = await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    expect([asked.status, asked.body.code]).toEqual([409, 'account.closure-unconfirmed'])
    expect((await phone.get('/v1/me/home')).body.balanceMilligrams).toBe(1_197_465)
  })

  it('gives it to the public pool with its serials, erases the person and keeps the account of it', async () => {
    const { sql } = world.platform.deps
    const { phone, accountId, rideKey } = await settledResident('SIM000000000000502')
    const runId = await issueTo(accountId, 500_000n)
    const rideId = (await phone.get('/v1/me/rides?month=2026-05')).body.rides[0].rideId as string
    await phone.send('POST', `/v1/me/rides/${rideId}/appeals`, { reason: 'other', text: '我叫王秀梅' })
    const closed = await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    expect(closed.body).toMatchObject({ disposedMilligrams: 500_000 })

    const [account] = await sql`SELECT * FROM account WHERE account_id = ${accountId}`
    expect(account).toMatchObject({ person_index: null, person_sealed: null, district: null })
    const [ride] = await sql`SELECT * FROM ride WHERE operator_day = ${day} AND ride_key = ${rideKey}`
    expect(ride).toMatchObject({ board_station: null, alight_station: null, account_id: accountId })
    expect(Number(ride?.['reduction_milligrams'])).toBe(1_197_465)
    const [appeal] = await sql`SELECT * FROM appeal WHERE account_id = ${accountId}`
    expect(appeal).toMatchObject({ text: '', state: 'dismissed' })
    const instruments = await sql`
      SELECT number_sealed, number_tail, unlinked_at FROM instrument_link JOIN instrument USING (instrument_id)
      WHERE account_id = ${accountId}`
    expect(instruments).toHaveLength(1)
    expect(instruments[0]).toMatchObject({ number_tail: '' })
    expect(instruments[0]?.['unlinked_at']).not.toBeNull()
    const [open] = await sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM consent WHERE account_id = ${accountId} AND withdrawn_at IS NULL`
    expect(open?.n).toBe(0)
    const blocks = await sql`SELECT * FROM serial_block WHERE run_id = ${runId}`
    expect(blocks).toHaveLength(1)
    expect(blocks[0]).toMatchObject({ book: 'public-pool' })
  })

  it('ends every token at once, reads too, and lets her begin anew', async () => {
    const { phone, accountId } = await settledResident('SIM000000000000503')
    const other = await world.signIn(phone.person, world.wechat)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    for (const session of [phone, other]) {
      for (const path of ['/v1/me', '/v1/me/home', '/v1/me/export', '/v1/me/rides', '/v1/me/instruments']) {
        expect((await session.get(path)).body.code).toBe('access.not-signed-in')
      }
    }
    const again = await world.resident(phone.person)
    expect(await accountIdOf(world, again)).not.toBe(accountId)
    expect((await again.get('/v1/me/rides?month=2026-05')).body.totalRides).toBe(0)
    expect((await again.link([phoneCard('31049900000503')])).body.items[0].outcome).toBe('linked')
  })

  it('passes on what is issued to a closed account afterwards', async () => {
    const { phone, accountId } = await settledResident('SIM000000000000504')
    await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    await issueTo(accountId, 97_000n)
    await world.platform.deps.jobs.runNow('account.give-late-issues')
    const [left] = await world.platform.deps.sql<{ balance: bigint }[]>`
      SELECT sum(balance)::bigint AS balance FROM ledger_account WHERE owner_id = ${accountId}`
    expect(left?.balance).toBe(0n)
  })
})

describe('a closed account whose books do not agree', () => {
  it('is counted and named, and what came late to others is passed on', async () => {
    const { sql, jobs } = world.platform.deps
    const left = async (accountId: string): Promise<bigint | undefined> =>
      (
        await sql<{ sum: bigint }[]>`
        SELECT sum(balance)::bigint FROM ledger_account WHERE owner_id = ${accountId}`
      )[0]?.sum
    const closed = await Promise.all(
      ['SIM000000000000511', 'SIM000000000000512', 'SIM000000000000513'].map(settledResident),
    )
    const ids = closed.map(({ accountId }) => accountId).sort()
    for (const { phone } of closed) await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })
    for (const accountId of ids) await issueTo(accountId, 97_000n)
    // The serials behind one milligram of the first lie elsewhere.
    const [bad] = await sql<{ serial: bigint; run_id: string }[]>`
      SELECT run.serial_from + serial_offset AS serial, run_id FROM run_posting JOIN run USING (run_id)
      WHERE account_id = ${ids[0]!} ORDER BY run.serial_from DESC`
    await sql`
      INSERT INTO serial_block (run_id, serial_from, serial_to, owner_id, book, transfer_id, moved_at)
      VALUES (${bad!.run_id}, ${bad!.serial}, ${bad!.serial}, scheme_owner(), 'public-pool', gen_random_uuid(), now())`
    await jobs.runNow('account.give-late-issues')
    expect(await Promise.all(ids.map(left))).toEqual([97_000n, 0n, 0n])
    expect((await ask(`${world.platform.url}/metrics`)).body).toMatch(/^suitan_late_issue_faults_total 1$/m)
    expect(world.platform.logText()).toContain('what was issued to a closed account cannot be passed on')
    expect(world.platform.logText()).not.toContain(ids[0])

    const stuck = async (): Promise<string[]> => {
      const faults: AuditFault[] = []
      await auditEverything(sql, (fault) => faults.push(fault))
      return faults.filter(({ table }) => table === 'account').map(({ key, found }) => `${key}: ${found}`)
    }
    expect(await stuck()).toEqual([])
    await sql`ALTER TABLE ledger_transfer DISABLE TRIGGER ledger_transfer_append_only`
    await sql`UPDATE ledger_transfer SET recorded_at = recorded_at - interval '25 hours'`
    await sql`ALTER TABLE ledger_transfer ENABLE TRIGGER ledger_transfer_append_only`
    expect(await stuck()).toEqual([`account_id=${ids[0]}: 97000`])
  })
})

describe('her data', () => {
  it('is exported whole, with what is sealed opened for her', async () => {
    const { phone } = await settledResident('SIM000000000000505')
    const answer = await phone.get('/v1/me/export')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.body.account).toMatchObject({ personId: 'SIM000000000000505', district: '闵行区' })
    expect(answer.body.instruments[0]).toMatchObject({ number: '31049900000505' })
    expect(answer.body.consents).toHaveLength(1)
    expect(answer.body.sceneWatches[0]).toMatchObject({ sceneId: 'ferry' })
    expect(answer.body.rides[0]).toMatchObject({ from: '莘庄', to: '人民广场', distanceMeters: 12_345 })
  })

  it('names in its file each ride as she sees it, each credit with its run and serials, and what an appeal is about', async () => {
    const { phone, accountId } = await settledResident('SIM000000000000507')
    const other = await settledResident('SIM000000000000508')
    await issueTo(other.accountId, 3n)
    const runId = await issueTo(accountId, 97_000n)
    const seen = (await phone.get('/v1/me/rides?month=2026-05')).body.rides[0]
    const detail = (await phone.get(`/v1/me/rides/${seen.rideId}`)).body
    await phone.send('POST', `/v1/me/rides/${seen.rideId}/appeals`, { reason: 'other', text: '里程不对' })
    const { rides, credits, appeals } = (await phone.get('/v1/me/export')).body
    expect(rides).toEqual([
      expect.objectContaining({
        rideId: seen.rideId,
        state: seen.state,
        instrument: detail.instrument.maskedNumber,
        runId: detail.runId,
        operatorDay: day,
        methodologyCode: detail.sum.methodologyCode,
        methodologyVersion: detail.sum.methodologyVersion,
      }),
    ])
    expect(credits).toEqual([
      {
        runId: encodeId('run', runId),
        operatorDay: day,
        sceneId: 'metro',
        operatorId: 'sptcc',
        rides: 1,
        reductionMilligrams: '97000',
        methodologyCode: detail.sum.methodologyCode,
        methodologyVersion: detail.sum.methodologyVersion,
        methodologyClass: expect.any(String),
        serialFrom: expect.stringMatching(/^[0-9]+$/),
        serialTo: expect.stringMatching(/^[0-9]+$/),
        issuedAt: expect.any(String),
      },
    ])
    expect(BigInt(credits[0].serialTo) - BigInt(credits[0].serialFrom)).toBe(96_999n)
    expect(appeals).toEqual([expect.objectContaining({ rideId: seen.rideId, text: '里程不对' })])
  })

  it('lists who read it and why', async () => {
    const { phone, accountId } = await settledResident('SIM000000000000506')
    await world.platform.deps.sql`
      INSERT INTO data_read (account_id, read_at, reader_zh, reader_en, purpose_zh, purpose_en)
      VALUES (${accountId}, ${world.clock.now()}, '市减污降碳中心', 'Centre', '抽样核查', 'Sample check')`
    const reads = await phone.get('/v1/me/reads')
    expect(reads.body.items).toEqual([
      {
        at: world.clock.now().toISOString(),
        reader: { zh: '市减污降碳中心', en: 'Centre' },
        purpose: { zh: '抽样核查', en: 'Sample check' },
      },
    ])
  })

  it('adds to public totals that name nobody', async () => {
    world.clock.advanceSeconds(10)
    const totals = await ask(`${world.platform.url}/v1/scheme/totals`)
    expect(Object.keys(totals.body).sort()).toEqual(['accounts', 'issuedMilligrams', 'rides'])
    expect(totals.body.accounts).toBeGreaterThan(0)
  })
})
