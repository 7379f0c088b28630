/** Reports of suspected fraud by anybody: taken with a number to follow, looked at, answered, and forgotten in time. */
export { countWaitingFraud } from './count-waiting-fraud'
export { fraudRoutes } from './routes'
export { listOverdueFraud } from './list-fraud'
