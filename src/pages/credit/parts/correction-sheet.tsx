import type { CreditCorrectionRequest, CreditRecord } from '#contract'
import { addMonths, parseCityMonth } from '#domain/calendar'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, monthText, useLocale, useWords } from '../../../i18n'
import { correctionWords } from '../../../i18n/credit/corrections'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { Button, Chips, Field, LinkButton, Sheet, Tip } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'

/** What it is about where that is known already. */
export type Asking = Partial<Pick<CreditCorrectionRequest, 'lineId' | 'month'>>

const TEXT_MIN = 2
const MONTHS_FIRST = 6

/** Which line of which month is wrong, and why, in the asker's own words. */
export const CorrectionSheet = observer(function CorrectionSheet({
  about,
  onClose,
}: {
  about: Asking
  onClose: () => void
}) {
  const { ui, now } = useStores()
  const { as, credit } = useCreditStores()
  const locale = useLocale()
  const say = useWords(correctionWords)
  const record = credit.record.shown
  const [lineId, setLineId] = useState(about.lineId ?? record?.lines[0]?.lineId ?? 'rides')
  const [month, setMonth] = useState(about.month ?? '')
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isShort = text.trim().length < TEXT_MIN
  const { perform, fault } = useAct(
    () => credit.ask({ lineId, month, text: text.trim() }),
    ({ dueAt }) => {
      ui.say(say('sent', { when: dayText(dueAt, locale, now()) }))
      onClose()
    },
  )
  const send = async () => {
    setChecked(true)
    if (!isShort && month !== '') await perform()
  }
  return (
    <Sheet title={say('sheet')} onClose={onClose}>
      {record && <Lines record={record} chosen={lineId} onChoose={setLineId} />}
      {record && <Months record={record} chosen={month} onChoose={setMonth} />}
      <View role="alert">
        {isChecked && month === '' && <View className="note refuse">{say('monthFault')}</View>}
      </View>
      <Field
        kind="long"
        label={say('text')}
        value={text}
        onChange={setText}
        hint={say(`${as}TextHint`)}
        {...(isChecked && isShort ? { fault: say('textFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={send}>{say('send')}</Button>
    </Sheet>
  )
})

interface ChoiceOf<T extends string> {
  record: CreditRecord
  chosen: T
  onChoose: (value: T) => void
}

function Lines({ record, chosen, onChoose }: ChoiceOf<CreditCorrectionRequest['lineId']>) {
  const say = useWords(correctionWords)
  const named = useNamed()
  const options = record.lines.map(({ lineId, name }) => ({ value: lineId, name: named(name) }))
  return (
    <>
      <View className="field-l">{say('line')}</View>
      <Chips label={say('line')} options={options} chosen={chosen} onChoose={onChoose} />
    </>
  )
}

/** The latest months first; the others on demand. */
function Months({ record, chosen, onChoose }: ChoiceOf<string>) {
  const locale = useLocale()
  const say = useWords(correctionWords)
  const [isWhole, setWhole] = useState(false)
  const months = monthsOf(record)
  const isEarly = months.slice(MONTHS_FIRST).includes(chosen)
  const shown = isWhole || isEarly ? months : months.slice(0, MONTHS_FIRST)
  return (
    <>
      <View className="field-l">{say('month')}</View>
      <Chips
        label={say('month')}
        options={shown.map((value) => ({ value, name: monthText(value, locale) }))}
        chosen={chosen}
        onChoose={onChoose}
      />
      {shown.length < months.length && <LinkButton onTap={() => setWhole(true)}>{say('earlier')}</LinkButton>}
    </>
  )
}

const monthsOf = ({ lastMonth, windowMonths }: CreditRecord): string[] => {
  const last = parseCityMonth(lastMonth)
  return last === undefined ? [] : Array.from({ length: windowMonths }, (_, back) => addMonths(last, -back))
}
