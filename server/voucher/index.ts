/** Vouchers: taking goods for points, and everything that may become of what was taken. */
export { giveBackAll, heldPointsOf } from './give-back'
export { voucherRoutes } from './routes'
