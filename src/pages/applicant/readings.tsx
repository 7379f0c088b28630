import type { Project } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords } from '../../i18n'
import { readingsWords } from '../../i18n/applicant/readings'
import { useStores } from '../../stores'
import { useApplicantStores } from '../../stores/applicant'
import { Button, Field, Heading, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { useAct } from '../resident/parts/use-act'
import { ApplicantPage } from './parts'
import { JudgedLines } from './parts/judged-lines'
import { Months } from './parts/outlook'
import { PeriodSum } from './parts/period-sum'
import { useMeasured } from './parts/use-measured'

/** What the meters of a project counted, pasted a day a line, with a verdict on each. */
export default observer(function ReadingsPage() {
  const { project, projectDraft, readings } = useApplicantStores()
  const { projectId = '' } = useRouter().params
  const say = useWords(readingsWords)
  const load = () => {
    readings.open(projectId)
    return Promise.all([project.open(projectId), projectDraft.methodologies.load()])
  }
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <Loaded remote={project.current.remote} onRetry={load}>
        {(shown) =>
          CLOSED.includes(shown.state) ? <Tip kind="wait">{say('closed')}</Tip> : <Form project={shown} />
        }
      </Loaded>
    </ApplicantPage>
  )
})

const CLOSED: readonly Project['state'][] = ['refused', 'withdrawn', 'ended']

/** As much as a push may be. */
const TEXT_LENGTH_MAX = 2_000_000

const Form = observer(function Form({ project: shown }: { project: Project }) {
  const { ui } = useStores()
  const { readings, project, navigation } = useApplicantStores()
  const say = useWords(readingsWords)
  const plain = usePlainMeters(shown)
  const fault = useTextFault()
  const { perform, fault: refused } = useAct(
    async () => (await readings.send(plain)) ?? NOT_SENT,
    (outcome) => {
      if (!outcome) return
      ui.say(say('sent', { n: outcome.counts.accepted }))
      void project.askAgain()
    },
  )
  const [isTried, setTried] = useState(false)
  const send = async () => {
    setTried(true)
    await perform()
  }
  const isEmpty = isTried && readings.text.trim() === '' && !readings.outcome
  return (
    <>
      <View className="para">{say('how')}</View>
      <Text className="note">{say('example')}</Text>
      <View className="example">{exampleOf(plain)}</View>
      <Field
        kind="long"
        label={say('field')}
        hint={say('jsonToo')}
        value={readings.text}
        onChange={(text) => readings.write(text)}
        lengthMax={TEXT_LENGTH_MAX}
        {...(isEmpty ? { fault: say('nothing') } : fault === undefined ? {} : { fault })}
      />
      <View role="alert">{refused && <Tip kind="refuse">{refused}</Tip>}</View>
      <Button onTap={send}>{say('send')}</Button>
      <JudgedLines kind={shown.kind} />
      <Sum kind={shown.kind} />
      <Button kind="quiet" onTap={() => navigation.back()}>
        {say('toProject')}
      </Button>
    </>
  )
})

/** Lines cannot be read and are named beside the field: nothing was sent. */
const NOT_SENT = { ok: true, value: undefined } as const

/** Meters whose figures may be written as a day and kilowatt hours. */
function usePlainMeters({ kind, record }: Project) {
  const { methodologyFor } = useMeasured()
  const measures = methodologyFor(kind)?.measures ?? []
  const isPower = (name: string) =>
    measures.some(({ measure, unit }) => measure === name && unit === 'wattHour')
  return record.meters.filter(({ measure }) => isPower(measure))
}

const exampleOf = (meters: readonly { readonly meterNo: string }[]): string => {
  const [first] = meters
  const before = meters.length > 1 && first ? `${first.meterNo} ` : ''
  return `${before}2026-04-01 24.5\n${before}2026-04-02 23`
}

const LINES_NAMED_MAX = 8

function useTextFault(): string | undefined {
  const { readings } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(readingsWords)
  const { unread } = readings
  if (unread.length === 0) return undefined
  const named = unread.slice(0, LINES_NAMED_MAX).join(locale === 'zh' ? '、' : ', ')
  return say('unread', { lines: unread.length > LINES_NAMED_MAX ? `${named}…` : named })
}

const Sum = observer(function Sum({ kind }: { kind: string }) {
  const { project } = useApplicantStores()
  const say = useWords(readingsWords)
  const outlook = project.outlook.shown
  if (!outlook) return null
  return (
    <>
      <Heading>{say('months')}</Heading>
      {outlook.months.length === 0 && <View className="note">{say('noMonths')}</View>}
      <Months outlook={outlook} kind={kind} />
      <PeriodSum outlook={outlook} kind={kind} />
    </>
  )
})
