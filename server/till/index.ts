/** Tills: showing a voucher, taking it exactly once, taking it back, and turning collected points back into reductions. */
export { verifyOfflineForm } from './offline-form'
export { snapshotSeal } from './offline-snapshot'
export { reverseRedemption } from './reverse-redemption'
export { tillRoutes } from './routes'
