/** Anomalies: what of a ride is worth a look, by which rule, and how a rule comes into force. Labels mark; they change no amount. */
export {
  ANOMALY_KINDS,
  ANOMALY_UNITS,
  isThreshold,
  needsReferences,
  type AnomalyKind,
  type AnomalyUnit,
} from './kinds'
export {
  areTogether,
  isBeyond,
  permilleOff,
  secondsTogether,
  speedMillimetersPerSecond,
  type TimeSpan,
} from './measures'
export {
  addSwitchName,
  ruleStateOn,
  SWITCHING_OFFICES,
  type RuleState,
  type SwitchName,
  type SwitchOutcome,
} from './switching'
export { DRY_RUN_DAYS_MAX, isDryRunSpan, LABELS_KEPT_MAX, REFERENCE_RIDES_MIN, SAMPLES_KEPT } from './bounds'
