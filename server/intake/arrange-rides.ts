import { compareKeys, DIGEST_BYTES, type RideColumns, type RideGroup } from './ride-columns'

/** The rides of one day and scene by their places in the columns, in the order of their keys, each key once. */
export interface ArrangedGroup {
  readonly group: RideGroup
  readonly places: number[]
}

/** A row whose ride the same push tells again: `winner` is the place that is taken in. */
export interface Repeat {
  readonly place: number
  readonly winner: number
}

export interface ArrangedRides {
  /** By day, then scene: every push takes its locks in this one order, so that two of them never wait for each other. */
  readonly groups: ArrangedGroup[]
  readonly repeats: Repeat[]
}

/**
 * Orders the rides of a push and finds those told more than once: the highest revision is taken in, of equal revisions the first
 * line. Sorting costs less than it saves: neighbouring keys share the pages of the dedupe index.
 */
export function arrangeRides(columns: RideColumns): ArrangedRides {
  const places = sortedPlaces(columns)
  const arranged = columns.groups.map((group) => ({ group, places: [] as number[] }))
  const repeats: Repeat[] = []
  let winner = -1
  for (const place of places) {
    if (winner >= 0 && compareKeys(columns, winner, place) === 0) repeats.push({ place, winner })
    else {
      winner = place
      arranged[columns.groupNo[place]!]!.places.push(place)
    }
  }
  const groups = arranged
    .filter((group) => group.places.length > 0)
    .sort((left, right) => compareGroups(left.group, right.group))
  return { groups, repeats }
}

function sortedPlaces(columns: RideColumns): Int32Array {
  // Six bytes of the key decide nearly every comparison, and fit a double exactly.
  const prefix = new Float64Array(columns.count)
  for (let place = 0; place < columns.count; place += 1)
    prefix[place] = columns.rideKey.readUIntBE(place * DIGEST_BYTES, 6)
  return Int32Array.from({ length: columns.count }, (_, place) => place).sort(
    (left, right) =>
      prefix[left]! - prefix[right]! ||
      compareKeys(columns, left, right) ||
      columns.revision[right]! - columns.revision[left]! ||
      left - right,
  )
}

function compareGroups(left: RideGroup, right: RideGroup): number {
  if (left.operatorDay !== right.operatorDay) return left.operatorDay < right.operatorDay ? -1 : 1
  return left.sceneNo - right.sceneNo
}
