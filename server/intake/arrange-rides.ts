import { compareKeys, DIGEST_BYTES, type RideColumns, type RideGroup } from './ride-columns'

/** The rides of one day and scene that the push tells once, by their places in the columns, in the order of their keys. */
export interface ArrangedGroup {
  readonly group: RideGroup
  readonly places: number[]
}

export interface ArrangedRides {
  /** By day, then scene: every push takes its locks in this one order, so that two of them never wait for each other. */
  readonly groups: ArrangedGroup[]
  /** The rides told more than once, in the order of their keys: the places of each in the order of its lines. */
  readonly retold: number[][]
}

/**
 * Orders the rides of a push and sets apart those told more than once, whose lines must be judged one after the other. Sorting
 * costs less than it saves: neighbouring keys share the pages of the dedupe index.
 */
export function arrangeRides(columns: RideColumns): ArrangedRides {
  const sorted = sortedPlaces(columns)
  const groups = columns.groups.map((group) => ({ group, places: [] as number[] }))
  const retold: number[][] = []
  for (let from = 0, to: number; from < sorted.length; from = to) {
    const place = sorted[from]!
    to = from + 1
    while (to < sorted.length && compareKeys(columns, place, sorted[to]!) === 0) to += 1
    if (to === from + 1) groups[columns.groupNo[place]!]!.places.push(place)
    else retold.push([...sorted.subarray(from, to)])
  }
  groups.sort((left, right) => compareGroups(left.group, right.group))
  return { groups, retold }
}

function sortedPlaces(columns: RideColumns): Int32Array {
  // Six bytes of the key decide nearly every comparison, and fit a double exactly.
  const prefix = new Float64Array(columns.count)
  for (let place = 0; place < columns.count; place += 1)
    prefix[place] = columns.rideKey.readUIntBE(place * DIGEST_BYTES, 6)
  return Int32Array.from({ length: columns.count }, (_, place) => place).sort(
    (left, right) => prefix[left]! - prefix[right]! || compareKeys(columns, left, right) || left - right,
  )
}

function compareGroups(left: RideGroup, right: RideGroup): number {
  if (left.operatorDay !== right.operatorDay) return left.operatorDay < right.operatorDay ? -1 : 1
  return left.sceneNo - right.sceneNo
}
