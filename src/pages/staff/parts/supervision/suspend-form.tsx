import type { FoundSubject, SuspensionRequest, SuspensionSubject } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../../i18n'
import { suspensionWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Chips, Field, Heading, Tip } from '../../../../ui'
import { useAct, type ActFailure } from '../../../resident/parts/use-act'
import { SuspendSheet } from './suspend-sheet'

type Kind = SuspensionSubject['kind']

const KINDS: readonly Kind[] = ['account', 'operator', 'institution']
/** Days offered; '' is until somebody resumes it. */
const DAYS = ['7', '30', '90', ''] as const
const REASONS_LENGTH_MIN = 2

/** A route's word for a kind; an account where there is none. */
export const readKind = (word: string | undefined): Kind => KINDS.find((kind) => kind === word) ?? 'account'

interface SuspendFormProps {
  kind: Kind
  subject: string
  onClose: () => void
}

interface Asked {
  readonly found: FoundSubject
  readonly request: SuspensionRequest
}

/** Who or what, why and for how long; nothing but the id is filled in beforehand. Whose id it is, is looked up before the last yes. */
export function SuspendForm({ kind: given, subject: known, onClose }: SuspendFormProps) {
  const { now } = useStores()
  const { suspensions } = useStaffStores().supervision
  const say = useWords(suspensionWords)
  const [kind, setKind] = useState(given)
  const [subject, setSubject] = useState(known)
  const [reasons, setReasons] = useState('')
  const [days, setDays] = useState<(typeof DAYS)[number]>('30')
  const [isChecked, setChecked] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const hasSubject = subject.trim() !== ''
  const hasReasons = reasons.trim().length >= REASONS_LENGTH_MIN
  const { perform, failure, fault } = useAct(
    () => suspensions.find(kind, subject.trim()),
    (found) => {
      const until = days === '' ? null : addDays(cityDayOf(now()), Number(days))
      setAsked({ found, request: { subject: found.subject, reasons: reasons.trim(), until } })
    },
  )
  const ask = async () => {
    setChecked(true)
    if (hasSubject && hasReasons) await perform()
  }
  const wrongId = failure && wordsOf(failure)
  const subjectFault = isChecked && !hasSubject ? say('subjectFault') : wrongId && say(wrongId)
  return (
    <>
      <Heading>{say('newOne')}</Heading>
      <View className="field-l">{say('kind')}</View>
      <Chips
        label={say('kind')}
        options={KINDS.map((value) => ({ value, name: say(value) }))}
        chosen={kind}
        onChoose={setKind}
      />
      <Field
        label={say('subject')}
        hint={say(`${kind}Hint`)}
        value={subject}
        onChange={setSubject}
        {...(subjectFault === undefined ? {} : { fault: subjectFault })}
      />
      {kind === 'account' && <Tip>{say('accountEffect')}</Tip>}
      <Field
        kind="long"
        label={say('reasons')}
        hint={say('reasonsHint')}
        value={reasons}
        onChange={setReasons}
        {...(isChecked && !hasReasons ? { fault: say('reasonsFault') } : {})}
      />
      <View className="field-l">{say('howLong')}</View>
      <Chips
        label={say('howLong')}
        options={DAYS.map((value) => ({
          value,
          name: value === '' ? say('untilResumed') : say('days', { n: value }),
        }))}
        chosen={days}
        onChoose={setDays}
      />
      <View role="alert">{fault && !wrongId && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={ask}>{say('suspend')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
      <View>{asked && <SuspendSheet {...asked} onClose={() => setAsked(undefined)} onDone={onClose} />}</View>
    </>
  )
}

/** What is wrong with the id, where that is what was refused. */
function wordsOf(failure: ActFailure): 'subjectUnknown' | 'subjectStopped' | undefined {
  if (failure.kind !== 'refused') return undefined
  if (failure.code === 'suspension.already-there') return 'subjectStopped'
  return failure.code === 'request.not-found' || failure.code === 'request.invalid'
    ? 'subjectUnknown'
    : undefined
}
