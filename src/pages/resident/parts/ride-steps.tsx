import type { RideDetail } from '#contract'
import { useLocale, useWords, whenText } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { stepWords } from '../../../i18n/resident/rides'
import { useStores } from '../../../stores'
import { Card, Heading, Timeline, type TimelineStep } from '../../../ui'

/** What happened to the ride and when, and what comes next. */
export function RideSteps({ steps }: { steps: RideDetail['steps'] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  const sayStep = useWords(stepWords)
  const nextIndex = steps.findIndex((step) => step.at === null)
  const lines = steps.map(({ step, at, dueAt }, index): TimelineStep => {
    const due = dueAt === null ? '' : sayStep('due', { when: whenText(dueAt, locale, now()) })
    return {
      name: sayStep(step),
      when: at === null ? due : whenText(at, locale, now()),
      state:
        at !== null ? (step === 'withdrawn' ? 'refused' : 'done') : index === nextIndex ? 'wait' : 'next',
    }
  })
  return (
    <>
      <Heading>{say('steps')}</Heading>
      <Card>
        <Timeline steps={lines} />
      </Card>
    </>
  )
}
