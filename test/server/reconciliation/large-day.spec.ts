import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { metroRow, settleResident } from '../intake/intake-city'
import { bookRow, openBookDesk, type BookDesk } from './book-desk'

const KEPT = 30_000
const NOT_KEPT = 270_000
/** Of the process, beyond what it had before: the book held whole, as rows or as text, is several times this. */
const HEAP_BYTES_MAX = 40_000_000
const WEIGHED_EVERY_MILLISECONDS = 250

let desk: BookDesk
let book: Buffer
beforeAll(async () => {
  desk = await openBookDesk()
  const resident = await settleResident(desk.platform.deps)
  const rows = Array.from({ length: KEPT }, () => metroRow(resident))
  expect((await desk.pushes(rows)).body.counts.accepted).toBe(KEPT)
  const lines = rows.map((row) => JSON.stringify(bookRow(row)))
  for (let n = 1; n <= NOT_KEPT; n += 1)
    lines.push(
      `{"rideNo":"S${n}","scene":"metro","status":"complete","distanceMeters":${n},"verdict":"unmatched"}`,
    )
  // One ride in a hundred is told with other metres, and one line in a thousand is of a ride we were never sent.
  for (let n = 0; n < KEPT; n += 100) lines[n] = lines[n]!.replace('12345', '12346')
  for (let n = KEPT; n < lines.length; n += 1_000) lines[n] = lines[n]!.replace('unmatched', 'accepted')
  book = Buffer.from(`${lines.join('\n')}\n`)
}, 300_000)
afterAll(() => desk.platform.close())

it('a day of three hundred thousand rides is compared whole, and never held whole', async () => {
  const before = heapOf()
  let most = -Infinity
  const weighing = setInterval(() => (most = Math.max(most, heapOf() - before)), WEIGHED_EVERY_MILLISECONDS)
  const { status, body } = await desk.sends(book, { id: 'day' }).finally(() => clearInterval(weighing))
  expect(status).toBe(200)
  expect(body).toMatchObject({
    rows: KEPT + NOT_KEPT,
    breaks: { missingHere: NOT_KEPT / 1_000, missingThere: 0, differs: KEPT / 100 },
    breaksListed: NOT_KEPT / 1_000 + KEPT / 100,
  })
  expect(most).toBeGreaterThan(-Infinity)
  expect(most).toBeLessThan(HEAP_BYTES_MAX)
}, 300_000)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What lives: without a collection before, it is what nobody has swept up yet. */
const heapOf = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}
