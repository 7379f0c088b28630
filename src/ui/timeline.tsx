import { View } from '@tarojs/components'
import { useWords } from '../i18n'
import type { GlyphName } from './glyph'
import { uiWords } from './ui-words'

export interface TimelineStep {
  readonly name: string
  /** When it happened, or when it is due. */
  readonly when: string
  readonly state: 'done' | 'wait' | 'next' | 'refused'
}

const SIGN: Record<TimelineStep['state'], GlyphName> = {
  done: 'done',
  wait: 'wait',
  next: 'next',
  refused: 'refuse',
}

/** What happened, in order, and what comes next. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  const say = useWords(uiWords)
  return (
    <View className="line" role="list">
      {steps.map((step) => (
        <View className={`step step-${step.state}`} role="listitem" key={step.name}>
          <View
            className={`gi gi-${SIGN[step.state]}`}
            role="img"
            aria-label={say(step.state === 'refused' ? 'refused' : step.state)}
          />
          <View className="row-b">
            <View className="row-t">{step.name}</View>
            {step.when && <View className="row-d nums">{step.when}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
