/** The credit record 碳信用: a person's or institution's standing, derived from what was issued and used; how it falls, who may be shown it. */
export {
  addGrant,
  doBodiesDiffer,
  grantsNow,
  CORRECTING_BODIES,
  type CorrectingBody,
  type CorrectionGrant,
  type GrantOutcome,
} from './correction'
export { type Adjustment, type CreditFacts, type Gain, type Loss } from './facts'
export { comingFalls, fallsOf, type Fall, type FallCause } from './falls'
export { medalDefinitions, medalsOf, type Medal, type MedalDefinition } from './medals'
export { amountsOf, reckonRecord, unitsIn, type CreditRecord, type LinePart, type MonthPart } from './reckon'
export {
  creditRulesOn,
  haveRulesChanged,
  linesOf,
  neverCountsOf,
  type CreditRules,
  type HolderKind,
  type LineId,
  type LineRule,
} from './rules'
export {
  isPeriodAllowed,
  isPurposeWhole,
  isSamePurpose,
  judgeReading,
  statementStateOf,
  type Purpose,
  type ReadingOutcome,
  type StatementPeriod,
} from './statement'
export { creditTermsOn, type CreditTerms, type PurposeId } from './terms'
