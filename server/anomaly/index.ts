/** Anomalies: rules drafted, tried over past days and switched on by two people; the rides of a run they mark, for whoever verifies. */
export { anomalyRoutes } from './routes'
export { labelRun, type LabelledRun } from './label-run'
export { labelCountsOf } from './read-run-labels'
export {
  selectLabels,
  SETTLING_HOURS_MAX,
  withMeetings,
  type AppliedRule,
  type AskedRides,
} from './select-labels'
export { appliedRulesOf } from './applied-rules'
export { referencesOf } from './references'
export { digestOfDryRun, digestOfRule, type DryRunRow, type RuleRow } from './rule-row'
