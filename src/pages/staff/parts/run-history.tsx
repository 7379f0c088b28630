import type { Run } from '#contract'
import { useLocale, useWords, whenText } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
import { Card, Heading, Timeline } from '../../../ui'

/** How far the run has come, and what it still has before it. */
export function RunHistory({ run }: { run: Run }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(runWords)
  const steps = [
    [say('stepSettled'), run.settledAt],
    [say('stepReported'), run.state === 'returned' ? null : run.reportedAt],
    [say('stepVerified'), run.verifiedAt],
    [say('stepConfirmed'), run.confirmedAt],
    [say('stepIssued'), run.issuedAt],
  ] as const
  return (
    <>
      <Heading>{say('history')}</Heading>
      <Card>
        <Timeline
          steps={steps.map(([name, at]) => ({
            name,
            when: at === null ? '' : whenText(at, locale, now()),
            state: at === null ? 'next' : 'done',
          }))}
        />
      </Card>
    </>
  )
}
