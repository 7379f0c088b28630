/** Institutions: mandates, members and shops; who acts for whom, and for how long. */
export { actingMember } from './acting-member'
export { keyIdOf, verifyClaims, verifyMandate } from './read-mandate'
export { ownerOf, whileOwning, type Owner } from './owner'
export { institutionRoutes } from './routes'
export { stopInstitution } from './stop-institution'
export { memberPersonIndex, memberSubjectIndex } from './subject-index'
export { holdActing, whileActing } from './while-acting'
