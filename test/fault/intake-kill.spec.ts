import { setTimeout as sleep } from 'node:timers/promises'

import type { PushOutcome, RideRow } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { registerOperator, type OperatorSigner } from '#test/harness/index'
import { metroRow, push, settleResident, type Resident } from '../server/intake/intake-city'

import { createKilledService, type KilledService } from './killed-service'

const PUSHES = 12
const RIDES_A_PUSH = 3_000
const METERS = 12_345
const MILLIGRAMS = 1_197_465n
const KILLS = 2

/** Every push shares half of its rides with the one before: nothing may be doubled either. */
function ridesToPush(residents: readonly Resident[]): RideRow[][] {
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
  return Array.from({ length: PUSHES }, (_, n) =>
    rides.slice((n * RIDES_A_PUSH) / 2, (n * RIDES_A_PUSH) / 2 + RIDES_A_PUSH),
  )
}

interface World {
  readonly signer: OperatorSigner
  readonly batches: RideRow[][]
}

async function settleWorld(service: KilledService): Promise<World> {
  const sql = service.openSql()
  const deps = { ...service, sql }
  const signer = await registerOperator(deps, 'sptcc')
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  const residents: Resident[] = []
  const consents = [['metro', 'sptcc']] as const
  for (let n = 0; n < 20; n += 1) {
    residents.push(await settleResident(deps, { consents, noticeVersion: notice!.version }))
  }
  await sql.end()
  return { signer, batches: ridesToPush(residents) }
}

/** Sends every push until it is acknowledged, as an operator's sender does, while `kill` strikes in the middle of them. */
async function pushThroughKills(
  service: KilledService,
  { signer, batches }: World,
  kill: () => void,
): Promise<{ outcomes: PushOutcome[]; unanswered: number }> {
  const outcomes: PushOutcome[] = []
  let unanswered = 0
  let kills = 0
  for (const [n, rows] of batches.entries()) {
    for (let isKnown = false; !isKnown;) {
      const isStruck = kills < KILLS && n === Math.floor(((kills + 1) * PUSHES) / (KILLS + 1))
      if (isStruck) kills += 1
      const sending = [rows, batches[n + 1] ?? rows].map((part, ahead) =>
        push(service.url(), signer, part, { pushId: `batch-${Math.min(n + ahead, PUSHES - 1)}`, gzip: true }),
      )
      if (isStruck) setTimeout(kill, 15 * kills)
      const [answer] = await Promise.allSettled(sending)
      isKnown = answer?.status === 'fulfilled' && answer.value.status === 200
      if (answer?.status === 'fulfilled' && isKnown) outcomes.push(answer.value.body)
      if (!isKnown) unanswered += 1
      // Whatever became of the answer, a struck service is started again before the next sending.
      if (isStruck || !isKnown) await sleep(100).then(() => service.start())
    }
  }
  return { outcomes, unanswered }
}

describe.each(['killService', 'killDatabase'] as const)('%s -9 in the middle of batches', (kill) => {
  const service = createKilledService()
  beforeAll(() => service.start(), 60_000)
  afterAll(() => service.dispose(), 60_000)

  it('loses nothing and doubles nothing when every push is sent until it is acknowledged', async () => {
    const world = await settleWorld(service)
    const { outcomes, unanswered } = await pushThroughKills(service, world, service[kill])
    const rides = new Set(world.batches.flat().map(({ rideNo }) => rideNo)).size
    const sql = service.openSql()
    const [stored] = await sql<
      { rides: number; keys: number; milligrams: bigint; accepted: number; pushes: number }[]
    >`
      SELECT (SELECT count(*) FROM ride)::int AS rides, (SELECT count(DISTINCT ride_key) FROM ride)::int AS keys,
        (SELECT sum(reduction_milligrams) FROM ride)::bigint AS milligrams,
        (SELECT sum(accepted) FROM push)::int AS accepted, (SELECT count(*) FROM push)::int AS pushes`
    await sql.end()
    expect(stored).toEqual({
      rides,
      keys: rides,
      milligrams: BigInt(rides) * MILLIGRAMS,
      accepted: rides,
      pushes: PUSHES,
    })
    // The kills struck while something was being written, or they proved nothing.
    expect(unanswered).toBeGreaterThan(0)
    for (const { counts, rows } of outcomes) expect(counts.accepted + counts.duplicate).toBe(rows)
  }, 240_000)
})
