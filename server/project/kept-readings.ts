import type { CountedDay, MeteredProject, Reading } from '#domain/project'
import type { Transaction } from '#server/platform/index'

import { isLineFault, type LineFault } from './read-lines'

/** What is known of the meters and days of a push, growing while it is judged. */
export interface KeptReadings {
  /** What is known of a reading of this meter, measure and day. */
  readonly compare: (reading: Reading) => 'new' | 'duplicate' | 'conflict' | 'superseded'
  /** What the meters of the project counted of its measure on its day. */
  readonly dayOf: (reading: Reading) => CountedDay
  readonly add: (reading: Reading) => void
}

type Kept = Pick<Reading, 'meterNo' | 'measure' | 'revision' | 'quantity'> & { readonly day: string }

/** What was kept before of the meters and days of these lines, and what this push adds. A meter the record has no more counts nothing. */
export const keptReadings = async (
  transaction: Transaction,
  asked: {
    readonly projectId: string
    readonly lines: readonly (Reading | LineFault)[]
    readonly meters: MeteredProject['meters']
  },
): Promise<KeptReadings> => {
  const revisions = new Map<string, Map<number, number>>()
  const latest = new Map<string, Kept>()
  const sums = new Map<string, number>()
  const named = new Set(asked.meters.map(({ meterNo, measure }) => `${meterNo} ${measure}`))
  const add = (kept: Kept): void => {
    const { meterNo, measure, day, revision, quantity } = kept
    const key = keyOf(kept)
    revisions.set(key, (revisions.get(key) ?? new Map<number, number>()).set(revision, quantity))
    const before = latest.get(key)
    if (!named.has(`${meterNo} ${measure}`) || (before !== undefined && before.revision > revision)) return
    latest.set(key, kept)
    const sum = sums.get(`${measure} ${day}`) ?? 0
    sums.set(`${measure} ${day}`, sum + quantity - (before?.quantity ?? 0))
  }
  for (const kept of await readKept(transaction, asked)) add(kept)
  return {
    compare(reading) {
      const known = revisions.get(keyOf(reading)) ?? new Map<number, number>()
      const same = known.get(reading.revision)
      if (same !== undefined) return same === reading.quantity ? 'duplicate' : 'conflict'
      return [...known.keys()].some((revision) => revision > reading.revision) ? 'superseded' : 'new'
    },
    dayOf(reading) {
      const own = latest.get(keyOf(reading))?.quantity ?? 0
      return { own, others: (sums.get(`${reading.measure} ${reading.day}`) ?? 0) - own }
    },
    add,
  }
}

const keyOf = ({ meterNo, measure, day }: Pick<Kept, 'meterNo' | 'measure' | 'day'>): string =>
  `${meterNo} ${measure} ${day}`

const readKept = async (
  transaction: Transaction,
  { projectId, lines }: { projectId: string; lines: readonly (Reading | LineFault)[] },
): Promise<Kept[]> => {
  const days = lines.flatMap((line) => (isLineFault(line) ? [] : [line.day])).sort()
  const rows = await transaction<(Omit<Kept, 'quantity'> & { quantity: bigint })[]>`
    SELECT meter_no AS "meterNo", measure, day::text, revision, quantity FROM project_reading
    WHERE project_id = ${projectId} AND day BETWEEN ${days[0] ?? null} AND ${days.at(-1) ?? null}`
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }))
}
