import type { OwnGoods } from '#contract'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { itemWords } from '../../../i18n/institution/goods'
import { pictureWords } from '../../../i18n/institution/picture'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button } from '../../../ui'
import { BudgetSheet } from './budget-sheet'
import { PicturePicker } from './picture-picker'
import { StockSheet } from './stock-sheet'
import { WithdrawSheet } from './withdraw-sheet'

/** What its mall operator and its sponsor may change: each only its own, and nothing of goods that are withdrawn but the budget. */
export const GoodsActs = observer(function GoodsActs({ goods }: { goods: OwnGoods }) {
  const { ui } = useStores()
  const { session, goods: store } = useInstitutionStores()
  const sayPicture = useWords(pictureWords)
  const say = useWords(itemWords)
  const [asking, setAsking] = useState<'stock' | 'budget' | 'withdraw'>()
  const close = () => setAsking(undefined)
  const { institutionId } = session.membership ?? {}
  const isLister = institutionId === goods.mallOperatorId
  const isSponsor = institutionId === goods.sponsorId
  const putPicture = async (digest: string) => {
    const changed = await store.setPicture(goods.goodsId, digest)
    if (changed.ok) ui.say(sayPicture('done'))
    return changed
  }
  const isOffered = goods.withdrawnAt === null
  return (
    <>
      {isSponsor && goods.payableFen > 0 && (
        <Button kind={goods.budgetFen === 0 ? 'primary' : 'quiet'} onTap={() => setAsking('budget')}>
          {say(goods.budgetFen === 0 ? 'giveBudget' : 'changeBudget')}
        </Button>
      )}
      {isLister && isOffered && (
        <>
          <Button kind="quiet" onTap={() => setAsking('stock')}>
            {say('changeStock')}
          </Button>
          <PicturePicker hasPicture={goods.pictureDigest !== null} put={putPicture} />
          <Button kind="danger" onTap={() => setAsking('withdraw')}>
            {say('withdraw')}
          </Button>
        </>
      )}
      {asking === 'stock' && <StockSheet goods={goods} onClose={close} />}
      {asking === 'budget' && <BudgetSheet goods={goods} onClose={close} />}
      {asking === 'withdraw' && <WithdrawSheet goods={goods} onClose={close} />}
    </>
  )
})
