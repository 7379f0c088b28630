import { setTimeout as wait } from 'node:timers/promises'
import type { Home, PushOutcome, RideRow } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { signInResident, workThroughQueue } from '#mock/city/index'
import { instantText, reportSettledRuns } from '#mock/operators/index'
import { ask } from '#test/harness/resident-world'
import { startDurableCity, type DurableCity } from './durable-city'
import { personLikeMei } from './simulated-city'

jest.setTimeout(240_000)

const PEOPLE = 5
const RIDES_A_PERSON = 16
const PUSHES = 20
/** Rows of people we do not know: they make a batch last long enough to be cut. */
const STRANGERS_A_PUSH = 4_000
const PUSHES_AT_ONCE = 4

const people = Array.from({ length: PEOPLE }, (_, number) => personLikeMei(`rider-${number}`, number))
let city: DurableCity
beforeAll(async () => {
  city = await startDurableCity(people, 'sptcc')
  for (const { residentId } of people) {
    const client = await signIn(residentId)
    await client.openAccount()
    await client.linkWallet()
    await client.consentToAll()
  }
  // They ride since the day before yesterday, so their accounts, links and consents are as old.
  await city.administer(async ({ deps: { sql } }) => {
    await sql`UPDATE instrument_link SET linked_at = linked_at - interval '2 days'`
    await sql`UPDATE account SET opened_at = opened_at - interval '2 days'`
    await sql`UPDATE consent SET granted_at = granted_at - interval '2 days'`
  })
})
afterAll(() => city.close())

const signIn = (residentId: string) =>
  signInResident(residentId, {
    serviceUrl: city.serviceUrl,
    hostId: 'suishenban',
    hostBaseUrl: city.host.baseUrl,
  })

const metroRow = (value: string, rideNo: string, hoursAgo: number, distanceMeters: number): RideRow => {
  const boardedAt = new Date(Date.now() - hoursAgo * 3_600_000)
  return {
    rideNo,
    operatorDay: cityDayOf(boardedAt),
    scene: 'metro',
    subject: { scheme: 'sptcc-card', value },
    board: { at: instantText(boardedAt), station: '莘庄' },
    alight: { at: instantText(new Date(boardedAt.getTime() + 1_800_000)), station: '人民广场' },
    distanceMeters,
    status: 'complete',
  }
}

const metersOf = (person: number, n: number) => 5_000 + person * 1_000 + n

/** Every ride of everybody once, spread over the batches among strangers' rows. */
const batches = (): RideRow[][] => {
  const rides = people.flatMap(({ wallet: [card] }, person) =>
    Array.from({ length: RIDES_A_PERSON }, (_, n) =>
      metroRow(card!.value, `${person}-${n}`, n + 2, metersOf(person, n)),
    ),
  )
  return Array.from({ length: PUSHES }, (_, push) => [
    ...rides.filter((_ride, n) => n % PUSHES === push),
    ...Array.from({ length: STRANGERS_A_PUSH }, (_row, n) =>
      metroRow(`99${push}-${n}`, `stranger-${push}-${n}`, 2 + (n % 20), 7_000),
    ),
  ])
}

it('loses nothing and doubles nothing when service and database are killed in the middle of batches', async () => {
  const outcomes: PushOutcome[] = []
  const waiting = batches().map((rows, n) => ({ pushId: `cut-${n}`, rows }))
  const send = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const answer = await city.operator.push(next.pushId, next.rows)
      if (!answer.ok) throw new Error(`${next.pushId}: ${answer.problem.code}`)
      outcomes.push(answer.value)
    }
  }
  const sending = Promise.all(Array.from({ length: PUSHES_AT_ONCE }, send))
  await Promise.race([sending, answered(outcomes, 3)])
  await city.killService()
  await city.start()
  await Promise.race([sending, answered(outcomes, 9)])
  expect(outcomes.length).toBeLessThan(PUSHES - PUSHES_AT_ONCE)
  city.killDatabase()
  await wait(500)
  await city.killService()
  await city.start()
  await sending

  const accepted = outcomes.reduce((sum, { counts }) => sum + counts.accepted, 0)
  expect(accepted).toBe(PEOPLE * RIDES_A_PERSON)
  for (const outcome of outcomes)
    expect(await city.operator.outcome(outcome.pushId)).toEqual({ ok: true, value: outcome })
  await untilIssued()
  for (const [person, { residentId }] of people.entries()) {
    const meters = Array.from({ length: RIDES_A_PERSON }, (_, n) => metersOf(person, n))
    const home = await homeOf(residentId)
    expect(home.balanceMilligrams).toBe(97 * meters.reduce((sum, each) => sum + each, 0))
  }
  expect(await city.audit()).toMatchObject({ code: 0, said: expect.stringContaining('all holds') })
})

/** Resolves when so many batches have their answer. */
async function answered(outcomes: readonly PushOutcome[], count: number): Promise<void> {
  while (outcomes.length < count) await wait(5)
}

const ISSUING_MILLISECONDS_MAX = 60_000

/** Operators report and staff work until nobody has anything pending. */
async function untilIssued(): Promise<void> {
  const deadline = Date.now() + ISSUING_MILLISECONDS_MAX
  for (;;) {
    await reportSettledRuns(city.operator)
    await workThroughQueue(city.staff)
    const homes = await Promise.all(people.map(({ residentId }) => homeOf(residentId)))
    if (homes.every(({ pendingMilligrams }) => pendingMilligrams === 0)) return
    if (Date.now() > deadline) throw new Error('rides are still pending after a minute')
    await wait(500)
  }
}

async function homeOf(residentId: string): Promise<Home> {
  const ticket = await ask(`${city.host.baseUrl}/app/tickets`, { method: 'POST', body: { residentId } })
  const body = { hostId: 'suishenban', ticket: ticket.body.ticket as string }
  const session = await ask(`${city.serviceUrl}/v1/sessions`, { method: 'POST', body })
  const home = await ask(`${city.serviceUrl}/v1/me/home`, { token: session.body.accessToken as string })
  return home.body as Home
}
