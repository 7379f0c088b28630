import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { creditDeskWords } from '../../../i18n/staff/credit-desk'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

interface CreditWordSheetProps {
  correctionId: string
  word: 'grant' | 'refuse'
  onClose: () => void
}

const WORDS_MIN = 2
const WHOLE = /^-?[1-9]\d{0,6}$/

/** Units and words of a grant, or the words of a refusal. */
export function CreditWordSheet({ correctionId, word, onClose }: CreditWordSheetProps) {
  const { ui } = useStores()
  const { creditDesk } = useStaffStores()
  const say = useWords(creditDeskWords)
  const [units, setUnits] = useState('')
  const [words, setWords] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isGrant = word === 'grant'
  const isUnitless = isGrant && !WHOLE.test(units.trim())
  const isShort = words.trim().length < WORDS_MIN
  const { perform, fault } = useAct(
    () =>
      isGrant
        ? creditDesk.grant(correctionId, { units: Number(units), words: words.trim() })
        : creditDesk.refuse(correctionId, { words: words.trim() }),
    () => {
      ui.say(say('signed'))
      onClose()
    },
  )
  const sign = async () => {
    setChecked(true)
    if (!isUnitless && !isShort) await perform()
  }
  return (
    <Sheet title={say(isGrant ? 'grantAsk' : 'refuseAsk')} onClose={onClose}>
      <View className="para">{say(isGrant ? 'grantEffect' : 'refuseEffect')}</View>
      {isGrant && (
        <Field
          label={say('units')}
          value={units}
          onChange={setUnits}
          lengthMax={8}
          {...(isChecked && isUnitless ? { fault: say('unitsFault') } : {})}
        />
      )}
      <Field
        kind="long"
        label={say('words')}
        value={words}
        onChange={setWords}
        {...(isChecked && isShort ? { fault: say('wordsFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={sign}>{say('yes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
