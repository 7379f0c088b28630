/** Supervision: who may stop whom and let him go on, how good an operator's data is, and how suspected fraud is reported and followed. */
export { decideResumption, isDayAhead } from './suspension'
export { matchRateOf, type MatchedRows } from './match-rate'
export { fraudNumberOf, readFraudNumber, spokenFraudNumber } from './fraud-number'
export { answerDueAt, supervisionTermsOn, type SupervisionTerms } from './terms'
export { decideFraudStep, type FraudState, type FraudStep } from './fraud-steps'
export { LOGGED_ACTIONS, type LoggedActionName } from './logged-actions'
