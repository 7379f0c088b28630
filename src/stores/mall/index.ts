/** What the mall's pages read: points, and what they buy. Apart from the daily stores, so that it stays in its subpackage. */
export { useMallStores } from './use-mall-stores'
