import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { deliveryWords } from '../../../i18n/mall/delivery'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** In place of a code, where she shows it nowhere: who uses it, and how far it has come. */
export function UsedElsewhere({ voucher, by }: { voucher: Voucher; by: NonNullable<Voucher['usedBy']> }) {
  const say = useWords(deliveryWords)
  const named = useNamed()
  const name = named(by)
  const state = voucher.delivery?.state
  return (
    <View className="torn" role="status">
      <Stamp kind="wait">
        {say(state === 'delivering' ? 'delivering' : state === undefined ? 'ofPartner' : 'toSend')}
      </Stamp>
      <View className="note">
        {say(
          state === 'delivering' ? 'deliveringText' : state === undefined ? 'ofPartnerText' : 'toSendText',
          {
            name,
          },
        )}
      </View>
    </View>
  )
}
