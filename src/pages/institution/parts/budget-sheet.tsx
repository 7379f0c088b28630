import type { OwnGoods } from '#contract'
import { numberText, useWords } from '../../../i18n'
import { changeWords } from '../../../i18n/institution/goods'
import { yuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { budgetBoundFen, readYuan, useInstitutionStores, yuanDigits } from '../../../stores/institution'
import { FigureSheet } from './figure-sheet'

const DIGITS_MAX = 13
/** As much as the service takes. */
const BUDGET_FEN_MAX = 1_000_000_000_000

/** Sets what the sponsor gives in all, and says beforehand for how many that is enough. */
export function BudgetSheet({ goods, onClose }: { goods: OwnGoods; onClose: () => void }) {
  const { ui } = useStores()
  const { goods: store } = useInstitutionStores()
  const say = useWords(changeWords)
  const boundFen = budgetBoundFen(goods)
  const read = (text: string) => {
    const fen = readYuan(text)
    return fen !== undefined && fen >= boundFen && fen <= BUDGET_FEN_MAX ? fen : undefined
  }
  const enoughFor = (leftFen: number) => Math.floor(leftFen / goods.payableFen)
  const left = (leftFen: number) =>
    enoughFor(leftFen) === 0
      ? say('budgetTooSmall', { n: yuanText(goods.payableFen) })
      : say('budgetLeft', { n: numberText(enoughFor(leftFen)) })
  return (
    <FigureSheet
      title={say('budgetTitle')}
      now={say('budgetNow', {
        total: yuanText(goods.budgetFen),
        bound: yuanText(boundFen),
        left: yuanText(goods.budgetLeftFen),
      })}
      label={say('budgetTotal')}
      lengthMax={DIGITS_MAX}
      initial={goods.budgetFen === 0 ? '' : yuanDigits(goods.budgetFen)}
      read={read}
      hintOf={(fen) => left(fen - boundFen)}
      bounds={say('budgetFault', { min: yuanText(boundFen), max: yuanText(BUDGET_FEN_MAX) })}
      set={(fen) => store.setBudget(goods.goodsId, fen)}
      onDone={(changed) => ui.say(say('budgetDone', { n: numberText(enoughFor(changed.budgetLeftFen)) }))}
      onClose={onClose}
    />
  )
}
