/** Identity: a host's ticket becomes a session, and a session knows where its person stands. */
export { identityRoutes } from './routes'
export { attestedPersonOf, personIndexOf, readAttestation, writeAttestation } from './attested-person'
export { findOpenAccount } from './find-account'
export { holdOpenAccount } from './hold-open-account'
export { personStandingOf, type PersonStanding } from './person-standing'
export { readMe } from './read-me'
export { hostRefusal } from './host-refusal'
export { refuseEndedSessions, residentOf, signedInOf, type SignedIn } from './signed-in'
