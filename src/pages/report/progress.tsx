import type { FraudProgress } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords, whenText } from '../../i18n'
import { progressWords } from '../../i18n/report/report'
import { fraudAboutWords } from '../../i18n/staff/fraud'
import { useStores } from '../../stores'
import { useReportStore } from '../../stores/report'
import { Button, Card, Field, Heading, LinkButton, Page, Timeline, Tip, type TimelineStep } from '../../ui'
import { useAct } from '../resident/parts/use-act'

/** Sixteen digits with what stands between them. */
const NUMBER_LENGTH_MAX = 24

/** Where a report stands, for whoever holds its number. */
export default observer(function Progress() {
  const report = useReportStore()
  const { navigation } = useStores()
  const say = useWords(progressWords)
  const [isFaulty, setFaulty] = useState(false)
  const { perform, fault } = useAct(
    () => report.follow(),
    () => undefined,
  )
  const find = async () => {
    const isWhole = report.number.replace(/\D/g, '').length === 16
    setFaulty(!isWhole)
    if (isWhole) await perform()
  }
  return (
    <Page title={say('title')}>
      <View className="para">{say('lead')}</View>
      <Field
        kind="number"
        label={say('number')}
        hint={say('numberHint')}
        value={report.number}
        onChange={(number) => report.write({ number })}
        lengthMax={NUMBER_LENGTH_MAX}
        {...(isFaulty ? { fault: say('numberFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={find}>{say('find')}</Button>
      {report.progress && <Steps progress={report.progress} />}
      <LinkButton onTap={() => void navigation.open('fraud')}>{say('toReport')}</LinkButton>
    </Page>
  )
})

function Steps({ progress }: { progress: FraudProgress }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(progressWords)
  const sayAbout = useWords(fraudAboutWords)
  const when = (at: string | null) => (at === null ? '' : whenText(at, locale, now()))
  const { lookedAt, answeredAt, outcome, answer } = progress
  const stateOf = (at: string | null, isNext: boolean): TimelineStep['state'] =>
    at !== null ? 'done' : isNext ? 'wait' : 'next'
  const steps: readonly TimelineStep[] = [
    { name: say('received'), when: when(progress.receivedAt), state: 'done' },
    { name: say('lookedAt'), when: when(lookedAt), state: stateOf(lookedAt, true) },
    {
      name: say('answered'),
      when:
        answeredAt === null
          ? say('dueBy', { when: dayText(progress.answerDueAt, locale, now()) })
          : when(answeredAt),
      state: stateOf(answeredAt, lookedAt !== null),
    },
  ]
  return (
    <View role="status" aria-live="polite">
      <Heading>{say('about', { about: sayAbout(progress.about) })}</Heading>
      <Timeline steps={steps} />
      {outcome !== null && (
        <Card>
          <View className="strong">{say(outcome)}</View>
          <View className="para">{answer}</View>
        </Card>
      )}
    </View>
  )
}
