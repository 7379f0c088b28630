import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { addDays, cityDayOf } from '#domain/calendar'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import { audited, CITY_PEOPLE, CITY_RIDES, keysOfOperators } from '../load/city/city-day'
import { writeDayFiles } from '../load/city/day-files'
import { issueDay } from '../load/city/issue-day'
import { sendDay } from '../load/city/send-day'
import { settlePeople } from '../load/city/settle-people'

/** A hundredth of the city's day, on the code path of `npm run bench -- city-day`. */
const SCALE = 0.01
const MINUTE = 60_000

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suitan-day-'))
  platform = await startTestPlatform()
})
afterAll(async () => {
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

it(
  'a hundredth of a city day is taken in, settled, verified, confirmed, issued and audited',
  async () => {
    const { clock, deps, url } = platform
    const signers = await keysOfOperators(deps)
    const people = CITY_PEOPLE * SCALE
    await settlePeople(deps, people)
    const options = {
      ...{ seed: 'city-day', people, rides: CITY_RIDES * SCALE },
      day: addDays(cityDayOf(clock.now()), -1),
    }
    const files = await writeDayFiles(options, { folder, rowsAPush: 50_000 })
    const counts = await sendDay(files, { url, signers, connections: 2, now: () => clock.now() })
    const rows = files.reduce((sum, file) => sum + file.rows, 0)
    expect(rows).toBeGreaterThan(CITY_RIDES * SCALE)
    expect(counts.accepted).toBeGreaterThan(0.95 * CITY_RIDES * SCALE)
    clock.advanceSeconds(4 * 86_400)
    const { runs } = await issueDay({ platform, clock, signers })
    // Metro and bus by two operators each, bikes by two companies; the ferry is refused.
    expect(runs).toBe(6)
    const seen = await audited(deps.sql)
    expect(Number(seen.rides)).toBeGreaterThan(0.95 * CITY_RIDES * SCALE)
    process.stdout.write(`city-day at scale ${SCALE}: ${rows} rows, ${JSON.stringify(counts)}\n`)
  },
  10 * MINUTE,
)
