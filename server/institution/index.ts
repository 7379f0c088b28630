/** Institutions: mandates, members and shops; who acts for whom, and for how long. */
export { verifyMandate } from './read-mandate'
export { institutionRoutes } from './routes'
export { memberSubjectIndex } from './subject-index'
