import { auditEverything } from '#server/audit/index'
import { deskRoutes } from '#server/desk/index'
import { issuanceRoutes } from '#server/issuance/index'
import { ISSUE_FAULTS } from '#server/issuance/issue-fault'
import { issueRun } from '#server/issuance/issue-run'
import { closeDueWindows } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import { findAuditBreak, type Sql } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  asOperator,
  foundSmallCity,
  runOf,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  wireRunId,
  type Resident,
  type SmallCity,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
let city: SmallCity
type Caller = Awaited<ReturnType<typeof signInStaff>>
let [centre, exchange, bureau, xuhui]: Caller[] = []
let mei: Resident
let lan: Resident

beforeEach(async () => {
  platform = await startTestPlatform({
    clock: testClock(SETTLED_AT),
    contexts: [deskRoutes, issuanceRoutes, staffRoutes],
  })
  sql = platform.deps.sql
  city = await foundSmallCity(platform)
  centre = await signInStaff(platform, city.staff['centre-zhang'])
  exchange = await signInStaff(platform, city.staff['exchange-li'])
  bureau = await signInStaff(platform, city.staff['bureau-wu'])
  xuhui = await signInStaff(platform, city.staff['district-xuhui'])
  mei = await settleResident(sql, 'xuhui')
  lan = await settleResident(sql, 'minhang')
  await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 12_345 })
  await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 1_000, board: '18:00' })
  await takeRide(sql, { resident: lan, operator: 'sptcc', metres: 2_000 })
  await closeDueWindows(platform.deps)
})
afterEach(() => platform.close())

const TOTAL = { rides: 3, reductionMilligrams: '1488465' }
const runId = async (): Promise<string> => wireRunId(await runOf(sql, 'sptcc'))
const report = async (figures: unknown = TOTAL) =>
  asOperator(
    platform,
    city.signers['sptcc']!,
    'POST',
    `/v1/operators/sptcc/runs/${await runId()}/report`,
    figures,
  )
const act = async (who: Caller | undefined, verb: string, body?: unknown) =>
  who!('POST', `/v1/staff/runs/${await runId()}/${verb}`, body)
const state = async (): Promise<string> => (await runOf(sql, 'sptcc')).state
const throughVerification = async (): Promise<void> => {
  expect((await report()).status).toBe(200)
  expect((await act(centre, 'verification')).status).toBe(200)
}
const throughIssue = async (): Promise<void> => {
  await throughVerification()
  expect((await act(centre, 'confirmations')).status).toBe(200)
  expect((await act(exchange, 'confirmations')).status).toBe(200)
}

describe('a run from settled to issued', () => {
  it('is reported, verified by replay, confirmed by two people, and issued: posting, holding, serials, month', async () => {
    expect((await report()).body).toMatchObject({
      state: 'reported',
      rides: 3,
      reductionMilligrams: '1488465',
    })
    const verified = await act(centre, 'verification')
    expect(verified.body).toMatchObject({
      run: { state: 'verified', confirmations: 0 },
      replay: { equal: true, replayedMilligrams: '1488465' },
    })
    expect((await act(centre, 'confirmations')).body).toMatchObject({
      run: { state: 'verified', confirmations: 1 },
    })
    const issued = await act(exchange, 'confirmations')
    expect(issued.body).toMatchObject({
      run: { state: 'issued', confirmations: 2, serialFrom: '1', serialTo: '1488465' },
      confirmedBy: [{ name: 'centre-zhang' }, { name: 'exchange-li' }],
    })
    const holdings = await sql`
      SELECT owner_id, city_month, methodology_class, balance FROM ledger_account WHERE book = 'holding' ORDER BY balance`
    expect(holdings).toEqual([
      { owner_id: lan.accountId, city_month: '2026-05-01', methodology_class: 'II', balance: 194_000n },
      { owner_id: mei.accountId, city_month: '2026-05-01', methodology_class: 'II', balance: 1_294_465n },
    ])
    expect(await sql`SELECT balance FROM ledger_account WHERE book = 'issuance'`).toEqual([
      { balance: -1_488_465n },
    ])
    expect(
      await sql`SELECT rides, issued_milligrams FROM account_month WHERE account_id = ${mei.accountId}`,
    ).toEqual([{ rides: 2, issued_milligrams: 1_294_465n }])
    expect(await sql`SELECT next_serial FROM serial_counter`).toEqual([{ next_serial: 1_488_466n }])
    expect(await findAuditBreak(sql)).toBeNull()
    const actions = await sql<{ action: string }[]>`SELECT action FROM audit_entry ORDER BY sequence`
    expect(actions.map(({ action }) => action).filter((action) => action.startsWith('run.'))).toEqual([
      'run.reported',
      'run.verified',
      'run.signed',
      'run.confirmed',
      'run.issued',
    ])
  })

  it('waits on the desk of the centre, then of everybody who has not confirmed it, and of no district', async () => {
    const waiting = async (who: Caller | undefined) => (await who!('GET', '/v1/staff/desk')).body['items']
    expect(await waiting(centre)).toEqual([])
    await report()
    expect(await waiting(centre)).toEqual([{ kind: 'runsToVerify', count: 1, overdue: 0 }])
    expect(await waiting(exchange)).toEqual([])
    await act(centre, 'verification')
    await act(centre, 'confirmations')
    expect([await waiting(centre), await waiting(xuhui)]).toEqual([[], []])
    expect(await waiting(bureau)).toEqual([{ kind: 'runsToConfirm', count: 1, overdue: 0 }])
  })

  it('refuses a report whose count or sum is not ours, and one of another operator', async () => {
    expect((await report({ rides: 2, reductionMilligrams: '1488465' })).body).toMatchObject({
      code: 'run.report-differs',
    })
    expect((await report({ rides: 3, reductionMilligrams: '1488466' })).status).toBe(422)
    expect(await state()).toBe('settled')
    const foreign = `/v1/operators/metro-app/runs/${await runId()}/report`
    expect((await asOperator(platform, city.signers['metro-app']!, 'POST', foreign, TOTAL)).status).toBe(404)
  })

  it('takes the same report again without changing anything, and none once the run is verified', async () => {
    await report()
    expect((await report()).status).toBe(200)
    expect((await report({ rides: 1, reductionMilligrams: '1' })).body).toMatchObject({
      code: 'run.report-differs',
    })
    await act(centre, 'verification')
    expect((await report()).body).toMatchObject({ code: 'run.not-in-state' })
  })

  it('shows an operator its own runs and nobody else’s', async () => {
    const list = (operator: string, query = '') =>
      asOperator(platform, city.signers[operator]!, 'GET', `/v1/operators/${operator}/runs${query}`)
    expect((await list('sptcc', '?state=settled')).body['items']).toMatchObject([
      { rides: 3, runNo: 1, sceneId: 'metro' },
    ])
    expect((await list('sptcc', '?state=issued')).body['items']).toEqual([])
    expect((await list('metro-app')).body['items']).toEqual([])
  })

  it('is not verified before it is reported, nor confirmed before it is verified', async () => {
    expect((await act(centre, 'verification')).body).toMatchObject({ code: 'run.not-in-state' })
    expect((await act(centre, 'confirmations')).body).toMatchObject({ code: 'run.not-verified' })
    await report()
    expect((await act(bureau, 'confirmations')).body).toMatchObject({ code: 'run.not-verified' })
    expect(await state()).toBe('reported')
  })

  it('is verified by the centre only and confirmed by no district', async () => {
    await report()
    expect((await act(exchange, 'verification')).status).toBe(403)
    await act(centre, 'verification')
    expect((await act(xuhui, 'confirmations')).status).toBe(403)
    expect((await act(xuhui, 'return', { reason: '不行' })).status).toBe(403)
  })

  it('refuses one person confirming twice, before and after the other', async () => {
    await throughVerification()
    await act(bureau, 'confirmations')
    expect((await act(bureau, 'confirmations')).body).toMatchObject({ code: 'run.second-person-needed' })
    expect(await state()).toBe('verified')
    await act(exchange, 'confirmations')
    expect((await act(bureau, 'confirmations')).body).toMatchObject({ code: 'run.second-person-needed' })
    expect((await act(centre, 'confirmations')).body).toMatchObject({ code: 'run.not-in-state' })
  })

  it('is confirmed by one of each when the same person and others try at the same time, and issued once', async () => {
    await throughVerification()
    const answers = await Promise.all(
      [centre, centre, exchange, bureau, exchange, bureau].map((who) => act(who, 'confirmations')),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
    await Promise.all(
      [1, 2, 3].map(async () => issueRun(sql, (await runOf(sql, 'sptcc')).run_id, platform.clock.now())),
    )
    expect(await state()).toBe('issued')
    expect(await sql`SELECT count(*) AS n FROM run_confirmation`).toEqual([{ n: 2n }])
    expect(await sql`SELECT count(*) AS n, sum(amount)::bigint AS sum FROM ledger_transfer`).toEqual([
      { n: 2n, sum: 1_488_465n },
    ])
  })

  it.each([
    [
      'milligrams were moved from one resident to another',
      'UPDATE ride SET reduction_milligrams = reduction_milligrams + CASE distance_meters WHEN 2000 THEN 1 ELSE -1 END WHERE distance_meters <= 2000',
    ],
    ['metres were changed', 'UPDATE ride SET distance_meters = 2001 WHERE distance_meters = 2000'],
    ['a link was taken away', 'UPDATE instrument_link SET unlinked_at = linked_at'],
    ['a consent was backdated', 'UPDATE consent SET withdrawn_at = granted_at'],
    ['a ride was slipped in', 'UPDATE ride SET state = 2 WHERE distance_meters = 1000'],
  ])('is not verified when %s', async (_what, statement) => {
    await report()
    await sql.unsafe(statement)
    const answer = await act(centre, 'verification')
    expect(answer.body).toMatchObject({ run: { state: 'reported' }, replay: { equal: false } })
    expect((await act(centre, 'confirmations')).body).toMatchObject({ code: 'run.not-verified' })
  })

  it('goes back to the operator with a reason; names already put to it are void, and it may report again', async () => {
    await throughVerification()
    await act(bureau, 'confirmations')
    const returned = await act(exchange, 'return', { reason: '里程来源需说明' })
    expect(returned.body).toMatchObject({
      run: { state: 'returned', returnedReason: '里程来源需说明', confirmations: 0 },
    })
    expect((await report({ rides: 2, reductionMilligrams: '1' })).status).toBe(422)
    expect(await state()).toBe('returned')
    expect((await report()).body).toMatchObject({ state: 'reported', returnedReason: null })
    expect((await act(centre, 'return', { reason: '再来' })).status).toBe(200)
  })

  it('is not returned once it is issued', async () => {
    await throughIssue()
    expect((await act(centre, 'return', { reason: '太晚' })).body).toMatchObject({ code: 'run.not-in-state' })
  })

  it('is issued by the job when the request that confirmed it died in between', async () => {
    await throughVerification()
    await act(centre, 'confirmations')
    await sql`INSERT INTO run_confirmation SELECT run_id, 'bureau-wu', ${platform.clock.now()} FROM run WHERE state = 'verified'`
    await sql`UPDATE run SET state = 'confirmed', confirmed_at = ${platform.clock.now()} WHERE state = 'verified'`
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    expect(await state()).toBe('issued')
    expect(await sql`SELECT sum(balance)::bigint AS sum FROM ledger_account`).toEqual([{ sum: 0n }])
  })

  it('is not issued when its rides were changed after they were confirmed, and leaves nothing behind', async () => {
    await throughVerification()
    await act(centre, 'confirmations')
    await sql`
      UPDATE ride SET reduction_milligrams = reduction_milligrams + CASE distance_meters WHEN 2000 THEN 1 ELSE -1 END
      WHERE distance_meters <= 2000`
    const refused = await act(exchange, 'confirmations')
    expect(refused.body).toMatchObject({ run: { state: 'confirmed' }, issueFault: ISSUE_FAULTS.rides })
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    expect(await state()).toBe('confirmed')
    expect(platform.logText().match(/a confirmed run cannot be issued/g)).toHaveLength(1)
    expect(await sql`SELECT 1 FROM run_posting`).toHaveLength(0)
    expect(await sql`SELECT 1 FROM ledger_entry`).toHaveLength(0)
    expect(await sql`SELECT next_serial FROM serial_counter`).toEqual([{ next_serial: 1n }])
  })
})

describe('a confirmed run that issuing refuses', () => {
  const spoil = async (): Promise<void> => {
    await throughVerification()
    await act(centre, 'confirmations')
    await sql`UPDATE ride SET reduction_milligrams = reduction_milligrams + 1 WHERE distance_meters = 2000`
    await act(exchange, 'confirmations')
  }
  const logged = async (action: string) => sql`SELECT actor, detail FROM audit_entry WHERE action = ${action}`

  it('goes back with a reason, is not verified while it is wrong, and is issued once it is right again', async () => {
    await spoil()
    expect((await act(xuhui, 'return', { reason: '不行' })).status).toBe(403)
    const returned = await act(bureau, 'return', { reason: '行程记录有出入' })
    expect(returned.body).toMatchObject({
      run: { state: 'returned', returnedReason: '行程记录有出入', confirmations: 0, confirmedAt: null },
      issueFault: null,
    })
    expect(await logged('run.issue-refused')).toEqual([{ actor: 'job:issuance', detail: { fault: 'rides' } }])
    expect(await logged('run.returned')).toEqual([
      { actor: 'staff:bureau-wu', detail: { from: 'confirmed', issueFault: 'rides' } },
    ])
    await report({ rides: 3, reductionMilligrams: '1488466' })
    expect((await act(centre, 'verification')).body).toMatchObject({ replay: { equal: false } })
    await act(centre, 'return', { reason: '仍有出入' })
    await sql`UPDATE ride SET reduction_milligrams = reduction_milligrams - 1 WHERE distance_meters = 2000`
    await throughIssue()
    const faults: unknown[] = []
    await auditEverything(sql, (fault) => void faults.push(fault))
    expect([await state(), faults]).toEqual(['issued', []])
  })

  it('holds up no other run', async () => {
    await spoil()
    await takeRide(sql, { resident: lan, operator: 'metro-app', metres: 5_000, board: '12:00' })
    await closeDueWindows(platform.deps)
    const other = await runOf(sql, 'metro-app')
    await sql`INSERT INTO run_confirmation SELECT ${other.run_id}, staff_id, ${platform.clock.now()} FROM staff WHERE district IS NULL LIMIT 2`
    await sql`UPDATE run SET state = 'confirmed', confirmed_at = ${platform.clock.now()} WHERE run_id = ${other.run_id}`
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    expect((await runOf(sql, 'metro-app')).state).toBe('issued')
    expect(await state()).toBe('confirmed')
  })

  it.each([
    ['no name', 0],
    ['one name', 1],
  ])('is one that carries %s: the word in its row issues nothing', async (_what, names) => {
    await throughVerification()
    if (names === 1) await act(centre, 'confirmations')
    await sql`UPDATE run SET state = 'confirmed', confirmed_at = ${platform.clock.now()}`
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    expect(await sql`SELECT 1 FROM ledger_transfer`).toHaveLength(0)
    const detail = await centre!('GET', `/v1/staff/runs/${await runId()}`)
    expect(detail.body).toMatchObject({ run: { state: 'confirmed' }, issueFault: ISSUE_FAULTS.names })
    expect((await act(centre, 'return', { reason: '没有两人确认' })).body).toMatchObject({
      run: { state: 'returned' },
    })
  })

  it('is never one that waits its turn: what two people confirmed one person does not undo', async () => {
    await throughVerification()
    await act(centre, 'confirmations')
    await sql`INSERT INTO run_confirmation SELECT run_id, 'bureau-wu', ${platform.clock.now()} FROM run`
    await sql`UPDATE run SET state = 'confirmed', confirmed_at = ${platform.clock.now()}`
    expect((await act(exchange, 'return', { reason: '等一等' })).body).toMatchObject({
      code: 'run.not-in-state',
    })
  })
})

describe('what staff see', () => {
  it('lists runs by state, and samples without a person, and tells the residents that they were read', async () => {
    const list = await centre!('GET', '/v1/staff/runs?state=settled')
    expect(list.body['items']).toMatchObject([
      { operatorId: 'sptcc', rides: 3, accounts: 2, reductionMilligrams: '1488465' },
    ])
    const detail = await centre!('GET', `/v1/staff/runs/${await runId()}`)
    const samples = detail.body['samples'] as { accountKey: string; rideId: string }[]
    expect(samples).toHaveLength(3)
    expect(new Set(samples.map(({ accountKey }) => accountKey)).size).toBe(2)
    expect(JSON.stringify(detail.body)).not.toContain(mei.accountId)
    expect(detail.body['byDistrict']).toEqual([
      { district: 'minhang', rides: 1, reductionMilligrams: '194000' },
      { district: 'xuhui', rides: 2, reductionMilligrams: '1294465' },
    ])
    await centre!('GET', `/v1/staff/runs/${await runId()}`)
    const reads = await sql`SELECT account_id, purpose_en FROM data_read WHERE account_id = ${mei.accountId}`
    expect(reads).toHaveLength(1)
    const again = await centre!('GET', `/v1/staff/runs/${await runId()}`)
    expect(again.body['samples']).toEqual(samples)
  })

  it('shows district staff the figures and samples of their district only', async () => {
    const list = await xuhui!('GET', '/v1/staff/runs')
    expect(list.body['items']).toMatchObject([
      { rides: 2, accounts: 1, reductionMilligrams: '1294465', serialFrom: null },
    ])
    const detail = await xuhui!('GET', `/v1/staff/runs/${await runId()}`)
    expect(detail.body).toMatchObject({
      run: { rides: 2 },
      byDistrict: [{ district: 'xuhui' }],
      anomalies: [],
      labels: [],
      replay: null,
    })
    expect(detail.body['samples']).toHaveLength(2)
    expect(await sql`SELECT 1 FROM data_read WHERE account_id = ${lan.accountId}`).toHaveLength(0)
  })

  it('does not show a run to a district without rides in it', async () => {
    await sql`DELETE FROM run_district WHERE district = 'minhang'`
    const minhang = await signInStaff(platform, city.staff['district-minhang'])
    expect((await minhang('GET', '/v1/staff/runs')).body['items']).toEqual([])
    expect((await minhang('GET', `/v1/staff/runs/${await runId()}`)).status).toBe(404)
  })

  it('does not know a run that is not there', async () => {
    expect((await centre!('GET', '/v1/staff/runs/run_00000000000000000000000000')).status).toBe(404)
    expect(
      (await centre!('POST', '/v1/staff/runs/run_00000000000000000000000000/confirmations')).status,
    ).toBe(404)
  })
})
