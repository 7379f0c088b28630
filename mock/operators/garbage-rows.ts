import type { RideRow } from '#contract'
import type { Random } from './random'

/** What a broken sender writes into its file: name of the flaw → the line, made from a good row. */
const GARBAGE = {
  'not JSON': (row) => JSON.stringify(row).slice(0, -7),
  'duplicate key': (row) => `{"rideNo":"${row.rideNo}",${JSON.stringify(row).slice(1)}`,
  'nested too deep': (row) =>
    changed(row, { board: { at: row.board.at, station: { name: { zh: '莘庄' } } } }),
  'unknown key': (row) => changed(row, { driver: '司机' }),
  'negative metres': (row) => changed(row, { distanceMeters: -5 }),
  'fractional metres': (row) => changed(row, { distanceMeters: 1234.5 }),
  'absurd metres': (row) => changed(row, { distanceMeters: 9_000_000 }),
  'overflowing metres': (row) => changed(row, { distanceMeters: 1e21 }),
  'time without offset': (row) => changed(row, { board: { ...row.board, at: row.board.at.slice(0, 19) } }),
  'no subject': (row) => changed(row, { subject: undefined }),
  'unknown scene': (row) => changed(row, { scene: 'rickshaw' }),
  'day of another year': (row) => changed(row, { operatorDay: '2019-02-29' }),
  'bare array': () => '[]',
} as const satisfies Record<string, (row: RideRow) => string>

export type GarbageFlaw = keyof typeof GARBAGE
export const GARBAGE_FLAWS = Object.keys(GARBAGE) as readonly GarbageFlaw[]

/** One broken line with this flaw; no such line may ever become a ride. */
export const garbageLine = (flaw: GarbageFlaw, row: RideRow): string => GARBAGE[flaw](row)

export const anyGarbageLine = (row: RideRow, random: Random): string =>
  garbageLine(random.pick(GARBAGE_FLAWS), row)

const changed = (row: RideRow, change: Record<string, unknown>): string =>
  JSON.stringify({ ...row, ...change })
