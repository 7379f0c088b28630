import type { RideRow } from '#contract'
import { startOfCityDay, type CityDay } from '#domain/calendar'
import { boardingsByMinute, CITY_RIDES_A_DAY } from './day-curve'
import { anyGarbageLine } from './garbage-rows'
import { createHeldBack } from './held-back'
import { loadSmallNetwork, type MetroNetwork } from './metro-network'
import { createRandom, type Random } from './random'
import { ownMilligrams, type RideMode } from './ride-rows'
import { createRideSource, secondChannel } from './ride-source'

export interface CityDayOptions {
  readonly seed: string
  readonly day: CityDay
  /** Riders of the city, numbered from 0; their instruments are `riderInstruments(n)`. */
  readonly people: number
  /** Rides of the day before disturbances; left out: 3 a person. */
  readonly rides?: number
  /** Left out: the small network. */
  readonly network?: MetroNetwork
  /** Changes the share of rows of each disturbance; `'none'` sends a clean day. */
  readonly disturbances?: Partial<DisturbanceShares> | 'none'
}

/** What a row is to the platform: `ride` is the plain case, every other kind is sent on purpose. */
export type CityRowKind =
  'ride' | 'duplicate' | 'late' | 'correction' | 'entryOnly' | 'twin' | 'wrongFigure' | 'garbage'

export interface CityRow {
  readonly operatorId: string
  readonly kind: CityRowKind
  /** The row as it stands in the operator's file, without line end. */
  readonly line: string
  /** The same as a value; null for garbage. */
  readonly row: RideRow | null
}

export interface DisturbanceShares {
  readonly duplicate: number
  readonly late: number
  readonly correction: number
  readonly entryOnly: number
  /** Of metro rides: the same physical trip reported again by the other channel. */
  readonly twin: number
  readonly wrongFigure: number
  readonly garbage: number
}

const USUAL_SHARES: DisturbanceShares = {
  duplicate: 0.01,
  late: 0.004,
  correction: 0.003,
  entryOnly: 0.008,
  twin: 0.015,
  wrongFigure: 0.002,
  garbage: 0.001,
}
const NO_SHARES: DisturbanceShares = {
  duplicate: 0,
  late: 0,
  correction: 0,
  entryOnly: 0,
  twin: 0,
  wrongFigure: 0,
  garbage: 0,
}
/** Share of rows that carry the operator's own milligrams. */
const OWN_FIGURE_SHARE = 0.3
const LATE_MINUTES = { least: 60, most: 600 } as const

/**
 * Every row the operators of the city send for one day, minute by minute, the same for the same options on every machine.
 * Memory stays bounded whatever the number of rides: two bytes a rider and the rows held back for a while. For a `for await`
 * loop as well as a plain one.
 */
export function* cityDay(options: CityDayOptions): Generator<CityRow, void, undefined> {
  const { seed, day, people } = options
  if (!Number.isSafeInteger(people) || people < 1)
    throw new Error(`people must be a whole number from 1, not ${people}`)
  const shares = options.disturbances === 'none' ? NO_SHARES : { ...USUAL_SHARES, ...options.disturbances }
  const random = createRandom(`${seed}/${day}`)
  const source = createRideSource({ seed, people, network: options.network ?? loadSmallNetwork(), random })
  const held = createHeldBack<CityRow>()
  const midnight = startOfCityDay(day).getTime()
  const boardings = boardingsOfDay(options.rides ?? people * 3)

  for (let minute = 0; minute < 1_440; minute++) {
    for (const [mode, byMinute] of boardings) {
      for (let count = byMinute[minute] ?? 0; count > 0; count--) {
        const at = new Date(midnight + minute * 60_000 + random.below(60_000))
        const { operatorId, row } = source(mode, minute, at)
        yield* disturbed({ operatorId, row, minute, shares, random, hold: held.hold })
      }
    }
    yield* held.release(minute)
  }
  yield* held.rest()
}

const boardingsOfDay = (rides: number): readonly (readonly [RideMode, Uint32Array])[] => {
  const modes = Object.keys(CITY_RIDES_A_DAY) as RideMode[]
  const whole = modes.reduce((sum, mode) => sum + CITY_RIDES_A_DAY[mode], 0)
  let [reached, given] = [0, 0]
  return modes.map((mode) => {
    reached += CITY_RIDES_A_DAY[mode]
    const due = Math.round((reached / whole) * rides)
    const share = due - given
    given = due
    return [mode, boardingsByMinute(mode, share)] as const
  })
}

interface Disturbing {
  readonly operatorId: string
  readonly row: RideRow
  readonly minute: number
  readonly shares: DisturbanceShares
  readonly random: Random
  readonly hold: (row: CityRow, untilMinute: number) => void
}

/** One ride as it is really sent: usually itself, sometimes with what goes wrong on the way. */
function* disturbed({ operatorId, row, minute, shares, random, hold }: Disturbing): Generator<CityRow> {
  const soon = (): number => minute + random.between(1, 30)
  if (random.chance(shares.garbage)) {
    yield { operatorId, kind: 'garbage', line: anyGarbageLine(row, random), row: null }
  }
  if (random.chance(shares.entryOnly) && row.scene !== 'bus') {
    const { alight: _alight, distanceMeters: _meters, distanceSource: _source, ...entry } = row
    yield sent(operatorId, 'entryOnly', { ...entry, status: 'entry-only' })
    return
  }
  const figured = withOwnFigure(row, shares.wrongFigure, random)
  const first = sent(operatorId, figured.wrong ? 'wrongFigure' : 'ride', figured.row)
  if (random.chance(shares.late)) {
    hold({ ...first, kind: 'late' }, minute + random.between(LATE_MINUTES.least, LATE_MINUTES.most))
    return
  }
  yield first
  if (random.chance(shares.duplicate)) hold({ ...first, kind: 'duplicate' }, soon())
  if (random.chance(shares.correction) && row.distanceMeters !== undefined) {
    const { operatorMilligrams: _figure, ...plain } = figured.row
    const distanceMeters = Math.max(1, Math.round(row.distanceMeters * (0.9 + 0.2 * random.unit())))
    hold(sent(operatorId, 'correction', { ...plain, revision: 1, distanceMeters }), soon())
  }
  if (row.scene === 'metro' && random.chance(shares.twin)) {
    const twin = secondChannel(operatorId, row, random)
    hold(sent(twin.operatorId, 'twin', twin.row), soon())
  }
}

const sent = (operatorId: string, kind: CityRowKind, row: RideRow): CityRow => ({
  operatorId,
  kind,
  line: JSON.stringify(row),
  row,
})

const withOwnFigure = (
  row: RideRow,
  wrongShare: number,
  random: Random,
): { row: RideRow; wrong: boolean } => {
  const figure = ownMilligrams(row)
  if (figure === undefined || !random.chance(OWN_FIGURE_SHARE)) return { row, wrong: false }
  const wrong = random.chance(wrongShare / OWN_FIGURE_SHARE)
  return { row: { ...row, operatorMilligrams: wrong ? figure + random.between(1, 5_000) : figure }, wrong }
}
