import type { FraudAbout, FraudReportRequest } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { reportWords } from '../../i18n/report/report'
import { fraudAboutWords } from '../../i18n/staff/fraud'
import { useStores } from '../../stores'
import { useReportStore } from '../../stores/report'
import { Button, Chips, Field, LinkButton, Page, Tip } from '../../ui'
import { isPartRefused } from '../resident/parts/is-part-refused'
import { useAct } from '../resident/parts/use-act'
import { Receipt } from './parts/receipt'

const ABOUT: readonly FraudAbout[] = ['rides', 'points', 'shop', 'project', 'other']
type Part = keyof FraudReportRequest
const PARTS: readonly Part[] = ['about', 'words', 'contact']
const WORDS_LENGTH_MAX = 2000
const CONTACT_LENGTH_MAX = 120

/** Anybody tells us of fraud she suspects and gets a number for it; nobody need be signed in. */
export default observer(function Fraud() {
  const report = useReportStore()
  const say = useWords(reportWords)
  return <Page title={say('title')}>{report.receipt ? <Receipt receipt={report.receipt} /> : <Form />}</Page>
})

const Form = observer(function Form() {
  const report = useReportStore()
  const { navigation } = useStores()
  const say = useWords(reportWords)
  const sayAbout = useWords(fraudAboutWords)
  const [isChecked, setChecked] = useState(false)
  const { about, words, contact, hasWords, hasUsableContact } = report
  const { perform, failure, fault } = useAct(
    async () => (await report.send()) ?? NOT_SENT,
    () => setChecked(false),
  )
  const isWrong = (part: Part, isWhole: boolean) => (isChecked && !isWhole) || isPartRefused(failure, part)
  const isSaidThere = PARTS.some((part) => isPartRefused(failure, part))
  const send = async () => {
    setChecked(true)
    if (about !== '' && hasWords && hasUsableContact) await perform()
  }
  return (
    <>
      <View className="para">{say('lead')}</View>
      <View className="field-l">{say('about')}</View>
      <Chips<FraudAbout | ''>
        label={say('about')}
        options={ABOUT.map((value) => ({ value, name: sayAbout(value) }))}
        chosen={about}
        onChoose={(value) => value !== '' && report.write({ about: value })}
      />
      <View role="alert">
        {isWrong('about', about !== '') && <View className="note refuse">{say('aboutFault')}</View>}
      </View>
      <Field
        kind="long"
        label={say('words')}
        hint={say('wordsHint')}
        value={words}
        onChange={(written) => report.write({ words: written })}
        lengthMax={WORDS_LENGTH_MAX}
        {...(isWrong('words', hasWords) ? { fault: say('wordsFault') } : {})}
      />
      <Field
        label={say('contact')}
        hint={say('contactHint')}
        value={contact}
        onChange={(written) => report.write({ contact: written })}
        lengthMax={CONTACT_LENGTH_MAX}
        {...(isWrong('contact', hasUsableContact) ? { fault: say('contactFault') } : {})}
      />
      <View role="alert">{fault && !isSaidThere && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={send}>{say('send')}</Button>
      <LinkButton onTap={() => void navigation.open('progress')}>{say('haveNumber')}</LinkButton>
    </>
  )
})

/** The form is not whole, and says so itself. */
const NOT_SENT = { ok: true, value: undefined } as const
