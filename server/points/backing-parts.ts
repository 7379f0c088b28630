import type { RunSerials } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

/** What lies in one ledger account behind points, and the transfer that takes it away. */
export interface BackingPart {
  readonly transferId: string
  /** The ledger account. */
  readonly backing: string
  readonly amount: bigint
  readonly serials: readonly RunSerials[]
}

/** Whose points, and why their backing moves: cause and act make the ids of the transfers. */
export interface BackingAct {
  readonly accountId: string
  readonly causeId: string
  readonly act: string
}

/** Serials by the ledger account their milligrams lie in: the month and class of their run. */
export const backingParts = async (
  sql: Transaction,
  { accountId, causeId, act }: BackingAct,
  serials: readonly RunSerials[],
): Promise<readonly BackingPart[]> => {
  const rows = await sql<{ run_id: string; backing: string; transfer_id: string }[]>`
    SELECT run_id, backing, derived_uuid(${causeId}::uuid, ${act} || '/' || backing) AS transfer_id
    FROM (
      SELECT run_id, ledger_account_key(${accountId}::uuid, 'points-backing', 'mgCO2e',
        date_trunc('month', operator_day)::date, methodology.class) AS backing
      FROM run JOIN methodology USING (methodology_no)
      WHERE run_id = ANY (${[...new Set(serials.map(({ runId }) => runId))]}::text[]::uuid[])
    ) AS behind`
  const parts = new Map<string, { transferId: string; serials: RunSerials[] }>()
  for (const range of serials) {
    const row = rows.find(({ run_id: runId }) => runId === range.runId)
    if (row === undefined) throw new Error(`run ${range.runId} is gone`)
    const part = parts.get(row.backing) ?? { transferId: row.transfer_id, serials: [] }
    parts.set(row.backing, { ...part, serials: [...part.serials, range] })
  }
  return [...parts].map(([backing, part]) => ({
    ...part,
    backing,
    amount: part.serials.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n),
  }))
}
