import { setTimeout as sleep } from 'node:timers/promises'

import type { PushOutcome, RideRow } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { registerOperator, type OperatorSigner } from '#test/harness/index'

import { metroRow, push, settleResident, type Resident } from '../server/intake/intake-city'
import { createKilledService, type KilledService } from './killed-service'

const PUSHES = 8
const RIDES_A_PUSH = 1_000
const METERS = 12_345
const MILLIGRAMS = 1_197_465n
/** The pushes that are struck when their rides are written and nothing is committed. */
const STRUCK = [2, 5]

type Batch = readonly (RideRow | string)[]

/** Every push shares half of its rides with the one before, so nothing may be doubled either; its last line is refused. */
function batchesOf(residents: readonly Resident[]): Batch[] {
  const day = addDays(cityDayOf(new Date()), -1)
  const rides = Array.from({ length: (PUSHES + 1) * (RIDES_A_PUSH / 2) }, (_, n) =>
    metroRow(residents[n % residents.length]!, {
      rideNo: `K${n}`,
      operatorDay: day,
      board: { at: `${day}T08:00:00+08:00` },
      alight: { at: `${day}T08:31:00+08:00` },
      distanceMeters: METERS,
    }),
  )
  return Array.from({ length: PUSHES }, (_, n) => {
    const from = (n * RIDES_A_PUSH) / 2
    return [...rides.slice(from, from + RIDES_A_PUSH), 'garbage']
  })
}

async function settleWorld(service: KilledService): Promise<{ signer: OperatorSigner; batches: Batch[] }> {
  const sql = service.openSql()
  const deps = { ...service, sql }
  const signer = await registerOperator(deps, 'sptcc')
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  const options = { consents: [['metro', 'sptcc']] as const, noticeVersion: notice!.version }
  const residents: Resident[] = []
  for (let n = 0; n < 20; n += 1) residents.push(await settleResident(deps, options))
  await sql.end()
  return { signer, batches: batchesOf(residents) }
}

/**
 * Sends while we hold the table a push writes last but one: its transaction has written its rides and waits. Then the kill strikes.
 * Returns how the sending ended.
 */
async function sendAndStrike(
  service: KilledService,
  send: () => Promise<{ status: number }>,
  kill: () => void,
): Promise<number | 'unanswered'> {
  const sql = service.openSql()
  let sending: Promise<{ status: number }> | undefined
  const holding = sql.begin(async (transaction) => {
    await transaction`LOCK TABLE row_refusal IN ACCESS EXCLUSIVE MODE`
    sending = send()
    sending.catch(() => undefined)
    for (let isWaiting = false; !isWaiting; await sleep(10)) {
      const waiting =
        await transaction`SELECT FROM pg_locks WHERE relation = 'row_refusal'::regclass AND NOT granted`
      isWaiting = waiting.length > 0
    }
    kill()
    // Long enough for the killed side to be gone before our lock is.
    await sleep(200)
  })
  await holding.catch(() => undefined)
  await sql.end({ timeout: 1 })
  return sending!.then(
    ({ status }) => status,
    () => 'unanswered' as const,
  )
}

describe.each(['killService', 'killDatabase'] as const)('%s -9 in the middle of batches', (kill) => {
  const service = createKilledService()
  beforeAll(() => service.start(), 60_000)
  afterAll(() => service.dispose(), 60_000)

  it('loses nothing and doubles nothing when every push is sent until it is acknowledged', async () => {
    const { signer, batches } = await settleWorld(service)
    const outcomes: PushOutcome[] = []
    for (const [n, batch] of batches.entries()) {
      const send = () => push(service.url(), signer, batch, { pushId: `batch-${n}`, gzip: true })
      if (STRUCK.includes(n)) {
        expect(['unanswered', 503]).toContain(await sendAndStrike(service, send, service[kill]))
        await service.start()
      }
      outcomes.push((await send()).body)
    }
    const rides = (PUSHES + 1) * (RIDES_A_PUSH / 2)
    const sql = service.openSql()
    const [stored] = await sql`
      SELECT (SELECT count(*) FROM ride)::int AS rides, (SELECT count(DISTINCT ride_key) FROM ride)::int AS keys,
        (SELECT sum(reduction_milligrams) FROM ride)::bigint AS milligrams,
        (SELECT sum(accepted) FROM push)::int AS accepted, (SELECT count(*) FROM push)::int AS pushes,
        (SELECT count(*) FROM row_refusal)::int AS refusals`
    await sql.end()
    const milligrams = BigInt(rides) * MILLIGRAMS
    expect(stored).toEqual({
      rides,
      keys: rides,
      milligrams,
      accepted: rides,
      pushes: PUSHES,
      refusals: PUSHES,
    })
    for (const { counts } of outcomes) expect(counts.accepted + counts.duplicate).toBe(RIDES_A_PUSH)
  }, 240_000)
})
