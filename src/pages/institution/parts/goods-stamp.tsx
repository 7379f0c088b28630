import { useWords } from '../../../i18n'
import { goodsStateWords } from '../../../i18n/institution/goods'
import type { GoodsState } from '../../../stores/institution'
import { Stamp, type StampKind } from '../../../ui'

const KIND: Readonly<Record<GoodsState, StampKind>> = {
  onSale: 'done',
  notYet: 'wait',
  notAgreed: 'wait',
  noBudget: 'wait',
  budgetShort: 'refused',
  soldOut: 'refused',
  budgetUsedUp: 'refused',
  ended: 'plain',
  withdrawn: 'plain',
}

/** Where goods stand, in a word. */
export function GoodsStamp({ state }: { state: GoodsState }) {
  const say = useWords(goodsStateWords)
  return <Stamp kind={KIND[state]}>{say(state)}</Stamp>
}
