/** Points: converting issued grams, what a resident has, and the expiry of what is left. */
export { readBalance } from './read-balance'
export { backingMilligramsOf, endLots } from './end-lot'
export { lockLots, takeBackPoints } from './take-back-points'
export { serialsOfVouchers } from './serials-of-vouchers'
export { pointsRoutes } from './routes'
export { permittedClasses } from './class-uses'
export { readUsable } from './usable-holdings'
