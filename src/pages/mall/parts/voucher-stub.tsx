import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { timeText, useWords } from '../../../i18n'
import { vouchersWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { isOfPartner } from '../../../stores/mall'
import { Glyph } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useLastDay } from './use-last-day'

/** A voucher she can use: the part beyond the perforation is what she shows. One that is only kept leads back to its goods. */
export const VoucherStub = memo(function VoucherStub({ voucher }: { voucher: Voucher }) {
  const { navigation } = useStores()
  const say = useWords(vouchersWords)
  const named = useNamed()
  const lastDay = useLastDay()
  const { voucherId, state, goods, heldUntil, validTo, delivery } = voucher
  const isHeld = state === 'held' && !isOfPartner(voucher)
  const open = () =>
    isHeld
      ? navigation.open('goods-detail', { goodsId: goods.goodsId })
      : navigation.open('voucher', { voucherId })
  const isToSend = delivery?.state === 'recipientNeeded'
  const act = isHeld ? 'goOn' : isToSend ? 'sayWhere' : voucher.usedBy ? 'look' : 'show'
  return (
    <View className="stub" hoverClass="hover" role="button" onClick={() => void open()}>
      <View className="stub-b">
        <View className="row-t strong">{named(goods.name)}</View>
        <View className="row-d">{named(goods.sponsor)}</View>
        {heldUntil !== null && (
          <View className={isHeld ? 'stub-w' : 'row-d'}>{say('held', { time: timeText(heldUntil) })}</View>
        )}
        {delivery && <View className="stub-w">{say(isToSend ? 'toSend' : 'delivering')}</View>}
        {heldUntil === null && delivery?.state !== 'delivering' && (
          <View className="row-d">{lastDay(validTo)}</View>
        )}
      </View>
      <View className="stub-e">
        <Glyph name={act === 'show' ? 'code' : act === 'sayWhere' ? 'card' : 'wait'} />
        <View>{say(act)}</View>
      </View>
    </View>
  )
})
