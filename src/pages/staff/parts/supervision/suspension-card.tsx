import type { Suspension } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { recordDayText, useLocale, useWords, whenText } from '../../../../i18n'
import { suspensionWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Card, Field, Sheet, Stamp, Tip } from '../../../../ui'
import { useNamed } from '../../../resident/parts'
import { useAct } from '../../../resident/parts/use-act'
import { idOf } from './subject-id'

/** One suspension: who or what, why, since when, and how it ended or may end. */
export function SuspensionCard({ suspension }: { suspension: Suspension }) {
  const { now } = useStores()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(suspensionWords)
  const [isAsking, setAsking] = useState(false)
  const { subject, name, endedAt, endedByName, until } = suspension
  const when = (at: string) => whenText(at, locale, now())
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{name ? named(name) : say(subject.kind)}</View>
        <Stamp kind={endedAt === null ? 'wait' : 'plain'}>{say(endedAt === null ? 'open' : 'ended')}</Stamp>
      </View>
      <View className="mono">{idOf(suspension.subject)}</View>
      <View className="para">{suspension.reasons}</View>
      <View className="note nums">
        {say('begun', { when: when(suspension.beganAt), who: suspension.suspendedByName })} ·{' '}
        {until === null ? say('untilResumed') : say('until', { day: recordDayText(until, locale) })}
      </View>
      {endedAt !== null && (
        <View className="note nums">
          {endedByName === null
            ? say('endedByDay', { when: when(endedAt) })
            : say('endedBy', { when: when(endedAt), who: endedByName, reasons: suspension.endReasons ?? '' })}
        </View>
      )}
      {suspension.mayResume && (
        <Button kind="quiet" onTap={() => setAsking(true)}>
          {say('resume')}
        </Button>
      )}
      {endedAt === null && !suspension.mayResume && <View className="note">{say('ownCannot')}</View>}
      {isAsking && <ResumeSheet suspension={suspension} onClose={() => setAsking(false)} />}
    </Card>
  )
}

const REASONS_LENGTH_MIN = 2

/** Another person's word that it goes on, with why. */
function ResumeSheet({ suspension, onClose }: { suspension: Suspension; onClose: () => void }) {
  const { ui } = useStores()
  const { suspensions } = useStaffStores().supervision
  const named = useNamed()
  const say = useWords(suspensionWords)
  const { subject, name } = suspension
  const [reasons, setReasons] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const { perform, fault } = useAct(
    () => suspensions.resume(suspension.suspensionId, reasons.trim()),
    () => {
      ui.say(say('resumed'))
      onClose()
    },
  )
  const resume = async () => {
    const isShort = reasons.trim().length < REASONS_LENGTH_MIN
    setFaulty(isShort)
    if (!isShort) await perform()
  }
  return (
    <Sheet title={say('resumeAsk')} onClose={onClose}>
      <View className="para strong">
        {name ? say('subjectNamed', { kind: say(subject.kind), name: named(name) }) : say(subject.kind)}
      </View>
      <View className="mono">{idOf(subject)}</View>
      <View className="para">{say('stoppedFor', { reasons: suspension.reasons })}</View>
      <Field
        kind="long"
        label={say('resumeReasons')}
        value={reasons}
        onChange={setReasons}
        {...(isFaulty ? { fault: say('reasonsFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={resume}>{say('resume')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
