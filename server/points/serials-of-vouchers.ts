import type { LotLineage } from '#domain/points'
import type { RunSerials } from '#server/ledger/index'
import type { Queryable } from '#server/platform/index'

import { lineageOfLot, withRuns } from './lot-lineage'

/** The serials behind what vouchers took, with the person whose backing they lie in. Each lot is replayed once. */
export const serialsOfVouchers = async (
  sql: Queryable,
  voucherIds: readonly string[],
): Promise<readonly (RunSerials & { readonly accountId: string })[]> => {
  const vouchers = await sql<{ voucher_id: string; account_id: string; lot_ids: string[] }[]>`
    SELECT voucher_id, account_id, lot_ids FROM voucher WHERE voucher_id = ANY (${[...voucherIds]}::text[]::uuid[])`
  const lineages = new Map<string, LotLineage>()
  const ranges = new Map<string, { from: bigint; to: bigint }[]>()
  for (const { voucher_id: voucherId, account_id: accountId, lot_ids: lotIds } of vouchers) {
    for (const lotId of lotIds) {
      const lineage = lineages.get(lotId) ?? (await lineageOfLot(sql, lotId))
      lineages.set(lotId, lineage)
      const held = lineage.held.get(voucherId)
      if (held === undefined) throw new Error(`lot ${lotId} holds nothing for voucher ${voucherId}`)
      ranges.set(accountId, [...(ranges.get(accountId) ?? []), ...held])
    }
  }
  const found: (RunSerials & { accountId: string })[] = []
  for (const [accountId, hers] of ranges)
    for (const serials of await withRuns(sql, hers)) found.push({ ...serials, accountId })
  return found
}
