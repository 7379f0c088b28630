import type { CreditPurpose, CreditStatementList } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { Chips, Field } from '../../../ui'
import { useNamed } from '../../resident/parts'

interface PurposeChoiceProps {
  purposes: CreditStatementList['purposes']
  /** Whoever makes a statement and whoever reads one are asked in words of their own. */
  words: Readonly<
    Record<
      'purpose' | 'purposeFault' | 'words' | 'wordsHint' | 'wordsFault',
      readonly [zh: string, en: string]
    >
  >
  isFaulty: boolean
  onChange: (purpose: CreditPurpose) => void
}

const WORDS_MIN = 2
const WORDS_MAX = 40

/** One of the published purposes, or another in words; words that are too few are none. */
export function PurposeChoice({ purposes, words, isFaulty, onChange }: PurposeChoiceProps) {
  const say = useWords(words)
  const named = useNamed()
  const [chosen, setChosen] = useState<CreditPurpose['purposeId'] | ''>('')
  const [text, setText] = useState('')
  const tell = (purposeId: CreditPurpose['purposeId'], written: string) => {
    const own = written.trim()
    onChange({ purposeId, words: purposeId === 'other' && own.length >= WORDS_MIN ? own : null })
  }
  return (
    <>
      <View className="field-l">{say('purpose')}</View>
      <Chips<CreditPurpose['purposeId'] | ''>
        label={say('purpose')}
        options={purposes.map(({ purposeId, name }) => ({ value: purposeId, name: named(name) }))}
        chosen={chosen}
        onChoose={(purposeId) => {
          setChosen(purposeId)
          if (purposeId !== '') tell(purposeId, text)
        }}
      />
      <View role="alert">
        {isFaulty && chosen === '' && <View className="note refuse">{say('purposeFault')}</View>}
      </View>
      {chosen === 'other' && (
        <Field
          label={say('words')}
          value={text}
          onChange={(written) => {
            setText(written)
            tell('other', written)
          }}
          hint={say('wordsHint')}
          lengthMax={WORDS_MAX}
          {...(isFaulty ? { fault: say('wordsFault') } : {})}
        />
      )}
    </>
  )
}
