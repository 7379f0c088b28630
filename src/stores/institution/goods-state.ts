import type { OwnGoods } from '#contract'

/** Where goods stand. What their mall operator or sponsor can do something about goes before what only waits. */
export type GoodsState =
  | 'withdrawn'
  | 'ended'
  | 'notAgreed'
  | 'noBudget'
  | 'budgetShort'
  | 'notYet'
  | 'soldOut'
  | 'budgetUsedUp'
  | 'onSale'

export function goodsStateOf(goods: OwnGoods, now: Date): GoodsState {
  // It cannot be earlier than when they were listed, whatever a slow clock says.
  const at = Math.max(now.getTime(), Date.parse(goods.listedAt))
  if (goods.withdrawnAt !== null) return 'withdrawn'
  if (goods.soldTo !== null && Date.parse(goods.soldTo) <= at) return 'ended'
  // A sponsor that was not heard yet says yes by its money.
  if (missingOf(goods).yes.length > 0) return 'notAgreed'
  if (goods.budgetFen < goods.payableFen) return goods.budgetFen === 0 ? 'noBudget' : 'budgetShort'
  if (Date.parse(goods.soldFrom) > at) return 'notYet'
  if (goods.stockLeft === 0) return 'soldOut'
  return goods.budgetLeftFen < goods.payableFen ? 'budgetUsedUp' : 'onSale'
}

/** Whether what is missing of the sponsor is its money. */
const awaitsMoney = ({ consents, sponsorId, payableFen }: OwnGoods, institutionId: string): boolean =>
  institutionId === sponsorId &&
  payableFen > 0 &&
  consents.some((one) => one.institutionId === sponsorId && one.isAgreed === null)

/** What is missing before goods are sold: whose yes, apart from a sponsor that says it by its money, and whether that money. */
export function missingOf(goods: OwnGoods): {
  readonly yes: readonly OwnGoods['consents'][number][]
  readonly isBudgetMissing: boolean
} {
  return {
    yes: goods.consents.filter(
      ({ isAgreed, institutionId }) => isAgreed !== true && !awaitsMoney(goods, institutionId),
    ),
    isBudgetMissing: goods.budgetFen < goods.payableFen,
  }
}

/** How many can still be taken, of stock and budget. */
export const leftOf = ({ stockLeft, budgetLeftFen, payableFen }: OwnGoods): number =>
  payableFen === 0 ? stockLeft : Math.min(stockLeft, Math.floor(budgetLeftFen / payableFen))

/** What has been promised or paid for vouchers so far: the budget cannot be set below it. */
export const budgetBoundFen = ({ budgetFen, budgetLeftFen }: OwnGoods): number => budgetFen - budgetLeftFen

/** What has been taken so far: the stock cannot be set below it. */
export const stockTaken = ({ stockTotal, stockLeft }: OwnGoods): number => stockTotal - stockLeft
