/** What the staff pages read. Apart from the residents' stores, so that all of it, the signing too, stays in their subpackage. */
export { type AppealState } from './appeals-store'
export { createStaffStores, type StaffStores } from './create-staff-stores'
export { type Credentials, type SignInProblem, type Staff } from './staff-session-store'
export { ACTION_CONTEXTS, type ActionContext } from './actions-store'
export { type FraudQueueState } from './fraud-store'
export { type SuspensionState } from './suspensions-store'
export { type StaffPageName } from './staff-navigation'
export { useStaffStores } from './use-staff-stores'
