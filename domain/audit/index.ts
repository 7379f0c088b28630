/** Auditing: what a ride must come to from its evidence alone, when an overlap decision holds, and how a fault is told. */
export { faultLine, type AuditFault } from './fault'
export { replayRide, type RideEvidence, type RideReplay } from './replay-ride'
export { overlapFault, type DecidedLoss } from './overlap-decision'
