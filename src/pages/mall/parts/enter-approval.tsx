import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { approvalWords } from '../../../i18n/mall/approval'
import { useMallStores } from '../../../stores/mall'
import { Button, Field } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'

/** Ten digits with whatever stands between them where they are copied from. */
const LENGTH_MAX = 24

/** The way to an order: scanning where the host can, typing everywhere. */
export const EnterApproval = observer(function EnterApproval() {
  const { approval } = useMallStores()
  const say = useWords(approvalWords)
  const sayFailure = useFailureNotice()
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const enter = (given: string) => setFaulty(!approval.enter(given))
  const scan = async () => {
    const scanned = await approval.scan()
    if (scanned.ok) enter(scanned.value)
    else if (scanned.refusal !== 'cancelled') sayFailure(scanned)
  }
  const type = (value: string) => {
    setFaulty(false)
    setText(value)
  }
  return (
    <>
      <View className="para">{say('how')}</View>
      {approval.canScan && <Button onTap={scan}>{say('scan')}</Button>}
      <Field
        kind="number"
        label={say('field')}
        value={text}
        onChange={type}
        lengthMax={LENGTH_MAX}
        {...(isFaulty ? { fault: say('fieldFault') } : {})}
      />
      <Button kind={approval.canScan ? 'quiet' : 'primary'} onTap={() => enter(text)}>
        {say('look')}
      </Button>
    </>
  )
})
