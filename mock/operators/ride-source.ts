import type { RideRow } from '#contract'
import type { MetroNetwork } from './metro-network'
import type { Random } from './random'
import { riderInstruments } from './rider'
import { bikeRide, busRide, ferryRide, instantText, metroRide, type RideMode } from './ride-rows'
import { metroTrips } from './trips'

export interface OperatorRide {
  readonly operatorId: string
  readonly row: RideRow
}

interface SourceOptions {
  readonly seed: string
  readonly people: number
  readonly network: MetroNetwork
  readonly random: Random
}

/** Makes one undisturbed ride after another: a rider who is not under way takes the mode at this moment. */
export const createRideSource = ({
  seed,
  people,
  network,
  random,
}: SourceOptions): ((mode: RideMode, minute: number, at: Date) => OperatorRide) => {
  const trip = metroTrips(network, seed)
  const busyUntil = new Uint16Array(people)
  let count = 0

  const makers: Readonly<
    Record<RideMode, (rider: number, minute: number, at: Date, rideNo: string) => OperatorRide>
  > = {
    metro: (rider, minute, at, rideNo) => {
      const byCard = isCardRider(rider)
      const { card, metroCode } = riderInstruments(rider)
      const row = metroRide({
        ...trip(rider, minute, random),
        network,
        at,
        rideNo,
        subject: byCard ? card : metroCode,
      })
      return { operatorId: byCard ? 'sptcc' : 'metro-app', row }
    },
    bus: (rider, _minute, at, rideNo) => {
      const byCard = isCardRider(rider)
      const { card, busCode } = riderInstruments(rider)
      const line = random.pick(BUS_LINES)
      return {
        operatorId: byCard ? 'sptcc' : 'bus-group',
        row: busRide({ at, rideNo, line, subject: byCard ? card : busCode }),
      }
    },
    bike: (rider, _minute, at, rideNo) => {
      const isBlue = random.chance(0.5)
      const { bikeBlue, bikeGreen } = riderInstruments(rider)
      const row = bikeRide({ at, rideNo, meters: bikeMeters(random), subject: isBlue ? bikeBlue : bikeGreen })
      return { operatorId: isBlue ? 'bike-blue' : 'bike-green', row }
    },
    ferry: (rider, _minute, at, rideNo) => {
      const [pier, meters] = random.pick(FERRIES)
      return {
        operatorId: 'sptcc',
        row: ferryRide({ at, rideNo, pier, meters, subject: riderInstruments(rider).card }),
      }
    },
  }

  return (mode, minute, at) => {
    const rider = idleRider(busyUntil, minute, random)
    const ride = makers[mode](rider, minute, at, `${mode[0]}${(count++).toString(36)}`)
    const until = ride.row.alight ? Date.parse(ride.row.alight.at) : at.getTime() + 15 * 60_000
    busyUntil[rider] = minute + Math.ceil((until - at.getTime()) / 60_000) + CHANGE_MINUTES
    return ride
  }
}

/** The same metro trip as the other channel saw it: other clock, other metres, the rider's other instrument. */
export const secondChannel = (operatorId: string, row: RideRow, random: Random): OperatorRide => {
  const rider = Number(row.subject.value.slice(-12))
  const other = operatorId === 'sptcc' ? 'metro-app' : 'sptcc'
  const { card, metroCode } = riderInstruments(rider)
  const shifted = (at: string): string =>
    instantText(new Date(Date.parse(at) + random.between(0, CLOCK_MILLISECONDS)))
  const { operatorMilligrams: _figure, ...plain } = row
  return {
    operatorId: other,
    row: {
      ...plain,
      rideNo: `${row.rideNo}-2`,
      subject: other === 'sptcc' ? card : metroCode,
      board: { ...row.board, at: shifted(row.board.at) },
      ...(row.alight ? { alight: { ...row.alight, at: shifted(row.alight.at) } } : {}),
      distanceMeters: Math.max(1, (row.distanceMeters ?? 0) + random.between(-300, 300)),
      medium: other === 'sptcc' ? 'card' : 'qr',
    },
  }
}

/** Gate and server clocks of two channels differ by up to a minute and a half. */
const CLOCK_MILLISECONDS = 90_000
const CHANGE_MINUTES = 4
const BUS_LINES = ['20路', '37路', '49路', '71路', '123路', '911路', '徐川专线'] as const
/** Pier of departure and metres across the river, rounded by hand. */
const FERRIES = [
  ['金陵东路渡口', 900],
  ['东昌路渡口', 900],
  ['秦皇岛路渡口', 700],
  ['三林渡口', 600],
] as const
const BIKE_METERS = { mean: 2_200, spread: 0.6, least: 150, most: 15_000 } as const

/** Three riders in five hold up a card, the others a code; a rider keeps her habit. */
const isCardRider = (rider: number): boolean => rider % 5 < 3

/** Nobody rides twice at once while anyone is free; where all are under way the last one asked gives in. */
const idleRider = (busyUntil: Uint16Array, minute: number, random: Random): number => {
  let rider = random.below(busyUntil.length)
  for (let tries = 0; tries < 64 && (busyUntil[rider] ?? 0) > minute; tries++)
    rider = random.below(busyUntil.length)
  return rider
}

/** Log-normal with a mean of 2.2 km, cut at both ends. */
const bikeMeters = (random: Random): number => {
  const { mean, spread, least, most } = BIKE_METERS
  const meters = Math.round(Math.exp(Math.log(mean) - spread ** 2 / 2 + spread * random.normal()))
  return Math.min(most, Math.max(least, meters))
}
