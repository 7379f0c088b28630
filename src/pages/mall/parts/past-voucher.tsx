import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { useLocale, useWords, whenText } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { endingOf } from './ending-of'

/** What became of a voucher and when, as one line of one height. */
export const PastVoucher = memo(function PastVoucher({ voucher }: { voucher: Voucher }) {
  const { navigation, now } = useStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const named = useNamed()
  const { voucherId, state, goods, endedAt, validTo } = voucher
  const ending = say(endingOf(voucher))
  return (
    <View
      className="row ride"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('voucher', { voucherId })}
    >
      <View className="row-b">
        <View className="past-n">{named(goods.name)}</View>
        {/* One that has just run out is not written down as ended yet. */}
        <View className="ride-d">{whenText(endedAt ?? validTo, locale, now())}</View>
      </View>
      <View className="ride-e">
        {state === 'redeemed' ? (
          <View className="ride-ok">{ending}</View>
        ) : (
          <Stamp kind="plain">{ending}</Stamp>
        )}
      </View>
    </View>
  )
})
