import type { SerialRange } from '#domain/issuance'
import { replayLot, type LotLineage, type LotStep } from '#domain/points'
import type { RunSerials } from '#server/ledger/index'
import type { Queryable } from '#server/platform/index'

interface LotEntry {
  kind: string
  amount: bigint
  cause_id: string
}

/**
 * The serials behind a lot's points, replayed from its ledger entries: see `replayLot`. What came back into a child lot is what the
 * voucher took from its parent.
 */
export const lineageOfLot = async (sql: Queryable, lotId: string): Promise<LotLineage> => {
  const [lot] = await sql<{ account_id: string; ledger_account_id: string; parent_lot_id: string | null }[]>`
    SELECT account_id, ledger_account_id, parent_lot_id FROM points_lot WHERE lot_id = ${lotId}`
  if (lot === undefined) throw new Error(`there is no lot ${lotId}`)
  const parent = lot.parent_lot_id === null ? undefined : await lineageOfLot(sql, lot.parent_lot_id)
  const entries = await sql<LotEntry[]>`
    SELECT kind, entry.amount, cause_id FROM ledger_entry AS entry JOIN ledger_transfer USING (transfer_id)
    WHERE ledger_account_id = ${lot.ledger_account_id} ORDER BY version`
  const serials = await serialsOfConversions(sql, lot.account_id)
  return replayLot(
    entries.map((entry) => stepOf(entry, serials)),
    (voucherId) => parent?.held.get(voucherId),
  )
}

/** Which run each serial is of, so that it can be moved on; ranges that touch are one, because they move as one. */
export const withRuns = async (
  sql: Queryable,
  ranges: readonly SerialRange[],
): Promise<readonly RunSerials[]> => {
  const rows = await sql<{ run_id: string; serial_from: bigint; serial_to: bigint }[]>`
    SELECT run.run_id, greatest(f, run.serial_from) AS serial_from, least(t, run.serial_to) AS serial_to
    FROM (
      SELECT lower(whole) AS f, upper(whole) - 1 AS t FROM unnest((
        SELECT range_agg(int8range(f, t, '[]')) FROM unnest(${ranges.map(({ from }) => String(from))}::text[]::bigint[],
          ${ranges.map(({ to }) => String(to))}::text[]::bigint[]) AS part (f, t))) AS whole
    ) AS range
    JOIN run ON run.serial_from <= t AND run.serial_to >= f ORDER BY f`
  return rows.map((row) => ({ runId: row.run_id, from: row.serial_from, to: row.serial_to }))
}

const stepOf = (entry: LotEntry, serials: ReadonlyMap<string, readonly SerialRange[]>): LotStep => {
  const { kind, amount, cause_id: causeId } = entry
  const points = amount < 0n ? -amount : amount
  switch (kind) {
    case 'points-granted':
      return { kind: 'granted', points, serials: serials.get(causeId) ?? [] }
    case 'points-expired':
      return { kind: 'expired', points }
    case 'points-clawed-back':
      return { kind: 'clawedBack', points }
    case 'points-held':
      return { kind: 'held', points, voucherId: causeId }
    case 'points-returned':
      return { kind: 'returned', points, voucherId: causeId }
    case 'points-returned-again':
      // Out of the lot that had ended when the voucher gave it back, into a child of that one.
      return { kind: amount < 0n ? 'held' : 'returned', points, voucherId: causeId }
    default:
      throw new Error(`a lot has an entry of kind ${kind}`)
  }
}

/** What each of her conversions put behind its points, in the order it was moved. */
const serialsOfConversions = async (
  sql: Queryable,
  accountId: string,
): Promise<ReadonlyMap<string, readonly SerialRange[]>> => {
  const rows = await sql<{ cause_id: string; serial_from: bigint; serial_to: bigint }[]>`
    SELECT cause_id, serial_from, serial_to FROM serial_move JOIN ledger_transfer USING (transfer_id)
    WHERE to_owner_id = ${accountId} AND to_book = 'points-backing' ORDER BY move_no`
  const serials = new Map<string, SerialRange[]>()
  for (const { cause_id: causeId, serial_from: from, serial_to: to } of rows)
    serials.set(causeId, [...(serials.get(causeId) ?? []), { from, to }])
  return serials
}
