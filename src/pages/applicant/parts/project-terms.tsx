import type { Project } from '#contract'
import { observer } from 'mobx-react-lite'
import { sizeText, useLocale, useRecordDay, useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { lastDayOf, useApplicantStores } from '../../../stores/applicant'
import { Terms } from './terms'
import { useMeasured } from './use-measured'

/** What the applicant wrote, as the service keeps it. */
export const ProjectTerms = observer(function ProjectTerms({ project: { record } }: { project: Project }) {
  const { as } = useApplicantStores()
  const { methodologyFor } = useMeasured()
  const locale = useLocale()
  const say = useWords(projectDraftWords)
  const day = useRecordDay()
  const methodology = methodologyFor(record.kind)
  const size = sizeText(record.size, methodology?.size.unit ?? 'watt', locale)
  const lines = (values: readonly string[]) => values.slice(0, SHOWN_MAX).join('\n')
  return (
    <Terms
      terms={[
        [say('kind'), methodology?.name[locale] ?? record.kind],
        [say('place'), record.address],
        [say('site'), lines(record.siteKeys.map(({ value }) => value))],
        [say('size'), size],
        [say('since'), day(record.startDay)],
        [say('meter'), lines(record.meters.map(({ meterNo }) => meterNo))],
        [say('others'), record.otherScheme ?? say('none')],
        [say('period'), say('days', { from: day(record.period.from), to: day(lastDayOf(record.period)) })],
        ...(as === 'institution'
          ? [[say('entrustments'), say('entrustmentsCount', { n: record.entrustmentIds.length })] as const]
          : []),
      ]}
    />
  )
})

/** A cooperative may have a hundred of them. */
const SHOWN_MAX = 20
