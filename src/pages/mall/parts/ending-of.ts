import type { Voucher } from '#contract'

/** The word for what became of a voucher: what was delivered was not shown to anybody, and what was not was not given back by her. */
export const endingOf = ({ state, isUndone, delivery, goods }: Voucher) => {
  if (isUndone) return 'undone'
  if (delivery?.state === 'delivered' || delivery?.state === 'refused') return delivery.state
  return state === 'redeemed' && goods.kind === 'title' ? 'titled' : state
}
