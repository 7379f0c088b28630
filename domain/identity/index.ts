/** Identity: what a host attests of a person, from which day she may decide for herself, and where she stands with us. */
export { normalizePersonId, type Attestation } from './attestation'
export { isOfAgeToConsent, ofAgeOn } from './age'
export { standingOf, type Standing } from './standing'
export { higherProof, type Proof } from './proof'
