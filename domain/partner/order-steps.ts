import type { VoucherState } from '../voucher/index'

/**
 * Where an order stands. `asked` waits for a resident; `declined`, or `lapsed` when nobody answered in time; `held`: she approved, points
 * and goods are kept; `released`: nothing came of it and nothing was taken; `spent`: the partner took the points; `redeemed`: it handed
 * over what they were for; `refunded`: everything went back; `expired`: it was not handed over in time, everything went back.
 */
export type OrderState =
  'asked' | 'declined' | 'lapsed' | 'held' | 'released' | 'spent' | 'redeemed' | 'refunded' | 'expired'

/** What a partner does with its order. */
export type OrderStep = 'spend' | 'redemption' | 'refund' | 'release'

/** Follows from the order and, once approved, from its voucher: neither can tell another story than the other. */
export const orderStateOf = (
  order: {
    readonly askUntil: Date
    readonly isDeclined: boolean
    /** Let go of by its partner before it was approved. */
    readonly isWithdrawn: boolean
    readonly voucher: {
      readonly state: VoucherState
      readonly heldUntil: Date
      readonly validTo: Date
    } | null
  },
  now: Date,
): OrderState => {
  if (order.voucher === null) {
    if (order.isDeclined) return 'declined'
    if (order.isWithdrawn) return 'released'
    return order.askUntil > now ? 'asked' : 'lapsed'
  }
  const { state, heldUntil, validTo } = order.voucher
  switch (state) {
    case 'held':
    case 'released':
      // Her no may overtake her yes on its way: then the no was said last, and what was held meanwhile is let go.
      if (order.isDeclined) return 'declined'
      return state === 'held' && heldUntil > now && !order.isWithdrawn ? 'held' : 'released'
    case 'issued':
      return validTo > now ? 'spent' : 'expired'
    case 'redeemed':
    case 'refunded':
    case 'expired':
      return state
  }
}

const FROM: Readonly<Record<OrderStep, readonly OrderState[]>> = {
  spend: ['held'],
  redemption: ['spent'],
  refund: ['spent', 'redeemed'],
  release: ['asked', 'held'],
}

/** Whether a partner may take this step from where the order stands. One it took before is not asked again. */
export const decideOrderStep = (state: OrderState, step: OrderStep): 'act' | 'order.not-in-state' =>
  FROM[step].includes(state) ? 'act' : 'order.not-in-state'
