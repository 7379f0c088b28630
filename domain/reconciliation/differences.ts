import type { Standing } from './standing'

/** One side's account of one ride; null is what it does not tell. */
export interface RideAccount {
  readonly scene: string
  readonly status: Standing
  readonly revision: number | null
  readonly distanceMeters: number | null
  readonly reductionMilligrams: number | null
}

interface Difference {
  readonly field: keyof RideAccount
  readonly theirs: string | number | null
  readonly ours: string | number | null
}

/**
 * The fields two accounts of one ride differ in. What a book leaves out is not held against it, and of a ride taken back neither metres
 * nor milligrams are compared: it earns nothing.
 */
export const differencesOf = (theirs: RideAccount, ours: RideAccount): Difference[] => {
  const areComplete = theirs.status === 'complete' && ours.status === 'complete'
  const measures = areComplete ? (['distanceMeters', 'reductionMilligrams'] as const) : []
  return (['scene', 'status', 'revision', ...measures] as const).flatMap((field) =>
    theirs[field] === null || theirs[field] === ours[field]
      ? []
      : [{ field, theirs: theirs[field], ours: ours[field] }],
  )
}
