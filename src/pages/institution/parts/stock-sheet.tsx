import type { OwnGoods } from '#contract'
import { numberText, useWords } from '../../../i18n'
import { changeWords } from '../../../i18n/institution/goods'
import { useStores } from '../../../stores'
import { readWhole, stockTaken, useInstitutionStores } from '../../../stores/institution'
import { FigureSheet } from './figure-sheet'

/** As many as the service takes. */
const STOCK_MAX = 100_000_000
const DIGITS_MAX = 11

/** Sets how many there are in all, and says beforehand how many that leaves. */
export function StockSheet({ goods, onClose }: { goods: OwnGoods; onClose: () => void }) {
  const { ui } = useStores()
  const { goods: store } = useInstitutionStores()
  const say = useWords(changeWords)
  const taken = stockTaken(goods)
  const read = (text: string) => {
    const total = readWhole(text)
    return total !== undefined && total >= taken && total <= STOCK_MAX ? total : undefined
  }
  return (
    <FigureSheet
      title={say('stockTitle')}
      now={say('stockNow', {
        total: numberText(goods.stockTotal),
        taken: numberText(taken),
        left: numberText(goods.stockLeft),
      })}
      kind="number"
      label={say('stockTotal')}
      lengthMax={DIGITS_MAX}
      initial={String(goods.stockTotal)}
      read={read}
      hintOf={(total) => say('stockLeft', { n: numberText(total - taken) })}
      bounds={say('stockFault', { min: numberText(taken), max: numberText(STOCK_MAX) })}
      set={(total) => store.setStock(goods.goodsId, total)}
      onDone={(changed) => ui.say(say('stockDone', { n: numberText(changed.stockLeft) }))}
      onClose={onClose}
    />
  )
}
