import type { Voucher } from '#contract'

/** A voucher for a coffee as the service tells it; `changes` replace fields. */
export const voucherLike = (changes: Partial<Voucher> = {}): Voucher => ({
  voucherId: `vch_${'1'.repeat(26)}`,
  state: 'issued',
  goods: {
    goodsId: `gds_${'1'.repeat(26)}`,
    kind: 'coupon',
    name: { zh: '一杯拿铁', en: 'A latte' },
    pictureDigest: null,
    sponsor: { zh: '梧桐咖啡', en: 'Wutong Coffee' },
    isOffline: false,
  },
  pricePoints: 500,
  lots: [
    { points: 300, expiresAt: '2026-12-01T00:00:00+08:00' },
    { points: 200, expiresAt: '2028-09-01T00:00:00+08:00' },
  ],
  heldAt: '2026-11-29T09:00:00+08:00',
  heldUntil: '2026-11-29T09:05:00+08:00',
  issuedAt: null,
  validTo: '2026-12-30T00:00:00+08:00',
  endedAt: null,
  shop: null,
  isUndone: false,
  formOutUntil: null,
  usedBy: null,
  delivery: null,
  ...changes,
})
