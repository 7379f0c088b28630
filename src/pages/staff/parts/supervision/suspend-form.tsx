import type { SuspensionRequest, SuspensionSubject } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../../i18n'
import { suspensionWords } from '../../../../i18n/staff/supervision'
import { useStores } from '../../../../stores'
import { Button, Chips, Field, Heading, Tip } from '../../../../ui'
import { SuspendSheet } from './suspend-sheet'

type Kind = SuspensionSubject['kind']

const KINDS: readonly Kind[] = ['account', 'operator', 'institution']
/** Days offered; '' is until somebody resumes it. */
const DAYS = ['7', '30', '90', ''] as const
const REASONS_LENGTH_MIN = 2

/** A route's word for a kind; an account where there is none. */
export const readKind = (word: string | undefined): Kind => KINDS.find((kind) => kind === word) ?? 'account'

const subjectOf = (kind: Kind, id: string): SuspensionSubject => {
  switch (kind) {
    case 'account':
      return { kind, accountId: id }
    case 'operator':
      return { kind, operatorId: id }
    case 'institution':
      return { kind, institutionId: id }
  }
}

interface SuspendFormProps {
  kind: Kind
  subject: string
  onClose: () => void
}

/** Who or what, why and for how long; nothing but the id is filled in beforehand. */
export function SuspendForm({ kind: given, subject: known, onClose }: SuspendFormProps) {
  const { now } = useStores()
  const say = useWords(suspensionWords)
  const [kind, setKind] = useState(given)
  const [subject, setSubject] = useState(known)
  const [reasons, setReasons] = useState('')
  const [days, setDays] = useState<(typeof DAYS)[number]>('30')
  const [isChecked, setChecked] = useState(false)
  const [asked, setAsked] = useState<SuspensionRequest>()
  const hasSubject = subject.trim() !== ''
  const hasReasons = reasons.trim().length >= REASONS_LENGTH_MIN
  const ask = () => {
    setChecked(true)
    if (!hasSubject || !hasReasons) return
    const until = days === '' ? null : addDays(cityDayOf(now()), Number(days))
    setAsked({ subject: subjectOf(kind, subject.trim()), reasons: reasons.trim(), until })
  }
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
        {...(isChecked && !hasSubject ? { fault: say('subjectFault') } : {})}
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
      <Button onTap={ask}>{say('suspend')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
      <View>
        {asked && <SuspendSheet request={asked} onClose={() => setAsked(undefined)} onDone={onClose} />}
      </View>
    </>
  )
}
