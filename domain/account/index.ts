/** The carbon account: which notice is in force, who may open, who may consent for a child, and how an account ends. */
export { noticeInForce } from './notice'
export { decideOpening, type OpeningDecision } from './opening'
export {
  decideGuardianship,
  GUARDIAN_ATTEMPTS_MAX,
  GUARDIAN_ATTEMPT_WINDOW_MILLISECONDS,
  GUARDIAN_CODE_TTL_MILLISECONDS,
  isGuardianCodeLive,
  type GuardianshipDecision,
} from './guardianship'
export { decideClosure, type ClosureDecision, type Disposal } from './closure'
