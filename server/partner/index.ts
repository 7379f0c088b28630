/** Partners 合作方: an institution's own platform or tills hold, spend, redeem and give back points a resident approved once. */
export { approvalCodeFor } from './order-row'
export { partnerRoutes } from './routes'
