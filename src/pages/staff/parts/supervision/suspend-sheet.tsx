import type { FoundSubject, SuspensionRequest } from '#contract'
import { View } from '@tarojs/components'
import { recordDayText, useLocale, useWords, whenText } from '../../../../i18n'
import { suspensionWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Sheet, Tip } from '../../../../ui'
import { useNamed } from '../../../resident/parts'
import { useAct } from '../../../resident/parts/use-act'
import { idOf } from './subject-id'

interface SuspendSheetProps {
  found: FoundSubject
  request: SuspensionRequest
  onClose: () => void
  onDone: () => void
}

/** Asks once more, and says of whom: it takes effect at once. */
export function SuspendSheet({ found, request, onClose, onDone }: SuspendSheetProps) {
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
      <SubjectLines found={found} />
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

/** Who or what it is: a name where one may be said, always the id, and since when. */
function SubjectLines({ found: { subject, name, since } }: { found: FoundSubject }) {
  const { now } = useStores()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(suspensionWords)
  const when = since === null ? undefined : whenText(since, locale, now())
  return (
    <>
      <View className="para strong">
        {name === null
          ? say(subject.kind)
          : say('subjectNamed', { kind: say(subject.kind), name: named(name) })}
      </View>
      <View className="mono">{idOf(subject)}</View>
      {when !== undefined && (
        <View className="note nums">
          {subject.kind === 'account' ? say('accountSince', { when }) : say('institutionSince', { when })}
        </View>
      )}
    </>
  )
}
