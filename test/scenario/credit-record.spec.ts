import { clawBack, HONOURS, makeStatement, readsGiven } from '#test/harness/credit-world'
import { actAs, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { mallFaults } from '#test/harness/mall-world'
import { employBodies } from '#test/harness/project-world'
import {
  accountIdOf,
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

import { signed } from './isolation-callers'

const CARD = phoneCard('3104990000018812')
/** 12.345 km by metro, at 97 g a kilometre. */
const METERS = 12_345
const UNREADABLE = 'credit.statement-unreadable'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
}, 120_000)
afterAll(() => world.close())

/** A ride as its operator tells it, closed, reported, verified, confirmed by two people and issued. */
const rideIssued = async (phone: Phone): Promise<void> => {
  await phone.send('PUT', '/v1/me/consents/metro/sptcc')
  await phone.link([CARD])
  world.clock.advanceSeconds(60)
  const row = {
    ...{
      rideNo: 'r-1',
      operatorDay: '2026-05-04',
      scene: 'metro',
      status: 'complete',
      distanceMeters: METERS,
    },
    subject: { scheme: CARD.scheme, value: CARD.value },
    board: { at: '2026-05-04T09:01:30+08:00', station: '莘庄' },
    alight: { at: '2026-05-04T09:31:00+08:00', station: '人民广场' },
  }
  world.clock.advanceSeconds(3600)
  const pushes = '/v1/operators/sptcc/pushes/credit'
  const pushed = await signed(world, 'sptcc', {
    method: 'POST',
    target: pushes,
    body: `${JSON.stringify(row)}\n`,
  })
  expect(pushed.body.counts).toMatchObject({ accepted: 1 })
  expect((await phone.get('/v1/me/credit-record')).body.sum).toBe(0)
  const { jobs } = world.platform.deps
  world.clock.set('2026-05-07T01:00:00+08:00')
  await jobs.runNow('settling.close-windows')
  const runs = '/v1/operators/sptcc/runs'
  const { items } = (await signed(world, 'sptcc', { method: 'GET', target: `${runs}?state=settled` })).body
  const { runId, rides, reductionMilligrams } = items[0]
  const target = `${runs}/${runId as string}/report`
  const body = JSON.stringify({ rides, reductionMilligrams })
  expect((await signed(world, 'sptcc', { method: 'POST', target, body })).status).toBe(200)
  const { centre, bureau } = await employBodies(world)
  await centre.send('POST', `/v1/staff/runs/${runId}/verification`)
  await centre.send('POST', `/v1/staff/runs/${runId}/confirmations`)
  await bureau.send('POST', `/v1/staff/runs/${runId}/confirmations`)
  await jobs.runNow('issuance.issue-confirmed')
}

it('a ride becomes standing, a fall is explained, and a statement is read by one reader for one purpose and period only', async () => {
  const phone = await world.resident(mei)
  await rideIssued(phone)
  const { body: record } = await phone.get('/v1/me/credit-record')
  // 1,197.465 g are eleven whole hundreds of grams; the month adds thirty.
  expect(record.lines.map(({ units, part }: Record<string, number>) => [units, part])).toEqual([
    [11, 11],
    [0, 0],
    [1, 30],
    [0, 0],
  ])
  expect([record.sum, record.level.name.zh, record.falls]).toEqual([41, '种子', []])

  await clawBack(world, await accountIdOf(world, phone), { month: '2026-05', grams: 300 })
  const { body: fallen } = await phone.get('/v1/me/credit-record')
  expect([fallen.sum, fallen.falls[0].day, fallen.falls[0].part]).toEqual([38, '2026-05-07', 3])
  expect(fallen.falls[0].reason.zh).toBe('2026年5月有行程被运营单位撤回，签发的减排量收回了')

  const bank = await registerTestInstitution(world)
  const reader = await ownerOf(world, bank)
  const elsewhere = await ownerOf(world, await registerTestInstitution(world))
  const days = { from: '2026-05-07', to: '2026-05-08', creditCode: bank.creditCode }
  const stated = async (): Promise<string> =>
    (await makeStatement(phone, '/v1/me', days)).body.statementId as string
  const [read, revoked, closed] = [await stated(), await stated(), await stated()]
  await phone.send('POST', `/v1/me/credit-statements/${revoked}/revocation`)
  expect((await readsGiven(reader, read)).body).toMatchObject({
    sum: 38,
    holder: { name: { zh: mei.maskedName } },
  })
  const refusals = [
    await readsGiven(reader, read, HONOURS),
    await readsGiven(elsewhere, read),
    await readsGiven(reader, revoked),
  ]
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([404, UNREADABLE]))
  const log = (await phone.get(`/v1/me/credit-statements/${read}`)).body.log as { outcome: string }[]
  expect(log.map(({ outcome }) => outcome)).toEqual(['otherPurpose', 'read'])
  expect((await mallFaults(world)).filter((fault) => fault.startsWith('credit_'))).toEqual([])

  await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
  expect((await readsGiven(reader, closed)).body.code).toBe(UNREADABLE)
  world.clock.set('2026-05-09T00:00:00+08:00')
  const later = await actAs(world, await world.signIn(reader.phone.person), reader.memberId)
  expect((await readsGiven(later, read)).body.code).toBe(UNREADABLE)
}, 120_000)
