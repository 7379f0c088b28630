/** Issuing: how a run moves from settled to issued, how serials lie, and in which order what a person holds is used. */
export { consumeOldestFirst, type Holding, type Take } from './holdings'
export {
  layOutSerials,
  serialsLeft,
  splitSerials,
  type Posting,
  type PostingSerials,
  type SerialRange,
} from './serials'
export {
  CONFIRMATIONS_NEEDED,
  decideConfirmation,
  decideReport,
  decideReturn,
  decideVerification,
  type ConfirmationDecision,
  type RunState,
  type StaffRole,
} from './run-steps'
export { RIDES_PER_RUN_MAX, SPEED_METERS_PER_SECOND_MAX } from './anomaly'
export { evidenceLine, type EvidenceRide } from './evidence-line'
