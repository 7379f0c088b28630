import type { AppealRequest, RideDetail } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { useStores } from '../../../stores'
import { Button, Chips, Field, Sheet } from '../../../ui'
import { useFailureNotice } from './use-failure-notice'

type Reason = AppealRequest['reason']

const TEXT_MAX = 500

/** "Something wrong?": a reason in one tap, words if she likes. */
export function AppealSheet({ detail, onClose }: { detail: RideDetail; onClose: () => void }) {
  const { ride, ui, now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  const sayFailure = useFailureNotice()
  const reasons: Reason[] = detail.refusal
    ? ['refusedWrongly', 'other']
    : ['wrongDistance', 'notMine', 'other']
  // Asked again, it is about the same unless she says otherwise.
  const [reason, setReason] = useState<Reason | ''>(detail.appeal?.reason ?? '')
  const [isChecked, setChecked] = useState(false)
  const [text, setText] = useState('')
  const send = async () => {
    setChecked(true)
    if (reason === '') return
    const result = await ride.appeal({ reason, text })
    if (!result.ok) return sayFailure(result)
    ui.say(say('sent', { when: dayText(result.value.answerDueAt, locale, now()) }))
    onClose()
  }
  return (
    <Sheet title={say(detail.appeal ? 'reviewTitle' : 'appealTitle')} onClose={onClose}>
      <Chips<Reason | ''>
        label={say('reason')}
        options={reasons.map((value) => ({ value, name: say(value) }))}
        chosen={reason}
        onChoose={setReason}
      />
      <View role="alert">
        {isChecked && reason === '' && <View className="note refuse">{say('reasonFault')}</View>}
      </View>
      <Field kind="long" label={say('text')} value={text} onChange={setText} lengthMax={TEXT_MAX} />
      <Button onTap={send}>{say('send')}</Button>
    </Sheet>
  )
}
