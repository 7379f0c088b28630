/** What the pages of a credit record read. Apart from the daily stores, so that it stays in its subpackage. */
export { useCreditStores } from './use-credit-stores'
