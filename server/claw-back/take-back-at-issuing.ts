import { moveSerials, postTransfers } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

import { clawedBackBook, type ClawedBack } from './books'
import { lowerMonths } from './lower-months'

/** So many accounts are looked at together. */
const ACCOUNTS_A_ROUND = 500

interface WithdrawnRow {
  claw_back_id: string
  run_id: string
  account_id: string
  milligrams: bigint
  holding: string
  transfer_id: string
  /** Null where nothing was posted to her. */
  serial_from: bigint | null
}

/**
 * Takes back, within the issuing of a run, what its rides withdrawn meanwhile have just brought: from the very postings, with the first
 * serials of each, before anybody can have them. Expects the run issued and posted in this transaction. Withdrawals that come later are
 * followed by the job.
 */
export const takeBackAtIssuing = async (sql: Transaction, runId: string, now: Date): Promise<void> => {
  const place = await clawedBackBook(sql)
  for (let after: string | null = null; ;) {
    const rows: WithdrawnRow[] = await nextWithdrawn(sql, runId, after)
    after = rows.at(-1)?.account_id ?? null
    if (after === null) return
    await moveBack(sql, rows, { place, now })
    const ids = rows.map(({ claw_back_id: id }) => id)
    await sql`
      UPDATE claw_back SET taken_at = ${now}, is_at_issuing = true, free_milligrams = milligrams, points_milligrams = 0, shortfall_milligrams = 0
      WHERE claw_back_id = ANY (${ids}::text[]::uuid[])`
    await lowerMonths(sql, ids)
  }
}

/** All withdrawn rides of the next accounts, each with its part of the account's own range: one after the other from its beginning. */
const nextWithdrawn = (sql: Transaction, runId: string, after: string | null) => sql<WithdrawnRow[]>`
  WITH next AS (
    SELECT DISTINCT account_id FROM claw_back
    WHERE run_id = ${runId} AND taken_at IS NULL AND (${after}::uuid IS NULL OR account_id > ${after}::uuid)
    ORDER BY account_id LIMIT ${ACCOUNTS_A_ROUND}
  )
  SELECT claw_back_id, run_id, account_id, claw_back.milligrams, holding, derived_uuid(claw_back_id, 'holding/' || holding) AS transfer_id,
    run.serial_from + serial_offset + (sum(claw_back.milligrams) OVER (PARTITION BY account_id ORDER BY claw_back_id))::bigint
      - claw_back.milligrams AS serial_from
  FROM next JOIN claw_back USING (account_id) JOIN run USING (run_id) JOIN methodology USING (methodology_no)
  LEFT JOIN run_posting USING (run_id, account_id)
  CROSS JOIN LATERAL ledger_account_key(account_id, 'holding', 'mgCO2e', date_trunc('month', run.operator_day)::date,
    methodology.class) AS holding
  WHERE run_id = ${runId} AND taken_at IS NULL ORDER BY account_id, claw_back_id`

const moveBack = async (
  sql: Transaction,
  rows: readonly WithdrawnRow[],
  { place, now }: { place: ClawedBack; now: Date },
): Promise<void> => {
  // A ride of zero milligrams brought nothing.
  const moved = rows.filter(({ milligrams }) => milligrams > 0n)
  const of = { unit: 'mgCO2e' as const, kind: 'claw-back', occurredAt: now, to: place.ledgerAccountId }
  await postTransfers(
    sql,
    moved.map((row) => ({
      ...of,
      transferId: row.transfer_id,
      from: row.holding,
      amount: row.milligrams,
      causeId: row.claw_back_id,
    })),
  )
  for (const {
    transfer_id: transferId,
    run_id: runId,
    account_id: ownerId,
    serial_from: from,
    milligrams,
  } of moved) {
    if (from === null) throw new Error(`run ${runId} posted nothing to ${ownerId}`)
    const serials = [{ runId, from, to: from + milligrams - 1n }]
    await moveSerials(sql, {
      transferId,
      from: { ownerId, book: 'holding' },
      to: place,
      serials,
      movedAt: now,
    })
  }
}
