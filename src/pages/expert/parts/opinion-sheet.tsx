import type { ExpertReview } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { actFailureLine, useLocale, useWords } from '../../../i18n'
import { expertReviewWords } from '../../../i18n/expert/reviews'
import { useStores } from '../../../stores'
import { useExpertStores, type Opinion } from '../../../stores/expert'
import { Button, Sheet, Tip } from '../../../ui'

interface OpinionSheetProps {
  review: ExpertReview
  opinion: Opinion
  onClose: () => void
}

/** Nothing is signed unseen: the very text, then her signature under it. It is given once. */
export function OpinionSheet({ review, opinion, onClose }: OpinionSheetProps) {
  const { ui } = useStores()
  const { reviews, navigation } = useExpertStores()
  const locale = useLocale()
  const say = useWords(expertReviewWords)
  const [fault, setFault] = useState('')
  const sign = async () => {
    setFault('')
    const result = await reviews.opine(review, opinion)
    if (result === undefined) return setFault(say('keyGone'))
    if (!result.ok) return setFault(actFailureLine(result.failure, locale))
    ui.say(say('given'))
    await navigation.back()
  }
  return (
    <Sheet title={say('signTitle')} onClose={onClose}>
      <View className="para">{say('signEffect')}</View>
      <View className="mono signed">{reviews.textOf(review, opinion)}</View>
      <View role="alert">{fault !== '' && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={sign}>{say('sign')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
