import type { CreditCodeReadingRequest, CreditPurpose } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { creditTermsOn } from '#domain/credit-record'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { readingWords } from '../../../i18n/credit/reading'
import { useStores } from '../../../stores'
import { readCodeDigits, useCodeReadingStore } from '../../../stores/credit'
import { Button, Field, Tip } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'
import { PurposeChoice } from './purpose-choice'

/** Twelve digits with what stands between them. */
const CODE_LENGTH_MAX = 20
const READER_LENGTH_MIN = 2
const READER_LENGTH_MAX = 40

/** The code, who reads and what for; nothing is tried before all three are there, as a code counts for one try. */
export const CodeForm = observer(function CodeForm() {
  const { now } = useStores()
  const store = useCodeReadingStore()
  const say = useWords(readingWords)
  const [written, setWritten] = useState('')
  const [reader, setReader] = useState('')
  const [purpose, setPurpose] = useState<CreditPurpose>()
  const [isChecked, setChecked] = useState(false)
  const code = readCodeDigits(written)
  const isNameless = reader.trim().length < READER_LENGTH_MIN
  const isPurposeless = purpose === undefined || (purpose.purposeId === 'other' && purpose.words === null)
  const { perform, fault } = useAct((request: CreditCodeReadingRequest) => store.read(request), nothing)
  const read = async () => {
    setChecked(true)
    if (code !== undefined && !isNameless && purpose !== undefined && !isPurposeless)
      await perform({ code, reader: reader.trim(), purpose })
  }
  const { purposes } = creditTermsOn(cityDayOf(now()))
  return (
    <>
      <View className="para">{say('lead')}</View>
      <Scan onScanned={setWritten} />
      <Field
        kind="number"
        label={say('code')}
        value={written}
        onChange={setWritten}
        lengthMax={CODE_LENGTH_MAX}
        {...(isChecked && code === undefined ? { fault: say('codeFault') } : {})}
      />
      <Field
        label={say('reader')}
        hint={say('readerHint')}
        value={reader}
        onChange={setReader}
        lengthMax={READER_LENGTH_MAX}
        {...(isChecked && isNameless ? { fault: say('readerFault') } : {})}
      />
      <PurposeChoice
        purposes={purposes.map(({ purposeId, zh, en }) => ({ purposeId, name: { zh, en } }))}
        words={readingWords}
        isFaulty={isChecked && isPurposeless}
        onChange={setPurpose}
      />
      <View className="note">{say('told')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={read}>{say('read')}</Button>
    </>
  )
})

const nothing = () => {}

/** Where the host has a camera for it. */
const Scan = observer(function Scan({ onScanned }: { onScanned: (digits: string) => void }) {
  const { ui } = useStores()
  const store = useCodeReadingStore()
  const say = useWords(readingWords)
  const sayFailure = useFailureNotice()
  if (!store.canScan) return null
  const scan = async () => {
    const scanned = await store.scan()
    if (scanned.ok) {
      const digits = readCodeDigits(scanned.value)
      if (digits === undefined) ui.say(say('scanFault'))
      else onScanned(digits)
    } else if (scanned.refusal !== 'cancelled') sayFailure(scanned)
  }
  return (
    <Button kind="quiet" onTap={scan}>
      {say('scan')}
    </Button>
  )
})
