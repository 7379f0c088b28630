/** The carbon account: opened once per person, for a child with her guardian, readable in full, and closed for good. */
export { accountRoutes } from './routes'
export { readNoticeInForce } from './read-notice'
