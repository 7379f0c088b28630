/** Consent: one for each scene and provider, as easy to withdraw as to give. */
export {
  consentStateOf,
  decideGrant,
  holdsAt,
  type ConsentPeriod,
  type ConsentState,
  type GrantDecision,
} from './consent'
export { deleteOrderDueAt, isDeletionTimely, isKnownToOperator, readFeedCursor } from './feed'
