import { connectDriver, type DatabaseAddress, type Queries } from './driver'
import { openStatements } from './statements'
import { openTransactions, type Transactions } from './transactions'

/** One open transaction. */
export type Transaction = Queries
/** The database: statements of their own, and transactions. */
export type Sql = Queries & Transactions
/** What a query needs: the database or a transaction. */
export type Queryable = Queries

export interface DatabaseOptions extends DatabaseAddress {
  /** Shared out between single statements and transactions; each gets one at least. */
  connectionsMax: number
}

/** Statements follow each other on one connection without waiting, transactions cannot: they get the larger share. */
const STATEMENTS_PART = 1 / 3

/**
 * Opens the database; connections are made when they are first needed. NUMERIC stays text, BIGINT is bigint, DATE is text,
 * TIMESTAMPTZ is Date, BYTEA is Buffer.
 *
 * A lost connection costs what ran on it and nothing else, because no connection of the driver is used again once it closed:
 * postgres.js 3.4 keeps what the old socket had not sent yet and the old server's last error, so that whatever comes next may
 * wait for ever, and lets a transaction whose connection came back go on outside itself.
 */
export function openDatabase({ connectionsMax, ...address }: DatabaseOptions): Sql {
  const statementsMax = Math.max(1, Math.round(connectionsMax * STATEMENTS_PART))
  const statements = openStatements(address, statementsMax)
  const transactions = openTransactions(address, Math.max(1, connectionsMax - statementsMax))
  const own: Transactions = {
    begin: transactions.begin,
    async end(how) {
      await Promise.all([transactions.end(how), statements.end(how)])
    },
  }
  return new Proxy(Object.assign(connectDriver(address, { max: 1 }), own), {
    apply: (_face, _this, args: unknown[]) => statements.make(args),
    get: (_face, name) => Reflect.get(name in own ? own : statements.driver(), name) as unknown,
  })
}
