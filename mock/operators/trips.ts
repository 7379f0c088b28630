import type { MetroNetwork } from './metro-network'
import { hash32, spread, type Random } from './random'

export interface MetroTrip {
  readonly from: string
  readonly to: string
}

/** Chooses metro trips for riders who each have a home and a place of work, the same on every day of one seed. */
export const metroTrips = (
  network: MetroNetwork,
  seed: string,
): ((rider: number, minute: number, random: Random) => MetroTrip) => {
  const names = network.stations.map((station) => station.name)
  const homes = cumulative(network.stations.map((station) => 0.2 + awayFromCentre(station)))
  const works = cumulative(
    network.stations.map((station) => station.lines.length / (0.4 + 4 * awayFromCentre(station))),
  )
  const nameAt = (weights: Float64Array, unit: number): string => names[indexAt(weights, unit)] ?? ''
  const own = (rider: number, purpose: string): number =>
    spread(hash32(seed, rider) ^ hash32(purpose)) / 2 ** 32

  return (rider, minute, random) => {
    const home = nameAt(homes, own(rider, 'home'))
    const work = nameAt(works, own(rider, 'work'))
    const [from, to] =
      minute < MIDDAY && random.chance(COMMUTES)
        ? [home, work]
        : minute >= AFTERNOON && random.chance(COMMUTES)
          ? [work, home]
          : [nameAt(works, random.unit()), nameAt(homes, random.unit())]
    return from === to ? { from, to: anotherThan(from, names) } : { from, to }
  }
}

const MIDDAY = 11 * 60
const AFTERNOON = 16 * 60
const COMMUTES = 0.7
/** 人民广场, degrees GCJ-02. */
const CENTRE = { longitude: 121.475, latitude: 31.233 } as const

/** 0 in the middle of the city, 1 at the ends of the lines, in rough degrees. */
const awayFromCentre = (at: { readonly longitude: number; readonly latitude: number }): number =>
  Math.min(1, Math.hypot(at.longitude - CENTRE.longitude, at.latitude - CENTRE.latitude) / 0.25)

const cumulative = (weights: readonly number[]): Float64Array => {
  const sums = new Float64Array(weights.length)
  let sum = 0
  for (const [index, weight] of weights.entries()) sums[index] = sum += weight
  return sums
}

/** The index whose weight covers this part of the whole. */
const indexAt = (sums: Float64Array, unit: number): number => {
  const wanted = unit * (sums.at(-1) ?? 0)
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low
}

const anotherThan = (name: string, names: readonly string[]): string => {
  const start = hash32(name) % names.length
  return (names[start] === name ? names[(start + 1) % names.length] : names[start]) ?? name
}
