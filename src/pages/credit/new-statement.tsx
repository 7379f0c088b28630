import type { CreditPurpose, CreditStatementList, InstitutionName } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { isCreditCode } from '#domain/institution'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { newStatementWords } from '../../i18n/credit/statements'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Button, Chips, Field, SegmentedControl, Sheet, Tip } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { useAct } from '../resident/parts/use-act'
import { CreditPage } from './parts/credit-page'
import { NotForChildren } from './parts/not-for-children'
import { PurposeChoice } from './parts/purpose-choice'
import { WhatIsSeen } from './parts/what-is-seen'

/** A statement in the making: for whom, what for, for how long – and what the reader will see. */
export default observer(function NewStatement() {
  const { statements } = useCreditStores()
  const say = useWords(newStatementWords)
  const load = () => statements.list.load()
  return (
    <CreditPage title={say('title')} onShow={load}>
      <Loaded remote={statements.list.remote} onRetry={load}>
        {(list) => (list.mayMake ? <Form list={list} /> : <NotForChildren />)}
      </Loaded>
    </CreditPage>
  )
})

interface ReaderSheetProps {
  reader: InstitutionName
  fault: string | undefined
  onYes: () => Promise<void>
  onClose: () => void
}

/** Its holder sees who will read it before it is signed. */
function ReaderSheet({ reader: { name }, fault, onYes, onClose }: ReaderSheetProps) {
  const say = useWords(newStatementWords)
  const named = useNamed()
  return (
    <Sheet title={say('readerAsk', { name: named(name) })} onClose={onClose}>
      <View className="para">{say('readerEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={onYes}>{say('go')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('notNow')}
      </Button>
    </Sheet>
  )
}

type Way = 'named' | 'bearer'
const DAYS = [1, 7, 30, 90] as const

const Form = observer(function Form({ list }: { list: CreditStatementList }) {
  const { now, ui } = useStores()
  const { as, statements, navigation } = useCreditStores()
  const say = useWords(newStatementWords)
  const [way, setWay] = useState<Way>('named')
  const [creditCode, setCreditCode] = useState('')
  const [purpose, setPurpose] = useState<CreditPurpose>()
  const [days, setDays] = useState<string>('1')
  const [isChecked, setChecked] = useState(false)
  const code = creditCode.replace(/\s/g, '').toUpperCase()
  const isCodeWrong = way === 'named' && !isCreditCode(code)
  const isPurposeMissing = purpose === undefined || (purpose.purposeId === 'other' && purpose.words === null)
  const [reader, setReader] = useState<InstitutionName>()
  const finding = useAct(() => statements.find(code), setReader)
  const making = useAct(
    () => {
      const from = cityDayOf(now())
      return statements.make({
        reader: way === 'named' ? { kind: 'institution', creditCode: code } : { kind: 'bearer' },
        purpose: purpose ?? { purposeId: 'other', words: null },
        from,
        to: addDays(from, Number(days) - 1),
      })
    },
    ({ statementId }) => {
      ui.say(say('made'))
      void navigation.replace('credit-statement', { statementId })
    },
  )
  // What is refused of a sheet that is open is said there.
  const fault = finding.fault ?? (reader ? undefined : making.fault)
  const make = async () => {
    setChecked(true)
    if (isCodeWrong || isPurposeMissing) return
    if (way === 'named') await finding.perform()
    else await making.perform()
  }
  return (
    <>
      <SegmentedControl<Way>
        label={say('how')}
        options={[
          { value: 'named', name: say('named') },
          { value: 'bearer', name: say('bearer') },
        ]}
        chosen={way}
        onChoose={setWay}
      />
      <View className="note">{say(way === 'named' ? 'namedHint' : `${as}BearerHint`)}</View>
      {way === 'named' && (
        <Field
          label={say('code')}
          value={creditCode}
          onChange={setCreditCode}
          lengthMax={24}
          {...(isChecked && isCodeWrong ? { fault: say('codeFault') } : {})}
        />
      )}
      <PurposeChoice
        purposes={list.purposes}
        words={newStatementWords}
        isFaulty={isChecked && isPurposeMissing}
        onChange={setPurpose}
      />
      <View className="field-l">{say('days')}</View>
      <Chips
        label={say('days')}
        options={DAYS.filter((n) => n <= list.daysMax).map((n) => ({
          value: String(n),
          name: n === 1 ? say('day1') : say('dayN', { n }),
        }))}
        chosen={days}
        onChoose={setDays}
      />
      <WhatIsSeen />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={make}>{say(way === 'named' ? 'next' : 'go')}</Button>
      {reader && (
        <ReaderSheet
          reader={reader}
          fault={making.fault}
          onYes={() => making.perform()}
          onClose={() => setReader(undefined)}
        />
      )}
    </>
  )
})
