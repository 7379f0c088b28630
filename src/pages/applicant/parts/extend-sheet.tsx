import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

const WORDS_MIN = 2
const DAY_LENGTH_MAX = 11

/** Asks for a later last day, with a reason. */
export const ExtendSheet = observer(function ExtendSheet({ onClose }: { onClose: () => void }) {
  const { ui } = useStores()
  const { scene } = useApplicantStores()
  const say = useWords(scenePageWords)
  const sayStep = useWords(stepWords)
  const [until, setUntil] = useState(scene.nextUntil)
  const [words, setWords] = useState('')
  const [isTried, setTried] = useState(false)
  const day = scene.readUntil(until)
  const isSaid = words.trim().length >= WORDS_MIN
  const { perform, fault } = useAct(
    async () => (day !== undefined && isSaid ? scene.extend(day, words.trim()) : NOT_ASKED),
    (application: SceneApplication | undefined) => {
      if (!application) return setTried(true)
      ui.say(say('extended'))
      onClose()
    },
  )
  return (
    <Sheet title={say('extend')} onClose={onClose}>
      <Field
        label={say('extendUntil')}
        value={until}
        onChange={setUntil}
        lengthMax={DAY_LENGTH_MAX}
        {...(isTried && day === undefined ? { fault: say('extendFault') } : {})}
      />
      <Field
        kind="long"
        label={sayStep('why')}
        value={words}
        onChange={setWords}
        {...(isTried && !isSaid ? { fault: sayStep('whyFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('extend')}</Button>
    </Sheet>
  )
})

/** Something is missing and is shown beside it. */
const NOT_ASKED = { ok: true, value: undefined } as const
