/** The audit: re-derives everything from retained evidence and names each row that is not as it must be. */
export { auditEverything } from './audit-everything'
export { explainRide } from './explain-ride'
