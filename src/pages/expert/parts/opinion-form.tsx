import type { ExpertReview } from '#contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { expertReviewWords } from '../../../i18n/expert/reviews'
import type { Opinion } from '../../../stores/expert'
import { Button, Chips, Field, List, SwitchRow } from '../../../ui'
import { OpinionSheet } from './opinion-sheet'

const VERDICTS: readonly Opinion['verdict'][] = ['approve', 'amend', 'reject']
const WORDS_LENGTH_MIN = 2
const WORDS_LENGTH_MAX = 4_000

/** A verdict, the words for it, and whether her name is made public with them; neither is filled in beforehand. */
export function OpinionForm({ review }: { review: ExpertReview }) {
  const say = useWords(expertReviewWords)
  const [verdict, setVerdict] = useState<Opinion['verdict']>()
  const [words, setWords] = useState('')
  const [nameShown, setNameShown] = useState(false)
  const [isTried, setTried] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const text = words.trim()
  const isShort = text.length < WORDS_LENGTH_MIN
  const next = () => {
    setTried(true)
    setAsking(verdict !== undefined && !isShort)
  }
  return (
    <>
      <Chips<Opinion['verdict'] | ''>
        label={say('verdict')}
        options={VERDICTS.map((value) => ({ value, name: say(value) }))}
        chosen={verdict ?? ''}
        onChoose={(chosen) => chosen !== '' && setVerdict(chosen)}
      />
      <View role="alert">
        {isTried && verdict === undefined && <Text className="row-d refuse">{say('verdictFault')}</Text>}
      </View>
      <Field
        kind="long"
        label={say('words')}
        hint={say('wordsHint')}
        value={words}
        onChange={setWords}
        lengthMax={WORDS_LENGTH_MAX}
        {...(isTried && isShort ? { fault: say('wordsFault') } : {})}
      />
      <List>
        <SwitchRow
          title={say('nameShown')}
          detail={say('nameShownDetail')}
          isOn={nameShown}
          onTurn={setNameShown}
        />
      </List>
      <Button onTap={next}>{say('toSign')}</Button>
      {isAsking && verdict && (
        <OpinionSheet
          review={review}
          opinion={{ verdict, text, nameShown }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
