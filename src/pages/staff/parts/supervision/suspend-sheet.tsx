import type { SuspensionRequest } from '#contract'
import { View } from '@tarojs/components'
import { recordDayText, useLocale, useWords } from '../../../../i18n'
import { suspensionWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Sheet, Tip } from '../../../../ui'
import { useAct } from '../../../resident/parts/use-act'

interface SuspendSheetProps {
  request: SuspensionRequest
  onClose: () => void
  onDone: () => void
}

/** Asks once more: it takes effect at once. */
export function SuspendSheet({ request, onClose, onDone }: SuspendSheetProps) {
  const { ui } = useStores()
  const { suspensions } = useStaffStores().supervision
  const locale = useLocale()
  const say = useWords(suspensionWords)
  const { perform, fault } = useAct(
    () => suspensions.suspend(request),
    () => {
      ui.say(say('done'))
      onDone()
    },
  )
  return (
    <Sheet title={say('ask')} onClose={onClose}>
      <View className="para strong">{say(request.subject.kind)}</View>
      <View className="para">{request.reasons}</View>
      <View className="para nums">
        {request.until === null
          ? say('untilResumed')
          : say('until', { day: recordDayText(request.until, locale) })}
      </View>
      <View className="note">{say('askEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('yes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
