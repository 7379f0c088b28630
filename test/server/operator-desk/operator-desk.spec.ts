import { Value } from '@sinclair/typebox/value'

import { OperatorDesk, OperatorKeyList, ReconciliationList, RefusedRowList } from '#contract'
import { closeDueWindows } from '#server/settling/index'
import { registerOperator, signedHeaders, type OperatorSigner } from '#test/harness/index'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import { lasting } from '#test/harness/scene-world'
import { bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'

import { CITY_NOW, DAY, metroRow, push, settleResident } from '../intake/intake-city'
import { bookRow } from '../reconciliation/book-desk'

const DESK = '/v1/institution/operator'

let world: ResidentWorld
let card: OperatorSigner
let owner: Acting
beforeAll(async () => {
  world = await startResidentWorld(CITY_NOW)
  card = await registerOperator(world.platform.deps, 'sptcc')
  await registerOperator(world.platform.deps, 'metro-app')
  const carrier = await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'sptcc' })
  owner = lasting(world, await ownerOf(world, carrier, await world.signIn(mei)))
})
afterAll(() => world.close())

const pushRows = (rows: Parameters<typeof push>[2], pushId: string) =>
  push(world.platform.url, card, rows, { pushId, signed: signed() })
const signed = () => ({ created: Math.floor(world.clock.now().getTime() / 1000) })

it('is empty, and says so with zeros, before anything was pushed', async () => {
  const { status, body } = await owner.get(DESK)
  expect(status).toBe(200)
  expect(Value.Check(OperatorDesk, body)).toBe(true)
  expect(body).toMatchObject({
    operatorId: 'sptcc',
    isSuspended: false,
    lastPushAt: null,
    today: { day: '2026-05-05', pushes: 0, rows: 0, matchRatePerTenThousand: null, rejectedBy: [] },
    runs: { open: 0, toReport: 0, returned: 0, underReview: 0 },
    deleteOrders: { waiting: 0, late: 0, dueAt: null },
  })
  expect(body.days).toHaveLength(30)
})

it('tells what came today, what was refused and where, run and book', async () => {
  const [notice] = await world.platform.deps.sql<{ version: string }[]>`SELECT version FROM notice`
  const resident = await settleResident(world.platform.deps, { noticeVersion: notice!.version })
  // One trip told under two numbers: both are taken in, and one counts.
  const rows = [metroRow(resident), metroRow(resident)]
  const wrong = metroRow(resident, { distanceMeters: 9_000_000 })
  const stranger = metroRow({ subject: { scheme: 'sptcc-card', value: '99990000' } })
  expect((await pushRows([...rows, wrong, stranger], 'first')).body.counts).toMatchObject({
    ...{ accepted: 2, rejected: 1, unmatched: 1 },
  })
  const { body } = await owner.get(DESK)
  expect(body.today).toMatchObject({
    pushes: 1,
    rows: 4,
    accepted: 2,
    rejected: 1,
    unmatched: 1,
    matchRatePerTenThousand: 6666,
  })
  expect(body.days.at(-1)).toMatchObject({ day: '2026-05-05', rows: 4 })
  expect(body.runs.open).toBe(1)
  const [reason] = body.today.rejectedBy as { code: string; rows: number }[]
  expect(reason).toMatchObject({ rows: 1 })
  const refused = (await owner.get(`${DESK}/refused-rows?code=${reason!.code}`)).body
  expect(Value.Check(RefusedRowList, refused)).toBe(true)
  expect(refused.items).toMatchObject([{ pushId: 'first', line: 3 }])

  const target = `/v1/operators/sptcc/reconciliations/by-day?operatorDay=${DAY}`
  const book = Buffer.from(`${JSON.stringify(bookRow(rows[0]!))}\n`)
  const headers = signedHeaders(card, {
    ...{ method: 'POST', target, body: book, contentType: 'application/x-ndjson' },
    ...signed(),
  })
  expect(
    (await fetch(world.platform.url + target, { method: 'POST', headers, body: new Uint8Array(book) }))
      .status,
  ).toBe(200)
  const books = (await owner.get(`${DESK}/reconciliations`)).body
  expect(Value.Check(ReconciliationList, books)).toBe(true)
  expect(books.items).toMatchObject([
    {
      reconciliationId: 'by-day',
      operatorDay: DAY,
      isEqual: false,
      breaks: { missingThere: 1, missingHere: 0 },
    },
  ])
  expect((await owner.get(`${DESK}/reconciliations/by-day`)).body).toMatchObject({ rows: 1, isEqual: false })
  expect((await owner.get(`${DESK}/reconciliations/by-day/breaks`)).body.items).toMatchObject([
    { kind: 'missingThere' },
  ])
  expect((await owner.get(`${DESK}/reconciliations/another`)).status).toBe(404)

  const own = '/v1/operators/sptcc/reconciliations'
  for (const [query, count] of [
    ['', 1],
    [`?operatorDay=${DAY}`, 1],
    ['?operatorDay=2026-05-03', 0],
  ] as const) {
    const listing = { method: 'GET', target: own + query, ...signed() }
    const answer = await fetch(world.platform.url + own + query, { headers: signedHeaders(card, listing) })
    expect(((await answer.json()) as ReconciliationList).items).toHaveLength(count)
  }
})

it('says that intake is stopped for as long as it is, also until a moment that is to come', async () => {
  const { sql } = world.platform.deps
  const stopped = async (): Promise<unknown> => (await owner.get(DESK)).body.isSuspended
  const now = world.clock.now()
  const inAnHour = new Date(now.getTime() + 3_600_000)
  await sql`UPDATE operator SET suspended_at = ${now}, resumed_at = ${inAnHour} WHERE operator_id = 'sptcc'`
  expect(await stopped()).toBe(true)
  await sql`UPDATE operator SET resumed_at = ${now} WHERE operator_id = 'sptcc'`
  expect(await stopped()).toBe(false)
})

it('lists settled runs as the operator’s turn, and its keys without the keys themselves', async () => {
  world.clock.advanceSeconds(3 * 86_400)
  await closeDueWindows(world.platform.deps)
  expect((await owner.get(DESK)).body.runs).toMatchObject({ open: 0, toReport: 1 })
  expect((await owner.get(`${DESK}/runs`)).body.items).toMatchObject([
    { state: 'settled', operatorDay: DAY, rides: 1 },
  ])
  const keys = (await owner.get(`${DESK}/keys`)).body as OperatorKeyList
  expect(Value.Check(OperatorKeyList, keys)).toBe(true)
  expect(keys.items).toMatchObject([{ keyId: card.keyId, algorithm: 'ed25519', state: 'valid' }])
  expect(Object.keys(keys.items[0]!).sort()).toEqual(['algorithm', 'keyId', 'state', 'validFrom', 'validTo'])
})

it('is shut to an institution that is no operator, and shows nothing of another’s', async () => {
  const stranger = await ownerOf(
    world,
    await registerTestInstitution(world, 'merchant'),
    await world.signIn(bo),
  )
  const paths = [
    '',
    '/runs',
    '/keys',
    '/reconciliations',
    '/reconciliations/by-day',
    '/refused-rows?code=ride.too-far',
  ]
  for (const path of paths) {
    const { status, body } = await stranger.get(DESK + path)
    expect([status, body.code]).toEqual([403, 'institution.not-operator'])
  }
  const other = await ownerOf(
    world,
    await registerTestInstitution(world, { kinds: 'scene-operator', operatorId: 'metro-app' }),
    await world.signIn(bo),
  )
  expect((await other.get(DESK)).body).toMatchObject({ operatorId: 'metro-app', today: { rows: 0 } })
  expect((await other.get(`${DESK}/reconciliations/by-day`)).status).toBe(404)
  expect((await other.get(`${DESK}/reconciliations/by-day/breaks`)).status).toBe(404)
})
