import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ApiResult } from '../../../api'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { useStores } from '../../../stores'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

interface WithdrawSheetProps {
  withdraw: (words: string) => Promise<ApiResult<unknown>>
  onClose: () => void
}

const WORDS_MIN = 2

/** Ends an application, once the applicant said why. */
export function WithdrawSheet({ withdraw, onClose }: WithdrawSheetProps) {
  const { ui } = useStores()
  const say = useWords(stepWords)
  const [words, setWords] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const isGood = words.trim().length >= WORDS_MIN
  const { perform, fault } = useAct(
    () => withdraw(words.trim()),
    () => {
      ui.say(say('withdrawn'))
      onClose()
    },
  )
  const send = async () => {
    setFaulty(!isGood)
    if (isGood) await perform()
  }
  return (
    <Sheet title={say('withdrawTitle')} onClose={onClose}>
      <View className="para">{say('withdrawHow')}</View>
      <Field
        kind="long"
        label={say('why')}
        value={words}
        onChange={setWords}
        {...(isFaulty && !isGood ? { fault: say('whyFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={send}>
        {say('withdrawYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
