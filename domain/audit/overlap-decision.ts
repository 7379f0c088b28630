import { isSameTrip, resolveOverlaps, type OverlapKind, type OverlapRide } from '#domain/ride'

/** A ride refused as a duplicate trip, and the ride it lost to. Times are epoch milliseconds; null: still open. */
export interface DecidedLoss {
  readonly kind: OverlapKind
  readonly loser: OverlapRide & { readonly settledAt: number | null }
  readonly winner: (OverlapRide & { readonly settledAt: number | null }) | undefined
}

/**
 * Why a decision does not hold, or undefined: there must be a winner, the two must be one trip, and the winner must have
 * settled before or outrank the loser. A winner whose window is still open may yet be corrected and is not judged.
 */
export const overlapFault = ({ kind, loser, winner }: DecidedLoss): string | undefined => {
  if (winner === undefined) return 'a duplicate trip without the ride it lost to'
  if (winner.settledAt === null) return undefined
  if (!isSameTrip(kind, loser, winner)) return 'not the same trip as the ride it lost to'
  const settledBefore = loser.settledAt !== null && winner.settledAt < loser.settledAt
  if (settledBefore) return undefined
  const outranked = resolveOverlaps(kind, [
    { ...loser, settled: false },
    { ...winner, settled: false },
  ])
  return outranked.has(loser.rideKey) ? undefined : 'outranks the ride it lost to'
}
