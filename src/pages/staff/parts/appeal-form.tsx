import type { AppealAnswerRequest, StaffAppeal } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { staffAppealWords } from '../../../i18n/staff/appeals'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Chips, Field, Heading, Sheet, Tip } from '../../../ui'
import { isPartRefused } from '../../resident/parts/is-part-refused'
import { useAct } from '../../resident/parts/use-act'

type Outcome = AppealAnswerRequest['outcome']

const OUTCOMES: readonly Outcome[] = ['upheld', 'dismissed']
const ANSWER_LENGTH_MIN = 2
const ANSWER_LENGTH_MAX = 500

/** An outcome and the words for it; neither is filled in beforehand. */
export function AppealForm({ appeal }: { appeal: StaffAppeal }) {
  const say = useWords(staffAppealWords)
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const [answer, setAnswer] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const isShort = answer.trim().length < ANSWER_LENGTH_MIN
  const ask = () => {
    setChecked(true)
    setRefused(false)
    setAsking(outcome !== '' && !isShort)
  }
  // What is wrong with the text is said where it is written.
  const showRefused = () => {
    setRefused(true)
    setAsking(false)
  }
  return (
    <>
      <Heading>{say('answerTitle')}</Heading>
      <Chips<Outcome | ''>
        label={say('outcome')}
        options={OUTCOMES.map((value) => ({ value, name: say(value) }))}
        chosen={outcome}
        onChoose={setOutcome}
      />
      <View role="alert">
        {isChecked && outcome === '' && <View className="note refuse">{say('outcomeFault')}</View>}
      </View>
      {outcome === 'upheld' && <Tip>{say('upheldHint')}</Tip>}
      <Field
        kind="long"
        label={say('text')}
        value={answer}
        onChange={setAnswer}
        lengthMax={ANSWER_LENGTH_MAX}
        {...((isChecked && isShort) || isRefused ? { fault: say('textFault') } : {})}
      />
      <Button onTap={ask}>{say('answer')}</Button>
      {isAsking && outcome !== '' && (
        <AnswerSheet
          appealId={appeal.appealId}
          request={{ outcome, answer: answer.trim() }}
          onTextRefused={showRefused}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface AnswerSheetProps {
  appealId: string
  request: AppealAnswerRequest
  onTextRefused: () => void
  onClose: () => void
}

/** Asks once more: the resident reads the answer at once. */
function AnswerSheet({ appealId, request, onTextRefused, onClose }: AnswerSheetProps) {
  const { ui } = useStores()
  const { appeals } = useStaffStores()
  const say = useWords(staffAppealWords)
  const { perform, fault } = useAct(
    async () => {
      const result = await appeals.answer(appealId, request)
      if (!result.ok && isPartRefused(result.failure, 'answer')) onTextRefused()
      return result
    },
    () => ui.say(say('answered')),
  )
  return (
    <Sheet title={say('ask')} onClose={onClose}>
      <View className="para strong">{say(request.outcome)}</View>
      <View className="para">{request.answer}</View>
      <View className="note">{say('askEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('answerYes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
