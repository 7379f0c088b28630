import { gzipSync } from 'node:zlib'

import type { RideRow } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { intakeRoutes } from '#server/intake/index'
import { systemClock, type Clock } from '#server/platform/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import { buildIntakeCity, footprint, metroRow, settleResident, type Resident } from '../intake/intake-city'
import { createOperatorMachine, type OperatorMachine } from './operator-machine'

interface ToldRow {
  readonly line: number
  readonly verdict: string
  readonly code?: string
  readonly pushId: string
}
interface State {
  verdictBytes: number
  parts: { counts: object | null }[]
}

const DAY = addDays(cityDayOf(new Date()), -1)

let platform: TestPlatform<Clock>
let machine: OperatorMachine
let resident: Resident
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes], clock: systemClock })
  const { card } = await buildIntakeCity(platform.deps)
  resident = await settleResident(platform.deps)
  machine = createOperatorMachine({ SUITAN_OPERATOR_URL: platform.url, SUITAN_OPERATOR_ID: 'sptcc' })
  machine.keepKey(card)
})
afterAll(async () => {
  machine.close()
  await platform.close()
})

const ride = (bend: Partial<RideRow> = {}): RideRow =>
  metroRow(resident, {
    operatorDay: DAY,
    board: { at: `${DAY}T08:00:00+08:00` },
    alight: { at: `${DAY}T08:31:00+08:00` },
    ...bend,
  })
const stranger = () => ride({ subject: { scheme: 'sptcc-card', value: '3104999999999999' } })
const text = (rows: readonly (RideRow | string)[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
const pushes = async (): Promise<number> => (await footprint(platform.deps.sql))['pushes'] ?? 0

it('cuts a file into pushes, and tells of every row that is not accepted where it stands in the file', async () => {
  const rows = [ride(), ride(), 'garbage', ride(), stranger(), ride(), '', ride()]
  machine.write('day.jsonl', text(rows).slice(0, -1))
  const pushed = await machine.run('rides', 'push', 'day.jsonl', '--rows', '3')
  expect(pushed).toMatchObject({ code: 3 })
  expect(pushed.out).toContain('8 rows in 3 pushes: 5 accepted, 1 unmatched, 2 rejected')
  expect(pushed.err.match(/^push day-[0-9a-f]{12}-000[123]: /gm)).toHaveLength(3)
  const told = machine.lines<ToldRow>('day.jsonl.verdicts.jsonl')
  expect(told.map(({ line, verdict, code }) => [line, verdict, code])).toEqual([
    [3, 'rejected', 'row.malformed'],
    [5, 'unmatched', undefined],
    [7, 'rejected', 'row.malformed'],
  ])
  expect(new Set(told.map(({ pushId }) => pushId)).size).toBe(3)
})

it('sends nothing twice, reads .gz, and begins anew only where it is told to', async () => {
  machine.write('night.jsonl.gz', gzipSync(text([ride(), ride(), ride()])))
  const first = await machine.run('rides', 'push', 'night.jsonl.gz', '--rows', '2')
  expect(first).toMatchObject({ code: 0, out: '3 rows in 2 pushes: 3 accepted\n' })
  const before = await pushes()
  expect(await machine.run('rides', 'push', 'night.jsonl.gz')).toEqual({ ...first, err: '' })
  expect(await pushes()).toBe(before)
  const again = await machine.run('rides', 'push', 'night.jsonl.gz', '--again')
  expect(again.out).toContain('3 rows in 1 push: 3 duplicate')
  expect(await pushes()).toBe(before + 1)
})

it('goes on where it was killed: stored verdicts come again, and none is written down twice', async () => {
  machine.write('cut.jsonl', text([stranger(), ride(), stranger(), ride(), stranger()]))
  const whole = await machine.run('rides', 'push', 'cut.jsonl', '--rows', '2')
  const verdicts = machine.read('cut.jsonl.verdicts.jsonl')
  const before = await footprint(platform.deps.sql)
  const { file, state } = stateOf('cut.jsonl')
  // As if the process had died after it wrote down the second push's verdicts and before it said so.
  const afterFirst = verdicts.indexOf('\n') + 1
  state.verdictBytes = afterFirst
  for (const part of state.parts.slice(1)) part.counts = null
  state.parts.pop()
  machine.write(file, JSON.stringify(state))
  machine.write('cut.jsonl.verdicts.jsonl', `${verdicts.slice(0, afterFirst + 40)}`)
  const rest = await machine.run('rides', 'push', 'cut.jsonl')
  expect(rest).toMatchObject({ code: whole.code, out: whole.out })
  expect(machine.lines<ToldRow>('cut.jsonl.verdicts.jsonl').map(({ line }) => line)).toEqual([1, 3, 5])
  const after = await footprint(platform.deps.sql)
  expect(after['rides']).toBe(before['rides'])
})

it('refuses to go on with a file that is another than it began', async () => {
  machine.write('moved.jsonl', text([ride(), ride()]))
  await machine.run('rides', 'push', 'moved.jsonl')
  machine.write('moved.jsonl', text([ride(), ride()]))
  const before = await pushes()
  expect(await machine.run('rides', 'push', 'moved.jsonl')).toMatchObject({
    code: 2,
    err: expect.stringContaining('file.changed'),
  })
  expect(await pushes()).toBe(before)
})

it('takes rides back, once however often it is asked', async () => {
  const [kept, taken] = [ride(), ride()]
  machine.write('taken.jsonl', text([kept, taken, { ...taken, revision: 2 }]))
  await machine.run('rides', 'push', 'taken.jsonl')
  const withdraw = () => machine.run('withdraw', 'taken.jsonl', '--day', DAY, '--ride-no', taken.rideNo)
  const said = { code: 0, out: `${taken.rideNo}: taken back\n`, err: '' }
  expect(await withdraw()).toEqual(said)
  expect(await withdraw()).toEqual(said)
  const [row] = await platform.deps.sql<{ rides: number; revision: number }[]>`
    SELECT count(*)::int AS rides, max(revision)::int AS revision FROM ride WHERE reduction_milligrams = 0`
  expect(row).toEqual({ rides: 1, revision: 3 })
  const unknown = await machine.run('withdraw', 'taken.jsonl', '--day', DAY, '--ride-no', 'nobody')
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('No ride nobody') })
})

const stateOf = (name: string): { file: string; state: State } => {
  const file = machine.files('.suitan-operator/pushes').find((one) => one.startsWith(`${name}-`))
  if (file === undefined) throw new Error(`no state of ${name}`)
  const path = `.suitan-operator/pushes/${file}`
  return { file: path, state: JSON.parse(machine.read(path)) as State }
}
