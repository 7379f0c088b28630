/** Intake: operators push their rides; each row is judged, deduplicated, matched, quantified and answered with a verdict. */
export { endIntake, suspendedIntake } from './hold-intake'
export { intakeRoutes } from './routes'
export { countMembers, scanLine, type LineShape } from './scan-line'
export { rideKeyOf } from './ride-key'
