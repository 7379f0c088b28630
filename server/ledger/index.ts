/** The ledger on PostgreSQL: posting transfers, what an account holds, and giving it to the public pool. */
export { LedgerRefusedError, postTransfers } from './post-transfers'
export { remainingMilligramsOf } from './holdings'
export { giveToPublicPool } from './give-to-public-pool'
