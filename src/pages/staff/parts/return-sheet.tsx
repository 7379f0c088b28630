import type { Run } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { useRunLine } from './use-run-line'

const REASON_LENGTH_MIN = 2
const REASON_LENGTH_MAX = 300

/** Gives a run back, with the reason its operator will read. */
export function ReturnSheet({ run: shown, onClose }: { run: Run; onClose: () => void }) {
  const { ui } = useStores()
  const { run } = useStaffStores()
  const say = useWords(runWords)
  const { whole } = useRunLine(shown)
  const [reason, setReason] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const { perform, fault } = useAct(
    () => run.giveBack(reason.trim()),
    () => {
      ui.say(say('gaveBack'))
      onClose()
    },
  )
  const giveBack = async () => {
    const isShort = reason.trim().length < REASON_LENGTH_MIN
    setFaulty(isShort)
    if (!isShort) await perform()
  }
  return (
    <Sheet title={say('giveBackAsk')} onClose={onClose}>
      <View className="para strong">{whole}</View>
      <View className="para">{say('giveBackEffect')}</View>
      <Field
        kind="long"
        label={say('reason')}
        value={reason}
        onChange={setReason}
        lengthMax={REASON_LENGTH_MAX}
        {...(isFaulty ? { fault: say('reasonFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={giveBack}>
        {say('giveBackYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
