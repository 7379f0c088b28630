/** Projects 减排项目: from the application and its readings through one review to serials, and what staff watch while they run. */
export { projectRoutes } from './routes'
export { countWaitingProjects } from './count-waiting-projects'
export { reckonPeriod, reviewDigestOf, textsOf } from './reckon-period'
export { readMethodologyRow } from './methodologies'
export { keepProjectMethodology } from './keep-methodology'
export { closeProjects } from './close-projects'
export { holdProjectsBehind, issuedClaims, type IssuedClaim } from './claims-of-issuances'
