import type { SceneSummary } from '#contract'

import type { ApplicationRow } from './application-row'

/** How far a review or a test has come is its applicant's and the offices' business. */
export const stateForAnybody = (
  state: ApplicationRow['state'],
): SceneSummary['providers'][number]['state'] => {
  switch (state) {
    case 'draft':
      return 'none'
    case 'applied':
    case 'returned':
      return 'applied'
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
