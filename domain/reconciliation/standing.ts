/** Counts or would; was taken back by its operator; is not kept by us. Ordered as figures are shown. */
export const STANDINGS = ['complete', 'takenBack', 'notKept'] as const
export type Standing = (typeof STANDINGS)[number]

/** As pushes spell them. */
interface ToldRide {
  readonly status: 'complete' | 'entry-only' | 'exit-only' | 'refunded' | 'voided'
  readonly verdict?: 'accepted' | 'duplicate' | 'conflict' | 'unmatched' | 'rejected' | 'tested' | undefined
}

/**
 * How a ride of an operator's book stands here if both sides are right. After a conflict the first telling stays, so the ride is here;
 * half a ride is never kept, nor is a row that was answered unmatched, rejected or tested.
 */
export const standingOf = ({ status, verdict = 'accepted' }: ToldRide): Standing => {
  if (verdict === 'unmatched' || verdict === 'rejected' || verdict === 'tested') return 'notKept'
  switch (status) {
    case 'complete':
      return 'complete'
    case 'refunded':
    case 'voided':
      return 'takenBack'
    case 'entry-only':
    case 'exit-only':
      return 'notKept'
  }
}
