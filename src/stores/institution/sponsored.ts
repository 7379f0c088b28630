import type { OwnGoods } from '#contract'

/** Where a sponsor's money is, in fen: `given` = `due` + `promised` + `left`. */
export interface BudgetSum {
  readonly givenFen: number
  /** For redeemed vouchers: owed to merchants, whether it is paid by now or not. */
  readonly dueFen: number
  /** For vouchers that are held or not used yet. */
  readonly promisedFen: number
  readonly leftFen: number
}

const NOTHING: BudgetSum = { givenFen: 0, dueFen: 0, promisedFen: 0, leftFen: 0 }

/** Of one item; its terms never change, so each of its vouchers costs the same. */
export const budgetOf = (goods: OwnGoods): BudgetSum => ({
  givenFen: goods.budgetFen,
  dueFen: goods.redeemed * goods.payableFen,
  promisedFen: (goods.held + goods.issued) * goods.payableFen,
  leftFen: goods.budgetLeftFen,
})

export const sumBudgets = (budgets: readonly BudgetSum[]): BudgetSum =>
  budgets.reduce(
    (sum, one) => ({
      givenFen: sum.givenFen + one.givenFen,
      dueFen: sum.dueFen + one.dueFen,
      promisedFen: sum.promisedFen + one.promisedFen,
      leftFen: sum.leftFen + one.leftFen,
    }),
    NOTHING,
  )
