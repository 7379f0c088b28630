import type { SceneSummary } from '#contract'

import type { ApplicationRow } from './application-row'

/** How far a review or a test has come is its applicant's and the offices' business, and what is not approved is nothing yet. */
export const stateForAnybody = (
  state: ApplicationRow['state'],
): SceneSummary['providers'][number]['state'] => {
  switch (state) {
    case 'draft':
    case 'applied':
    case 'returned':
      return 'none'
    case 'approved':
    case 'testing':
    case 'connecting':
      return 'approved'
    case 'live':
    case 'suspended':
    case 'expired':
    case 'withdrawn':
      return state
  }
}
