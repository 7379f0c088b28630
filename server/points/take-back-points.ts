import { splitSerials, type SerialRange } from '#domain/issuance'
import { points } from '#domain/measure'
import { MILLIGRAMS_PER_POINT, type Lot, type LotShare } from '#domain/points'
import { moveSerials, postTransfers, type SerialPlace } from '#server/ledger/index'
import type { Transaction } from '#server/platform/index'

import { backingParts } from './backing-parts'
import { lineageOfLot, withRuns } from './lot-lineage'

/** Her lots with points in them, held until the transaction ends: none ends, and none is paid from, meanwhile. */
export const lockLots = async (sql: Transaction, accountId: string): Promise<readonly Lot[]> => {
  const held = await sql<{ ledger_account_id: string }[]>`
    SELECT ledger_account_id FROM points_lot WHERE account_id = ${accountId} AND expired_at IS NULL ORDER BY lot_id FOR UPDATE`
  const ids = held.map(({ ledger_account_id: id }) => id)
  await sql`
    SELECT FROM ledger_account WHERE ledger_account_id = ANY (${ids}::text[]::uuid[])
    ORDER BY ledger_account_id FOR NO KEY UPDATE`
  const rows = await sql<{ lot_id: string; expires_at: Date; balance: bigint }[]>`
    SELECT lot_id, expires_at, balance FROM points_lot JOIN ledger_account USING (ledger_account_id)
    WHERE ledger_account_id = ANY (${ids}::text[]::uuid[]) AND balance > 0 ORDER BY lot_id`
  return rows.map((row) => ({
    ...{ lotId: row.lot_id, expiresAt: row.expires_at, points: points(Number(row.balance)) },
  }))
}

export interface TakenPoints {
  readonly accountId: string
  readonly shares: readonly LotShare[]
  /** What they are taken for; the ids of the transfers follow from it. */
  readonly causeId: string
  /** Where what stood behind them goes. */
  readonly place: SerialPlace & { readonly ledgerAccountId: string }
  readonly now: Date
}

/** Takes points out of held lots: they go back to their issuer, and what stood behind them goes to `place` with its serials. */
export const takeBackPoints = async (sql: Transaction, taken: TakenPoints): Promise<void> => {
  const { accountId, shares, causeId, place, now } = taken
  if (shares.length === 0) return
  const behind: SerialRange[] = []
  for (const { lotId, points: share } of shares) {
    const { left } = await lineageOfLot(sql, lotId)
    behind.push(...splitSerials(left, BigInt(share) * MILLIGRAMS_PER_POINT)[0])
  }
  const parts = await backingParts(sql, { accountId, causeId, act: 'backing' }, await withRuns(sql, behind))
  const of = { causeId, occurredAt: now }
  await postTransfers(sql, [
    ...parts.map(({ transferId, backing, amount }) => ({
      ...{
        transferId,
        from: backing,
        to: place.ledgerAccountId,
        unit: 'mgCO2e' as const,
        amount,
        kind: 'claw-back',
      },
      ...of,
    })),
    ...(await transfersOfPoints(sql, taken)),
  ])
  for (const { transferId, serials } of parts)
    await moveSerials(sql, {
      ...{
        transferId,
        from: { ownerId: accountId, book: 'points-backing' },
        to: place,
        serials,
        movedAt: now,
      },
    })
}

const transfersOfPoints = async (sql: Transaction, { shares, causeId, now }: TakenPoints) => {
  const rows = await sql<{ from: string; transfer_id: string; issuer: string; points: string }[]>`
    SELECT ledger_account_id AS from, derived_uuid(${causeId}::uuid, 'points/' || lot_id) AS transfer_id, points::text AS points,
      ledger_account_key(scheme_owner(), 'points-issuer', 'point', NULL, NULL) AS issuer
    FROM unnest(${shares.map(({ lotId }) => lotId)}::text[]::uuid[], ${shares.map((share) => share.points)}::int[])
      AS share (lot_id, points) JOIN points_lot USING (lot_id)`
  return rows.map(({ from, transfer_id: transferId, issuer, points: share }) => ({
    ...{ transferId, from, to: issuer, unit: 'point' as const, amount: BigInt(share) },
    ...{ kind: 'points-clawed-back', causeId, occurredAt: now },
  }))
}
