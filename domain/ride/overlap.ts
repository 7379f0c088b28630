/** What the overlap rule needs to know of a ride; times in epoch milliseconds, stations as anything comparable. */
export interface OverlapRide {
  readonly rideKey: string
  /** Configured rank of the channel; the lower one wins. */
  readonly channelRank: number
  /** Its run has closed with it: it can no longer lose. */
  readonly settled: boolean
  readonly boardedAt: number
  readonly alightedAt: number | null
  /** Keyed digest of entry and exit station together; null when not told. */
  readonly stations: string | null
}

/** `interval`: entry and exit are compared (metro, bike, ferry); `boarding`: only the boarding is known (bus). */
export type OverlapKind = 'interval' | 'boarding'

export const BOARDING_TOLERANCE_MILLISECONDS = 2 * 60_000
export const ENTRY_EXIT_TOLERANCE_MILLISECONDS = 3 * 60_000

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance

/**
 * Whether two ride records of one account and mode are one physical trip: entry within 3 min and exit within 3 min, or the
 * same entry and exit stations and overlapping intervals; for a bus, boarding within 2 min. Source: our own design for the two
 * metro channels (docs/decisions/two-channels.md); no official rule was found.
 */
export const isSameTrip = (kind: OverlapKind, a: OverlapRide, b: OverlapRide): boolean => {
  if (kind === 'boarding' || a.alightedAt === null || b.alightedAt === null) {
    return near(a.boardedAt, b.boardedAt, BOARDING_TOLERANCE_MILLISECONDS)
  }
  const bothEndsNear =
    near(a.boardedAt, b.boardedAt, ENTRY_EXIT_TOLERANCE_MILLISECONDS) &&
    near(a.alightedAt, b.alightedAt, ENTRY_EXIT_TOLERANCE_MILLISECONDS)
  if (bothEndsNear) return true
  const sameStations = a.stations !== null && a.stations === b.stations
  return sameStations && a.boardedAt < b.alightedAt && b.boardedAt < a.alightedAt
}

const byPrecedence = (a: OverlapRide, b: OverlapRide): number =>
  Number(b.settled) - Number(a.settled) ||
  a.channelRank - b.channelRank ||
  (a.rideKey < b.rideKey ? -1 : a.rideKey > b.rideKey ? 1 : 0)

/**
 * Decides which rides of one account and mode are duplicates of another. Settled rides stand; then the lower channel rank wins,
 * then the smaller ride key – so the order of arrival never matters. Returns loser → winner by ride key.
 */
export const resolveOverlaps = (
  kind: OverlapKind,
  rides: readonly OverlapRide[],
): ReadonlyMap<string, string> => {
  const standing: OverlapRide[] = []
  const lost = new Map<string, string>()
  for (const ride of [...rides].sort(byPrecedence)) {
    const winner = ride.settled ? undefined : standing.find((other) => isSameTrip(kind, ride, other))
    if (winner) lost.set(ride.rideKey, winner.rideKey)
    else standing.push(ride)
  }
  return lost
}
