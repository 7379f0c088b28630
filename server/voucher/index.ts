/** Vouchers: taking goods for points, and everything that may become of what was taken. */
export { giveBack, giveBackAll, heldPointsOf } from './give-back'
export { issueHeld } from './issue-held'
export { voucherRoutes } from './routes'
export { readVoucher } from './my-vouchers'
export { isOfOrder } from './voucher-row'
export { createTakeQueue, type TakeQueue } from './take-queue'
