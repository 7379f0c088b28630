import type { GoodsDetail, Voucher } from '#contract'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { numberText, useWords } from '../../../i18n'
import { goodsWords } from '../../../i18n/mall/goods'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, LinkButton } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { Checkout } from './checkout'

/** The one act of the page: one is kept for her first, and only then she says her last word. */
export const TakeGoods = observer(function TakeGoods({ goods }: { goods: GoodsDetail }) {
  const { goods: shelf, vouchers } = useMallStores()
  const sayFailure = useFailureNotice()
  const [kept, setKept] = useState<Voucher>()
  const hold = async () => {
    const result = await vouchers.hold(goods.goodsId)
    if (result.ok) return setKept(result.value)
    sayFailure(result)
    // Somebody may have taken the last one: the page says so itself.
    await shelf.one.value.load()
  }
  return (
    <>
      <TakeButton goods={goods} onTake={hold} />
      {kept && <Checkout voucher={kept} onAgain={hold} onClose={() => setKept(undefined)} />}
    </>
  )
})

interface TakeButtonProps {
  goods: GoodsDetail
  onTake: () => Promise<void>
}

const TakeButton = observer(function TakeButton({ goods, onTake }: TakeButtonProps) {
  const { navigation } = useStores()
  const { points, vouchers } = useMallStores()
  const say = useWords(goodsWords)
  const { goodsId, pricePoints, left, isOnSale } = goods
  if (vouchers.heldOf(goodsId)) return <Button onTap={onTake}>{say('goOn')}</Button>
  if (!isOnSale || left === 0)
    return (
      <>
        <Button disabled onTap={onTake}>
          {say(isOnSale ? 'soldOutNext' : 'notOnSale')}
        </Button>
        <LinkButton onTap={() => void navigation.replace('goods')}>{say('toMall')}</LinkButton>
      </>
    )
  const short = pricePoints - (points.balance.shown?.points ?? pricePoints)
  if (short > 0)
    return (
      <>
        <Button disabled onTap={onTake}>
          {say('short', { n: numberText(short) })}
        </Button>
        <LinkButton onTap={() => void navigation.open('points')}>{say('toPoints')}</LinkButton>
      </>
    )
  return <Button onTap={onTake}>{say('take', { n: numberText(pricePoints) })}</Button>
})
