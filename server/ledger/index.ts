/** The ledger on PostgreSQL: posting transfers, what an account holds, and giving it to the public pool. */
export { LedgerRefusedError, postTransfers } from './post-transfers'
export { holdingsOf, lockHoldings, remainingMilligramsOf, type LockedHolding } from './holdings'
export { firstSerials, moveSerials, serialsOfHolding, type RunSerials, type SerialPlace } from './serials'
export { giveToPublicPool } from './give-to-public-pool'
