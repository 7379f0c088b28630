/** What several of the applicant's pages are made of. */
export { ApplicantPage } from './applicant-page'
export { DraftFrame } from './draft-frame'
export { StateStamp } from './state-stamp'
export { Terms, type Term } from './terms'
export { useDay } from './use-day'
export { Withdraw } from './withdraw'
