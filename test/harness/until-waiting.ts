import { setTimeout as sleep } from 'node:timers/promises'

import type { Sql } from '#server/platform/index'

/** A wait this long is for something that does not come; the lock its spec holds must not outlive it. */
const SECONDS_MAX = 30

/**
 * Resolves when so many statements of other connections to this database wait for a lock; refuses, with what each connection does, when
 * they never do. Asked in transactions, because a single statement may be sent behind one that waits, and would wait with it.
 */
export const untilWaiting = async (sql: Sql, count = 1): Promise<void> => {
  for (const begun = Date.now(); Date.now() - begun < SECONDS_MAX * 1000; await sleep(20)) {
    const connections = await connectionsOf(sql)
    if (connections.filter(({ state, waits }) => state === 'active' && waits === 'Lock').length >= count)
      return
  }
  const told = (await connectionsOf(sql)).map((connection) => JSON.stringify(connection))
  throw new Error(`Never ${count} statements waited for a lock; there were:\n${told.join('\n')}`)
}

const connectionsOf = (sql: Sql) =>
  sql.begin(
    (transaction) => transaction<{ state: string; waits: string | null; query: string }[]>`
      SELECT state, wait_event_type AS waits, left(query, 200) AS query FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
