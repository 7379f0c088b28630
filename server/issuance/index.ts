/** Issuing: operators report a run, staff verify it by replay, two people confirm it, the ledger is posted and serials given. */
export { countWaitingRuns } from './count-waiting-runs'
export { listOperatorRuns } from './list-operator-runs'
export { issuanceRoutes } from './routes'
export type { ReplayFigures } from './replay-run'
export { sealedReport } from './report-seal'
export { UNSEEN_MINUTES_MAX } from './unseen-minutes'
export {
  CROSSING_SECONDS,
  evidenceColumns,
  formulasByNumber,
  replayOf,
  type EvidenceRow,
} from './ride-evidence'
