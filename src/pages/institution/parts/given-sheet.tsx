import type { CreditPurpose, GivenStatementList } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { givenWords } from '../../../i18n/institution/given'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Chips, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

interface GivenSheetProps {
  statementId: string
  number: string
  purposes: GivenStatementList['purposes']
  onClose: () => void
}

const WORDS_MAX = 40

/** What for she reads it: only the purpose it was made for opens it. */
export function GivenSheet({ statementId, number, purposes, onClose }: GivenSheetProps) {
  const { given } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(givenWords)
  const [purposeId, setPurposeId] = useState<CreditPurpose['purposeId'] | ''>('')
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isOther = purposeId === 'other'
  const isWordless = isOther && text.trim().length < 2
  const { perform, fault } = useAct((purpose: CreditPurpose) => given.read(statementId, purpose), onClose)
  const read = async () => {
    setChecked(true)
    if (purposeId !== '' && !isWordless) await perform({ purposeId, words: isOther ? text.trim() : null })
  }
  return (
    <Sheet title={say('sheet', { n: number })} onClose={onClose}>
      <Chips<CreditPurpose['purposeId'] | ''>
        label={say('purpose')}
        options={purposes.map(({ purposeId: value, name }) => ({ value, name: name[locale] }))}
        chosen={purposeId}
        onChoose={setPurposeId}
      />
      <View role="alert">
        {isChecked && purposeId === '' && <View className="note refuse">{say('purposeFault')}</View>}
      </View>
      {isOther && (
        <Field
          label={say('words')}
          value={text}
          onChange={setText}
          lengthMax={WORDS_MAX}
          {...(isChecked && isWordless ? { fault: say('wordsFault') } : {})}
        />
      )}
      <View className="note">{say('told')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={read}>{say('yes')}</Button>
    </Sheet>
  )
}
