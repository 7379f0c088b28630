import type { ExpertReview } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { expertReviewWords } from '../../../i18n/expert/reviews'
import { useStores } from '../../../stores'
import { useExpertStores } from '../../../stores/expert'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

const REASON_LENGTH_MIN = 2
const REASON_LENGTH_MAX = 500

/** Her way out of a review she cannot judge. */
export function RecusalButton({ review }: { review: ExpertReview }) {
  const say = useWords(expertReviewWords)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button kind="danger" onTap={() => setAsking(true)}>
        {say('recuse')}
      </Button>
      {isAsking && <RecusalSheet review={review} onClose={() => setAsking(false)} />}
    </>
  )
}

function RecusalSheet({ review, onClose }: { review: ExpertReview; onClose: () => void }) {
  const { ui } = useStores()
  const { reviews, navigation } = useExpertStores()
  const say = useWords(expertReviewWords)
  const [reason, setReason] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const { perform, fault } = useAct(
    () => reviews.recuse(review, reason.trim()),
    () => {
      ui.say(say('recused'))
      void navigation.back()
    },
  )
  const recuse = async () => {
    const isShort = reason.trim().length < REASON_LENGTH_MIN
    setFaulty(isShort)
    if (!isShort) await perform()
  }
  return (
    <Sheet title={say('recuseTitle')} onClose={onClose}>
      <View className="para">{say('recuseEffect')}</View>
      <Field
        kind="long"
        label={say('reason')}
        value={reason}
        onChange={setReason}
        lengthMax={REASON_LENGTH_MAX}
        {...(isFaulty ? { fault: say('reasonFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={recuse}>
        {say('recuseYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
