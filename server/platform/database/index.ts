/** PostgreSQL as the platform uses it: statements, transactions, and what remains of both when a connection is lost. */
export { isDatabaseLoss } from './database-loss'
export { brokenConstraint, inTransaction, type TransactionOptions } from './in-transaction'
export {
  openDatabase,
  type DatabaseOptions,
  type Queryable,
  type Sql,
  type Transaction,
} from './open-database'
