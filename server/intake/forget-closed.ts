import { forgetReasons } from '#server/claw-back/index'
import { meetClosings, type Transaction } from '#server/platform/index'

import type { RideColumns } from './ride-columns'

/** A closing that ran beside a push began no longer ago than this, by any server's clock. */
const CLOSED_LATELY_MILLISECONDS = 60 * 60_000

/**
 * The last step of a push: an account that closed while it ran keeps its rides, like those it had before, but not where they
 * went, nor why one was withdrawn. Closings are few, so the rides are looked up by account and not the accounts by ride.
 */
export async function forgetClosed(
  sql: Transaction,
  { columns, receivedAt }: { readonly columns: RideColumns; readonly receivedAt: Date },
): Promise<void> {
  await meetClosings(sql)
  const closed = await sql<{ account_id: string }[]>`
    SELECT account_id FROM account WHERE closed_at > ${new Date(receivedAt.getTime() - CLOSED_LATELY_MILLISECONDS)}`
  if (closed.length === 0) return
  const accountIds = closed.map(({ account_id: accountId }) => accountId)
  await forgetReasons(sql, accountIds)
  const days = [...new Set(columns.groups.map(({ operatorDay }) => operatorDay))]
  await sql`
    UPDATE ride SET board_station = NULL, alight_station = NULL
    WHERE operator_day = ANY (${days}::text[]::date[])
      AND account_id = ANY (${accountIds}::text[]::uuid[])
      AND (board_station IS NOT NULL OR alight_station IS NOT NULL)`
}
