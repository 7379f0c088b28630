import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** Says in the merchant's own words what is not right. */
export function DisputeSheet({ onClose }: { onClose: () => void }) {
  const { ui } = useStores()
  const { statement } = useMerchantStores()
  const say = useWords(statementWords)
  const [reason, setReason] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const isGood = reason.trim() !== ''
  const { perform, fault } = useAct(
    () => statement.dispute(reason.trim()),
    () => {
      ui.say(say('disputeDone'))
      onClose()
    },
  )
  const send = async () => {
    setFaulty(!isGood)
    if (isGood) await perform()
  }
  return (
    <Sheet title={say('disputeTitle')} onClose={onClose}>
      <Field
        kind="long"
        label={say('disputeAsk')}
        hint={say('disputeHint')}
        value={reason}
        onChange={setReason}
        {...(isFaulty && !isGood ? { fault: say('disputeFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={send}>{say('disputeSend')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
