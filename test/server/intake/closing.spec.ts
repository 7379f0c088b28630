import { closeAccount } from '#server/account/close-account'
import { intakeRoutes } from '#server/intake/index'
import { startTestPlatform, testClock, untilWaiting, type TestPlatform } from '#test/harness/index'

import {
  buildIntakeCity,
  CITY_NOW,
  metroRow,
  push,
  settleResident,
  type IntakeCity,
  type Resident,
} from './intake-city'

let platform: TestPlatform
let city: IntakeCity
beforeAll(async () => {
  platform = await startTestPlatform({ clock: testClock(CITY_NOW), contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
})
afterAll(() => platform.close())

/** Stands still whoever writes the table, until what is returned is called. */
async function hold(table: 'row_refusal' | 'data_read'): Promise<() => Promise<void>> {
  let release = (): void => undefined
  const isHeld = new Promise<void>((held) => (release = held))
  let begun = (): void => undefined
  const isBegun = new Promise<void>((resolve) => (begun = resolve))
  const holding = platform.deps.sql.begin(async (sql) => {
    await sql.unsafe(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`)
    begun()
    await isHeld
  })
  await isBegun
  return async () => {
    release()
    await holding
  }
}

const close = ({ accountId }: Resident) =>
  closeAccount(
    platform.deps,
    { kind: 'resident', sessionId: accountId, hostId: 'suishenban', accountId },
    { disposal: 'publicPool', requestId: 'of a spec' },
  )
/** The second row is refused, so the push writes `row_refusal` after its rides. */
const send = (resident: Resident, other: Resident) =>
  push(platform.url, city.card, [metroRow(resident), '{', metroRow(other)], {
    signed: { created: Math.floor(platform.clock.now().getTime() / 1000) },
  })
const ridesOf = ({ accountId }: Resident) =>
  platform.deps.sql`SELECT board_station, alight_station, state FROM ride WHERE account_id = ${accountId}`

describe('a ride that comes while its resident closes her account', () => {
  const accepted = [{ verdict: 'accepted' }, { verdict: 'rejected' }, { verdict: 'accepted' }]

  it('keeps no stations when she closed before the push was written to its end; others keep theirs', async () => {
    const [mei, bo] = [await settleResident(platform.deps), await settleResident(platform.deps)]
    const release = await hold('row_refusal')
    const pushed = send(mei, bo)
    await untilWaiting(platform.deps.sql)
    expect(await close(mei)).toHaveProperty('closedAt')
    await release()
    expect((await pushed).body.verdicts).toMatchObject(accepted)
    expect(await ridesOf(mei)).toEqual([{ board_station: null, alight_station: null, state: 0 }])
    expect(await ridesOf(bo)).toEqual([{ board_station: '莘庄', alight_station: '人民广场', state: 0 }])
  })

  it('keeps no stations when the push ends while she is closing', async () => {
    const [mei, bo] = [await settleResident(platform.deps), await settleResident(platform.deps)]
    const release = await hold('data_read')
    const closed = close(mei)
    await untilWaiting(platform.deps.sql)
    expect((await send(mei, bo)).body.verdicts).toMatchObject(accepted)
    await release()
    expect(await closed).toHaveProperty('closedAt')
    expect(await ridesOf(mei)).toEqual([{ board_station: null, alight_station: null, state: 0 }])
    expect(await ridesOf(bo)).toEqual([{ board_station: '莘庄', alight_station: '人民广场', state: 0 }])
  })
})
