import { hexAt, type RideColumns } from './ride-columns'
import type { StandingRide } from './take-rides'

export type Comparison = 'duplicate' | 'conflict' | 'stale' | 'correction'

/** What a sent row is to the ride of the same key that stands already: the revision speaks first, then the payload. */
export function compareRide(columns: RideColumns, standing: StandingRide): Comparison {
  const sentRevision = columns.revision[standing.place]!
  if (sentRevision > standing.revision) return 'correction'
  if (sentRevision < standing.revision) return 'stale'
  return hexAt(columns.payloadDigest, standing.place) === standing.payloadDigest ? 'duplicate' : 'conflict'
}
