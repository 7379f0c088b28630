import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { newGoodsWords } from '../../../i18n/institution/new-goods'
import { asks, isCoupon, useInstitutionStores } from '../../../stores/institution'
import { List, SwitchRow } from '../../../ui'
import { useFault, WrittenField } from './draft-field'
import { PictureStep } from './picture-step'

/** What it is called in both languages, and what it looks like. */
export const WhatStep = observer(function WhatStep() {
  const { newGoods } = useInstitutionStores()
  const hints = NAME_HINTS[newGoods.draft.kind]
  return (
    <>
      <WrittenField field="nameZh" hint={hints[0]} lengthMax={40} />
      <WrittenField field="nameEn" hint={hints[1]} lengthMax={80} />
      <WrittenField field="detailZh" kind="long" lengthMax={600} />
      <WrittenField field="detailEn" kind="long" lengthMax={1200} />
      <PictureStep />
    </>
  )
})

const NAME_HINTS = {
  coupon: ['name', 'nameEn'],
  redPacket: ['nameRedPacket', 'nameEnRedPacket'],
  transportDiscount: ['nameTransportDiscount', 'nameEnTransportDiscount'],
  title: ['nameTitle', 'nameEnTitle'],
} as const

/** For how many points, for how much money, how many. */
export const AmountStep = observer(function AmountStep() {
  const { newGoods } = useInstitutionStores()
  const { draft } = newGoods
  const hint = isCoupon(draft) ? 'payable' : draft.kind === 'redPacket' ? 'payablePacket' : undefined
  return (
    <>
      <WrittenField field="pricePoints" kind="number" hint="price" lengthMax={11} />
      {asks(draft, 'payable') && (
        <WrittenField
          field="payable"
          label={isCoupon(draft) ? 'payable' : 'payableDelivered'}
          {...(hint === undefined ? {} : { hint })}
          lengthMax={10}
        />
      )}
      {asks(draft, 'perPersonMax') && <WrittenField field="perPersonMax" kind="number" lengthMax={5} />}
      <WrittenField field="stockTotal" kind="number" hint="stock" lengthMax={11} />
      {asks(draft, 'isOffline') && <OfflineChoice />}
    </>
  )
})

/** Only a shop's till can be without network. */
const OfflineChoice = observer(function OfflineChoice() {
  const { newGoods } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const fault = useFault('isOffline')
  return (
    <>
      <List label={say('isOffline')}>
        <SwitchRow
          title={say('isOffline')}
          detail={say('isOfflineHint')}
          isOn={newGoods.draft.isOffline}
          onTurn={(isOffline) => newGoods.change({ isOffline })}
        />
      </List>
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
    </>
  )
})

/** When it is sold, and how long a voucher lasts. */
export const TimeStep = observer(function TimeStep() {
  const { newGoods } = useInstitutionStores()
  return (
    <>
      <WrittenField field="soldFrom" hint="day" lengthMax={11} />
      <WrittenField field="soldTo" hint="day" lengthMax={11} />
      {asks(newGoods.draft, 'voucherDays') && (
        <WrittenField field="voucherDays" kind="number" lengthMax={4} />
      )}
    </>
  )
})
