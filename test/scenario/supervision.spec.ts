import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { issueRun } from '#test/harness/issued-run'
import { mallFaults } from '#test/harness/mall-world'
import { accountIdOf, mei, type Phone } from '#test/harness/resident-world'
import {
  follow,
  letGo,
  report,
  startSupervisionWorld,
  type SupervisionWorld,
} from '#test/harness/supervision-world'

/** A passer-by sees something odd, and what follows: looked into, stopped, explained, let go on and answered. */
let world: SupervisionWorld
let phone: Phone
let runId: string
let number: string
let suspensionId: string
beforeAll(async () => {
  world = await startSupervisionWorld()
  phone = await world.resident(mei)
  const day = '2026-05-03' as CityDay
  runId = await issueRun(world.platform, {
    day,
    postings: [{ accountId: await accountIdOf(world, phone), milligrams: 9_000_000n }],
  })
})
afterAll(() => world.close())

const convert = () =>
  phone.send('POST', '/v1/me/conversions', { grams: 1 }, { 'idempotency-key': randomUUID() })

it('a passer-by reports it without an account, and gets a number', async () => {
  number = (await report(world, { words: '莘庄站有人一个人刷很多手机' })).body.number as string
  expect((await follow(world, number)).body.state).toBe('received')
})

it('somebody of the bureau looks into it, finds the account by its key of a run, and stops it', async () => {
  const { items } = (await world.bureau.get('/v1/staff/fraud-reports?state=open')).body as {
    items: { reportId: string }[]
  }
  const looked = await world.bureau.send('POST', `/v1/staff/fraud-reports/${items[0]!.reportId}/look`)
  expect(looked.body.words).toBe('莘庄站有人一个人刷很多手机')
  const [{ key }] = (await world.platform.deps.sql`
    SELECT salted_account_key(salt, account_id) AS key FROM run JOIN run_posting USING (run_id)
    WHERE run_id = ${runId}`) as unknown as [{ key: string }]
  const found = await world.bureau.get(
    `/v1/staff/search?kind=account&value=${key}&run=${encodeId('run', runId)}&why=fraudReport`,
  )
  const { accountId } = found.body.items[0] as { accountId: string }
  expect(decodeId('acc', accountId)).toBe(await accountIdOf(world, phone))
  const stopped = await world.bureau.send('POST', '/v1/staff/suspensions', {
    subject: { kind: 'account', accountId },
    ...{ reasons: '有人举报一人刷多部手机，正在核实', until: '2026-06-03' },
  })
  suspensionId = stopped.body.suspensionId as string
  expect((await follow(world, number)).body.state).toBe('lookedAt')
})

it('she cannot convert, is told why and how long, sees who read her data, and still gains', async () => {
  world.clock.advanceSeconds(60)
  expect((await convert()).body.code).toBe('account.suspended')
  expect((await phone.get('/v1/me')).body.suspension).toMatchObject({
    ...{ suspensionId, until: '2026-06-03', reasons: '有人举报一人刷多部手机，正在核实' },
  })
  const reads = (await phone.get('/v1/me/reads')).body.items as { purpose: { zh: string } }[]
  expect(reads.map(({ purpose }) => purpose.zh)).toContain('核实举报')
  const accountId = await accountIdOf(world, phone)
  await issueRun(world.platform, {
    day: '2026-05-04' as CityDay,
    postings: [{ accountId, milligrams: 1_000_000n }],
  })
  expect((await phone.get('/v1/me/points')).body.balanceMilligrams).toBe(10_000_000)
})

it('another person lets it go on, and the passer-by reads the answer', async () => {
  expect((await letGo(world.bureau, suspensionId)).body.code).toBe('suspension.other-person-needed')
  expect((await letGo(world.centre, suspensionId)).status).toBe(200)
  world.clock.advanceSeconds(60)
  expect((await convert()).status).toBe(201)
  const { items } = (await world.centre.get('/v1/staff/fraud-reports?state=open')).body as {
    items: { reportId: string }[]
  }
  await world.centre.send('POST', `/v1/staff/fraud-reports/${items[0]!.reportId}/answer`, {
    ...{ outcome: 'unfounded', answer: '核对了进出站记录，是一家人一起出行。' },
  })
  expect((await follow(world, number)).body).toMatchObject({
    ...{ state: 'answered', outcome: 'unfounded', answer: '核对了进出站记录，是一家人一起出行。' },
  })
})

it('every step of staff is in the log, and the audit finds nothing wrong', async () => {
  const { items } = (await world.exchange.get('/v1/staff/actions')).body as {
    items: { action: string; actor: string }[]
  }
  const done = items
    .filter(({ actor }) => actor.startsWith('staff:'))
    .map(({ action, actor }) => `${actor} ${action}`)
  for (const step of [
    'staff:bureau-wu fraud-report.looked-at',
    'staff:bureau-wu supervision.searched',
    'staff:bureau-wu account.suspended',
    'staff:centre-lin account.resumed',
    'staff:centre-lin fraud-report.answered',
  ])
    expect(done).toContain(step)
  expect(await mallFaults(world)).toEqual([])
})
