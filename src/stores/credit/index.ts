/** What the pages of a credit record read, a resident's or an institution's. Apart from the daily stores, so that it stays in its subpackage. */
export { useCreditStores } from './use-credit-stores'
export { readCodeDigits } from './code-reading-store'
export { useCodeReadingStore } from './use-code-reading-store'
