import type { DeliveryKind } from '#server/gateways/index'

/** A delivery whose next try is due, with what the far end is told. */
export interface DueDelivery {
  readonly voucher_id: string
  readonly shop_id: string
  readonly attempts: number
  readonly recipient_sealed: Buffer | null
  readonly asked_at: Date
  readonly kind: DeliveryKind
  readonly name_zh: string
  readonly name_en: string
  readonly payable_fen: bigint
}
