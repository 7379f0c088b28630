/** Settling: when a window is over, trips reported twice are resolved, the run is counted and its evidence digested. */
export type { RunGroup } from './candidate-rides'
export { closeDueWindows } from './close-windows'
export { runDigestsOf } from './evidence-digest'
export { overlapRideOf, type OverlapRideRow } from './overlap-ride'
export { isInRun, runKeyOf, type RunKey } from './run-key'
export { overlapFaultsOf } from './overlap-faults'
export { sealRun } from './seal-run'
export { settlingJobs } from './jobs'
