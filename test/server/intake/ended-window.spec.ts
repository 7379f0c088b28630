import { auditEverything } from '#server/audit/index'
import { intakeRoutes } from '#server/intake/index'
import { holdOpenRun } from '#server/intake/open-runs'
import { closeDueWindows } from '#server/settling/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  buildIntakeCity,
  CITY_NOW,
  metroRow,
  push,
  settleResident,
  type IntakeCity,
  type PushAnswer,
  type Resident,
} from './intake-city'

const WINDOW_SECONDS = 600

let platform: TestPlatform
let city: IntakeCity
let mei: Resident
beforeEach(async () => {
  platform = await startTestPlatform({
    clock: testClock(CITY_NOW),
    contexts: [intakeRoutes],
    overrides: { settlingAnchor: 'receipt', settlingSeconds: WINDOW_SECONDS },
  })
  city = await buildIntakeCity(platform.deps)
  mei = await settleResident(platform.deps)
})
afterEach(() => platform.close())

const send = (rows: Parameters<typeof push>[2]): Promise<PushAnswer> =>
  push(platform.url, city.card, rows, {
    signed: { created: Math.floor(platform.clock.now().getTime() / 1000) },
  })
const runs = () => platform.deps.sql`SELECT run_no, state, rides FROM run ORDER BY run_no`

describe('a run whose window is over but which settling has not reached', () => {
  it('takes no correction, and new rows go to the next run', async () => {
    const row = metroRow(mei)
    const late = metroRow(mei, {
      board: { at: '2026-05-04T10:00:00+08:00' },
      alight: { at: '2026-05-04T10:30:00+08:00' },
    })
    await send([row])
    platform.clock.advanceSeconds(WINDOW_SECONDS)
    const { body } = await send([{ ...row, revision: 1, distanceMeters: 100_000 }, late])
    expect(body.verdicts).toEqual([
      { line: 1, verdict: 'rejected', code: 'ride.window-closed' },
      { line: 2, verdict: 'accepted' },
    ])
    expect(await runs()).toMatchObject([
      { run_no: 1, state: 'open' },
      { run_no: 2, state: 'open' },
    ])
    expect(await closeDueWindows(platform.deps)).toBe(1)
    platform.clock.advanceSeconds(WINDOW_SECONDS)
    expect(await closeDueWindows(platform.deps)).toBe(1)
    expect(await runs()).toEqual([
      { run_no: 1, state: 'settled', rides: 1n },
      { run_no: 2, state: 'settled', rides: 1n },
    ])
    const faults: unknown[] = []
    await auditEverything(platform.deps.sql, (fault) => void faults.push(fault))
    expect(faults).toEqual([])
  })

  it('is followed by one run, however many pushes come at once', async () => {
    await send([metroRow(mei)])
    platform.clock.advanceSeconds(WINDOW_SECONDS)
    const answers = await Promise.all(Array.from({ length: 12 }, () => send([metroRow(mei)])))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await runs()).toHaveLength(2)
  })

  it('still takes corrections up to the last second', async () => {
    const row = metroRow(mei)
    await send([row])
    platform.clock.advanceSeconds(WINDOW_SECONDS - 1)
    const { body } = await send([{ ...row, revision: 1, distanceMeters: 1_000 }])
    expect(body.verdicts).toEqual([{ line: 1, verdict: 'accepted' }])
  })

  describe('looking for the open run', () => {
    const DAY_OF_METRO = { operatorDay: '2026-05-04', sceneNo: 1, methodologyNo: 1 }
    const hold = (settlingSeconds: number, now: () => Date): Promise<number> =>
      platform.deps.sql.begin((sql) => {
        const config = { settlingAnchor: 'receipt' as const, settlingSeconds }
        return holdOpenRun(sql, { operatorNo: 1, config, clock: { now } }, DAY_OF_METRO)
      })

    it('ends with one run, even when more than the shortest window passes between two looks at the clock', async () => {
      let looks = 0
      const now = (): Date => new Date(new Date(CITY_NOW).getTime() + 2_000 * looks++)
      expect(await hold(1, now)).toBe(1)
      expect(await runs()).toHaveLength(1)
    })

    it('refuses a window of no length instead of opening runs for ever', async () => {
      await expect(hold(0, () => new Date())).rejects.toThrow('a second at least')
      expect(await runs()).toHaveLength(0)
    })
  })
})
