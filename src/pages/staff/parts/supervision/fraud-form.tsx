import type { FraudAnswerRequest } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../../i18n'
import { staffFraudWords } from '../../../../i18n/staff/fraud'
import { useStores } from '../../../../stores'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Chips, Field, Heading, Sheet, Tip } from '../../../../ui'
import { isPartRefused } from '../../../resident/parts/is-part-refused'
import { useAct } from '../../../resident/parts/use-act'

type Outcome = FraudAnswerRequest['outcome']

const OUTCOMES: readonly Outcome[] = ['founded', 'unfounded']
const ANSWER_LENGTH_MIN = 2

/** An outcome and the words for it; neither is filled in beforehand. */
export function FraudForm() {
  const say = useWords(staffFraudWords)
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const [answer, setAnswer] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [asked, setAsked] = useState<FraudAnswerRequest>()
  const [isRefused, setRefused] = useState(false)
  const isShort = answer.trim().length < ANSWER_LENGTH_MIN
  const ask = () => {
    setChecked(true)
    setRefused(false)
    if (outcome !== '' && !isShort) setAsked({ outcome, answer: answer.trim() })
  }
  // What is wrong with the text is said where it is written.
  const showRefused = () => {
    setRefused(true)
    setAsked(undefined)
  }
  return (
    <>
      <Heading>{say('answerTitle')}</Heading>
      <View className="field-l">{say('outcome')}</View>
      <Chips<Outcome | ''>
        label={say('outcome')}
        options={OUTCOMES.map((value) => ({ value, name: say(value) }))}
        chosen={outcome}
        onChoose={setOutcome}
      />
      <View role="alert">
        {isChecked && outcome === '' && <View className="note refuse">{say('outcomeFault')}</View>}
      </View>
      <Field
        kind="long"
        label={say('text')}
        hint={say('textHint')}
        value={answer}
        onChange={setAnswer}
        {...((isChecked && isShort) || isRefused ? { fault: say('textFault') } : {})}
      />
      <Button onTap={ask}>{say('answer')}</Button>
      {asked && (
        <AnswerSheet request={asked} onTextRefused={showRefused} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

interface AnswerSheetProps {
  request: FraudAnswerRequest
  onTextRefused: () => void
  onClose: () => void
}

/** Asks once more: an answer stands. */
function AnswerSheet({ request, onTextRefused, onClose }: AnswerSheetProps) {
  const { ui } = useStores()
  const { fraud } = useStaffStores().supervision
  const say = useWords(staffFraudWords)
  const { perform, fault } = useAct(
    async () => {
      const result = await fraud.answer(request)
      if (!result.ok && isPartRefused(result.failure, 'answer')) onTextRefused()
      return result
    },
    () => ui.say(say('sent')),
  )
  return (
    <Sheet title={say('ask')} onClose={onClose}>
      <View className="para strong">{say(request.outcome)}</View>
      <View className="para">{request.answer}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('yes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
