import { meters } from '#domain/measure'

import { quantify, type Formula } from './methodology'

/** Past rides that are alike to a formula: their metres, and what was in force for them. */
export interface RideGroup {
  readonly distanceMeters: number | null
  readonly rides: bigint
  /** Formula of the version the rides were counted by; null where none was in force. */
  readonly inForce: Formula | null
}

/** What a draft comes to over rides, beside what they were counted with. Sums of a city, in milligrams. */
export interface DraftSums {
  readonly rides: bigint
  /** Rides without the metres the draft multiplies: they would earn nothing. */
  readonly ridesWithoutDistance: bigint
  readonly inForceMilligrams: bigint
  readonly draftMilligrams: bigint
}

export const NO_RIDES: DraftSums = {
  rides: 0n,
  ridesWithoutDistance: 0n,
  inForceMilligrams: 0n,
  draftMilligrams: 0n,
}

/** Adds a group of rides; each ride is floored to the milligram by itself, as it is when it is counted. */
export const addToDraftSums = (sums: DraftSums, draft: Formula, group: RideGroup): DraftSums => {
  const byDraft = milligramsEach(draft, group.distanceMeters)
  const inForce = group.inForce === null ? null : milligramsEach(group.inForce, group.distanceMeters)
  return {
    rides: sums.rides + group.rides,
    ridesWithoutDistance: sums.ridesWithoutDistance + (byDraft === null ? group.rides : 0n),
    inForceMilligrams: sums.inForceMilligrams + group.rides * BigInt(inForce ?? 0),
    draftMilligrams: sums.draftMilligrams + group.rides * BigInt(byDraft ?? 0),
  }
}

const milligramsEach = (formula: Formula, distanceMeters: number | null): number | null => {
  const ride = { distanceMeters: distanceMeters === null ? undefined : meters(distanceMeters) }
  const quantity = quantify(formula, ride)
  return quantity === 'distanceNeeded' ? null : quantity
}
