import type { StatementDispute } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { disputesWords } from '../../../i18n/institution/disputes'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** Answers a dispute in the mall operator's own words. */
export function AnswerSheet({ dispute, onClose }: { dispute: StatementDispute; onClose: () => void }) {
  const { ui } = useStores()
  const { disputes } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(disputesWords)
  const [answer, setAnswer] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const isGood = answer.trim() !== ''
  const title = say('answerTitle', { merchant: dispute.merchant[locale] })
  const { perform, fault } = useAct(
    () => disputes.answer(dispute.statementId, answer.trim()),
    () => {
      ui.say(say('done'))
      onClose()
    },
  )
  const send = async () => {
    setFaulty(!isGood)
    if (isGood) await perform()
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <Field
        kind="long"
        label={say('answerField')}
        hint={say('answerHint')}
        value={answer}
        onChange={setAnswer}
        {...(isFaulty && !isGood ? { fault: say('answerFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={send}>{say('send')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
