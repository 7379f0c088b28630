/** What the mall's pages read: points, and what they buy. Apart from the daily stores, so that it stays in its subpackage. */
export { halfWidth, readWhole } from '../read-whole'
export { isOfPartner } from './vouchers-store'
export { useMallStores } from './use-mall-stores'
