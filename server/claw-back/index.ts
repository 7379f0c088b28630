/** Claw-backs: a ride withdrawn after its window is kept with its reason, told, taken back, and what was short repaid by later credits. */
export { keepWithdrawals } from './keep-withdrawals'
export { takeBackAtIssuing } from './take-back-at-issuing'
export { takeBackWaitingOf } from './take-back-ride'
export { repayShortfalls } from './repay-shortfalls'
export { forgetReasons } from './forget-reasons'
export { clawBackRoutes } from './routes'
