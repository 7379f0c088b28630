import type { RideRow } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { loadSmallNetwork, type MetroNetwork } from './metro-network'
import type { Subject } from './rider'

export type RideMode = 'metro' | 'bus' | 'bike' | 'ferry'

/** What the operators themselves believe a ride saves; the platform recomputes it. mg per metre, or mg per boarding. */
const OWN_FACTOR = { metro: 97, bike: 98, bus: 422_000 } as const

interface RideFacts {
  /** When the rider enters. */
  readonly at: Date
  readonly subject: Subject
  /** Left out: made from mode, time and subject, so that the same ride told twice has the same number. */
  readonly rideNo?: string
  readonly medium?: NonNullable<RideRow['medium']>
  /** When she leaves; left out: after a believable time at the mode's own speed. */
  readonly until?: Date
}

export interface MetroRideFacts extends RideFacts {
  readonly from: string
  readonly to: string
  /** Left out: the small network. */
  readonly network?: MetroNetwork
}

/** A finished metro ride; metres are the shortest way by rail, the fare the distance tariff. */
export const metroRide = (facts: MetroRideFacts): RideRow => {
  const network = facts.network ?? smallNetwork()
  const distanceMeters = network.meters(facts.from, facts.to)
  const seconds = METRO_ACCESS_SECONDS + distanceMeters / METRO_METERS_PER_SECOND
  return {
    ...common('metro', facts),
    board: { at: instantText(facts.at), station: facts.from, line: network.lineAt(facts.from) },
    alight: {
      at: instantText(facts.until ?? after(facts.at, seconds)),
      station: facts.to,
      line: network.lineAt(facts.to),
    },
    distanceMeters,
    distanceSource: 'network',
    fareFen: metroFareFen(distanceMeters),
    medium: facts.medium ?? cardOrCode(facts.subject),
  }
}

export interface BusRideFacts extends RideFacts {
  readonly line?: string
  readonly stop?: string
}

/** A bus boarding: nothing is known of where she gets off. */
export const busRide = (facts: BusRideFacts): RideRow => ({
  ...common('bus', facts),
  board: {
    at: instantText(facts.at),
    line: facts.line ?? '71路',
    ...(facts.stop === undefined ? {} : { station: facts.stop }),
  },
  fareFen: 200,
  medium: facts.medium ?? cardOrCode(facts.subject),
})

export interface MeteredRideFacts extends RideFacts {
  readonly meters: number
}

/** A shared-bike ride; the lock measures the metres. */
export const bikeRide = (facts: MeteredRideFacts): RideRow => {
  const seconds = BIKE_UNLOCK_SECONDS + facts.meters / BIKE_METERS_PER_SECOND
  return {
    ...common('bike', facts),
    board: { at: instantText(facts.at) },
    alight: { at: instantText(facts.until ?? after(facts.at, seconds)) },
    distanceMeters: facts.meters,
    distanceSource: 'gps',
    fareFen: 150 * Math.ceil(seconds / 1_800),
    medium: facts.medium ?? 'app',
  }
}

export interface FerryRideFacts extends MeteredRideFacts {
  readonly pier: string
}

/** A crossing of the river. */
export const ferryRide = (facts: FerryRideFacts): RideRow => ({
  ...common('ferry', facts),
  board: { at: instantText(facts.at), station: facts.pier },
  alight: { at: instantText(facts.until ?? after(facts.at, FERRY_SECONDS)) },
  distanceMeters: facts.meters,
  distanceSource: 'network',
  fareFen: 200,
  medium: facts.medium ?? 'card',
})

/** The figure an operator would send along; undefined where it knows no factor. */
export const ownMilligrams = (row: RideRow): number | undefined => {
  if (row.scene === 'bus') return OWN_FACTOR.bus
  if (row.scene !== 'metro' && row.scene !== 'bike') return undefined
  return row.distanceMeters === undefined ? undefined : row.distanceMeters * OWN_FACTOR[row.scene]
}

/** RFC 3339 in the city's own offset, to the millisecond. */
export const instantText = (at: Date): string =>
  `${new Date(at.getTime() + CITY_OFFSET_MILLISECONDS).toISOString().slice(0, -1)}+08:00`

const CITY_OFFSET_MILLISECONDS = 8 * 3_600_000
/** Gate to train and back, and the speed between stations with stops: about 34 km/h. */
const METRO_ACCESS_SECONDS = 240
const METRO_METERS_PER_SECOND = 9.4
const BIKE_UNLOCK_SECONDS = 30
const BIKE_METERS_PER_SECOND = 3.3
const FERRY_SECONDS = 720

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + Math.round(seconds) * 1_000)

const common = (
  mode: RideMode,
  facts: RideFacts,
): Pick<RideRow, 'rideNo' | 'operatorDay' | 'scene' | 'subject' | 'status'> => ({
  rideNo: facts.rideNo ?? `${mode}-${facts.at.getTime().toString(36)}-${facts.subject.value.slice(-6)}`,
  operatorDay: cityDayOf(facts.at),
  scene: mode,
  subject: facts.subject,
  status: 'complete',
})

const cardOrCode = (subject: Subject): 'card' | 'qr' => (subject.scheme === 'sptcc-card' ? 'card' : 'qr')

/** Shanghai's tariff: 3 yuan to 6 km, then 1 yuan for each begun 10 km. */
const metroFareFen = (meters: number): number => 300 + 100 * Math.max(0, Math.ceil((meters - 6_000) / 10_000))

let small: MetroNetwork | undefined
const smallNetwork = (): MetroNetwork => (small ??= loadSmallNetwork())
