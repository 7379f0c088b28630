import { setTimeout as sleep } from 'node:timers/promises'

import type { Queryable } from '#server/platform/index'

/** Resolves when so many statements of other connections to this database wait for a lock. */
export const untilWaiting = async (sql: Queryable, count = 1): Promise<void> => {
  for (;;) {
    const waiting = await sql`
      SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`
    if (waiting.length >= count) return
    await sleep(20)
  }
}
