/** What a merchant's pages read: the till and what it took, members and shops. Apart, so that all of it stays in their subpackage. */
export { isMerchants } from './is-merchants'
export { type KeptLog } from './till-log'
export { type StatementFile, type StatementFormat } from './statement-store'
export { type TillReply, type TillWord } from './till-reply'
export { useMerchantStores } from './use-merchant-stores'
