import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { Button, Heading, Meter } from '../../../ui'

interface DraftFrameProps {
  step: number
  all: number
  name: string
  /** What is said of where it is kept. */
  kept?: string
  /** None on the last step, which has an act of its own. */
  onNext?: (() => void | Promise<unknown>) | undefined
  onBack?: (() => void | Promise<unknown>) | undefined
  /** Below all else, such as the way to give the draft up. */
  foot?: ReactNode
  children: ReactNode
}

/** One step of several: how far one has come above, the way on and back below. */
export function DraftFrame({ step, all, name, kept, onNext, onBack, foot, children }: DraftFrameProps) {
  const say = useWords(stepWords)
  return (
    <View className="draft">
      <Heading>{say('stepOf', { n: step + 1, all, name })}</Heading>
      <Meter part={step + 1} whole={all} />
      {children}
      {onNext && <Button onTap={onNext}>{say('next')}</Button>}
      {onBack && (
        <Button kind="quiet" onTap={onBack}>
          {say('back')}
        </Button>
      )}
      <View className="note apply-note">{kept ?? say('kept')}</View>
      {foot}
    </View>
  )
}
