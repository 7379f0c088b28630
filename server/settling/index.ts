/** Settling: when a window is over, trips reported twice are resolved, the run is counted and its evidence digested. */
export { closeDueWindows } from './close-windows'
export { evidenceDigestOf } from './evidence-digest'
export { sealRun } from './seal-run'
export { settlingJobs } from './jobs'
