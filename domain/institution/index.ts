/** Institutions 机构: organisations people act for, who may do what for them, and how a company is named by the state. */
export { isCreditCode } from './credit-code'
export { may, rolesThatMay } from './powers'
export {
  decideDismissal,
  INVITATION_MINUTES,
  MANDATE_DAYS_MAX,
  MANDATE_INVITATION_HOURS,
  MEMBER_NAME_DAYS,
} from './membership'
