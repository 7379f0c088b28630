import type { RunDetail } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { useRunLine } from './use-run-line'

/** Asks once more before a name is put to a run; a refusal, such as a second confirmation by one person, is said here. */
export function ConfirmSheet({ detail, onClose }: { detail: RunDetail; onClose: () => void }) {
  const { ui } = useStores()
  const { run } = useStaffStores()
  const say = useWords(runWords)
  const { whole } = useRunLine(detail.run)
  const { perform, fault } = useAct(
    () => run.confirm(),
    (after) => {
      ui.say(say(after.run.state === 'verified' ? 'confirmed' : 'issuedNow'))
      onClose()
    },
  )
  const effect =
    detail.run.confirmations === 0
      ? say('first')
      : say('second', { accounts: numberText(detail.run.accounts) })
  return (
    <Sheet title={say('confirmAsk')} onClose={onClose}>
      <View className="para strong">{whole}</View>
      <View className="para">{effect}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('confirmYes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
