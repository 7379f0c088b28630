import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { shopsWords } from '../../../i18n/merchant/shops'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** As the service takes them. */
const LENGTH_MAX = { nameZh: 40, nameEn: 80, address: 120 } as const
type FieldName = keyof typeof LENGTH_MAX
const FIELDS: readonly FieldName[] = ['nameZh', 'nameEn', 'address']

/** Name in both languages and address of a new shop. */
export function OpenShopSheet({ onClose }: { onClose: () => void }) {
  const { ui } = useStores()
  const { shops } = useMerchantStores()
  const say = useWords(shopsWords)
  const [written, setWritten] = useState({ nameZh: '', nameEn: '', address: '' })
  const [isAsked, setAsked] = useState(false)
  const { perform, fault } = useAct(
    () => {
      const [zh = '', en = '', address = ''] = FIELDS.map((name) => written[name].trim())
      return shops.openShop({ name: { zh, en }, address })
    },
    () => {
      ui.say(say('opened'))
      onClose()
    },
  )
  const isMissing = (name: FieldName) => written[name].trim() === ''
  const save = async () => {
    setAsked(true)
    if (!FIELDS.some(isMissing)) await perform()
  }
  return (
    <Sheet title={say('open')} onClose={onClose}>
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={say(name)}
          value={written[name]}
          onChange={(value) => setWritten((before) => ({ ...before, [name]: value }))}
          lengthMax={LENGTH_MAX[name]}
          {...(isAsked && isMissing(name) ? { fault: say('missing') } : {})}
        />
      ))}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={save}>{say('save')}</Button>
    </Sheet>
  )
}
