import type { GoodsKind, Voucher, VoucherState } from '#contract'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

export interface VoucherRow {
  voucher_id: string
  state: VoucherState
  price_points: bigint
  held_at: Date
  held_until: Date
  issued_at: Date | null
  valid_to: Date
  ended_at: Date | null
  offline_until: Date | null
  is_offline: boolean
  goods_id: string
  kind: GoodsKind
  name_zh: string
  name_en: string
  picture_digest: Buffer | null
  sponsor_zh: string
  sponsor_en: string
  lots: readonly { points: number; expiresAt: string }[]
}

/** Select list and tables of a VoucherRow; a condition on `voucher` follows. */
export const selectVoucher = (sql: Queryable) => sql`
  SELECT voucher.voucher_id, voucher.state, voucher.price_points, held_at, held_until, issued_at, valid_to, ended_at, offline_until,
    is_offline,
    goods.goods_id, goods.kind, goods.name_zh, goods.name_en, goods.picture_digest, sponsor.name_zh AS sponsor_zh,
    sponsor.name_en AS sponsor_en,
    (SELECT json_agg(json_build_object('points', points, 'expiresAt', lot.expires_at) ORDER BY n)
      FROM unnest(lot_ids, lot_points) WITH ORDINALITY AS share (lot_id, points, n) JOIN points_lot AS lot USING (lot_id)) AS lots
  FROM voucher JOIN goods USING (goods_id) JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id`

/** A voucher as its resident sees it: one whose time is over has expired, whether or not that was written down already. */
export const presentVoucher = (row: VoucherRow, now: Date): Voucher => ({
  voucherId: encodeId('vch', row.voucher_id),
  state: row.state === 'issued' && row.valid_to <= now ? 'expired' : row.state,
  goods: {
    goodsId: encodeId('gds', row.goods_id),
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    pictureDigest: row.picture_digest?.toString('hex') ?? null,
    sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
    isOffline: row.is_offline,
  },
  pricePoints: Number(row.price_points),
  lots: row.lots.map(({ points, expiresAt }) => ({ points, expiresAt: new Date(expiresAt).toISOString() })),
  heldAt: row.held_at.toISOString(),
  heldUntil: row.state === 'held' ? row.held_until.toISOString() : null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  validTo: row.valid_to.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
