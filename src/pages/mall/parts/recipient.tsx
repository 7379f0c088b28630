import type { Voucher } from '#contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { deliveryWords } from '../../../i18n/mall/delivery'
import { useMallStores } from '../../../stores/mall'
import { Button, Field, Sheet } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'
import { groupsOf, readRecipient } from './read-recipient'

/** Longer than any, with whatever parts its groups where it is copied from. */
const LENGTH_MAX = 96

/** Where it goes: asked once, read back before it is sent, and forgotten once it is there. */
export function Recipient({ voucher }: { voucher: Voucher }) {
  const say = useWords(deliveryWords)
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const [recipient, setRecipient] = useState<string>()
  const label = say(voucher.goods.kind === 'transportDiscount' ? 'travelAccount' : 'wallet')
  const ask = () => {
    const read = readRecipient(text)
    setFaulty(read === undefined)
    setRecipient(read)
  }
  const type = (value: string) => {
    setFaulty(false)
    setText(value)
  }
  return (
    <>
      <Field
        label={label}
        value={text}
        onChange={type}
        hint={say('recipientWhy')}
        lengthMax={LENGTH_MAX}
        {...(isFaulty ? { fault: say('recipientFault') } : {})}
      />
      <Button onTap={ask}>{say('send')}</Button>
      {recipient !== undefined && (
        <ReadBack
          voucher={voucher}
          label={label}
          recipient={recipient}
          onClose={() => setRecipient(undefined)}
        />
      )}
    </>
  )
}

interface ReadBackProps {
  voucher: Voucher
  /** What such a reference is called. */
  label: string
  recipient: string
  onClose: () => void
}

/** What will be sent, as it will be, in groups she can compare; only here it is. */
function ReadBack({ voucher: { voucherId, usedBy }, label, recipient, onClose }: ReadBackProps) {
  const { vouchers } = useMallStores()
  const say = useWords(deliveryWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const send = async () => {
    const result = await vouchers.send(voucherId, recipient)
    if (!result.ok) sayFailure(result)
  }
  const groups = groupsOf(recipient)
  return (
    <Sheet title={say('askTitle')} onClose={onClose}>
      <View className="note">{label}</View>
      {/* One character after the other: a screen reader would make millions of a group. */}
      <View className="to" role="img" aria-label={groups.map((group) => [...group].join(' ')).join(', ')}>
        {groups.map((group, index) => (
          <Text className="to-g" key={index}>
            {group}
          </Text>
        ))}
      </View>
      <View className="note">{say('askLength', { n: recipient.length })}</View>
      {usedBy && <View className="para">{say('askFinal', { name: named(usedBy) })}</View>}
      <Button onTap={send}>{say('askYes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('askNo')}
      </Button>
    </Sheet>
  )
}
