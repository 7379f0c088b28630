import type { OverdueList, OverdueProjects } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, numberText, useLocale, useWords, type Say } from '../../../i18n'
import { waitingWords } from '../../../i18n/staff/desk'
import { useStores } from '../../../stores'
import { useStaffStores, type Staff, type StaffPageName } from '../../../stores/staff'
import { Glyph, Heading, List, Row } from '../../../ui'

/** So many are named; the rest is counted. */
const SHOWN_MAX = 8

/** What is late and hers to move, the longest overdue first. */
export const OverdueThings = observer(function OverdueThings() {
  const { navigation, desk, session } = useStaffStores()
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(waitingWords)
  const late = [
    ...(desk.overdueReviews.shown?.items ?? [])
      .filter((item) => isReviewHers(session.staff, item))
      .map(reviewOf),
    ...(desk.overdueProjects.shown?.items ?? [])
      .filter((item) => isProjectHers(session.staff, item))
      .map(projectOf),
  ].sort((one, other) => one.dueAt.localeCompare(other.dueAt))
  if (late.length === 0) return null
  return (
    <View className="col">
      <Heading>{say('overdue')}</Heading>
      <List label={say('overdueList')}>
        {late.slice(0, SHOWN_MAX).map(({ name, dueAt, page, parameters, key }) => (
          <Row
            key={key}
            glyph={<Glyph name="wait" className="refuse" />}
            title={name(say)}
            detail={say('since', { when: dayText(dueAt, locale, now()) })}
            onTap={() => void navigation.open(page, parameters)}
          />
        ))}
      </List>
      {late.length > SHOWN_MAX && (
        <Text className="note">{say('overdueMore', { n: numberText(late.length - SHOWN_MAX) })}</Text>
      )}
    </View>
  )
})

type OverdueReview = OverdueList['items'][number]
type OverdueProject = OverdueProjects['items'][number]

interface Late {
  readonly key: string
  readonly dueAt: string
  readonly page: StaffPageName
  readonly parameters: { readonly [name: string]: string }
  readonly name: (say: Say<typeof waitingWords>) => string
}

/** Checks and experts are the centre's to follow; of scenes each office owes its own word, and either ends a trial. */
const isReviewHers = (staff: Staff | undefined, item: OverdueReview): boolean => {
  if ('proposalId' in item) return staff?.role === 'centre'
  if (!('applicationId' in item)) return staff !== undefined && staff.role !== 'district'
  return item.office === null
    ? staff?.role === 'centre' || staff?.role === 'exchange'
    : item.office === staff?.role
}

const isProjectHers = (staff: Staff | undefined, { owes }: OverdueProject): boolean =>
  owes === 'review' || staff?.role === 'centre'

const reviewOf = (item: OverdueReview): Late => {
  if ('proposalId' in item)
    return {
      key: `${item.proposalId} ${item.kind} ${item.expertId}`,
      dueAt: item.dueAt,
      page: 'methodology',
      parameters: { proposalId: item.proposalId },
      name: (say) =>
        item.kind === 'formalCheck' ? say('formCheck') : say(item.kind, { expert: item.expertId ?? '' }),
    }
  if ('reportId' in item)
    return {
      key: item.reportId,
      dueAt: item.dueAt,
      page: 'fraud-report',
      parameters: { reportId: item.reportId },
      name: (say) => say(item.kind),
    }
  if ('correctionId' in item)
    return {
      key: item.correctionId,
      dueAt: item.dueAt,
      page: 'credit-desk',
      parameters: {},
      name: (say) => say(item.kind),
    }
  return {
    key: `${item.applicationId} ${item.kind} ${item.office}`,
    dueAt: item.dueAt,
    page: 'scene',
    parameters: { applicationId: item.applicationId },
    name: (say) => say(item.kind),
  }
}

const projectOf = ({ projectId, reportNo, owes, dueAt }: OverdueProject): Late => ({
  key: `${projectId} ${owes} ${reportNo}`,
  dueAt,
  page: 'project',
  parameters: { projectId },
  name: (say) => (owes === 'verification' ? say(owes, { n: reportNo ?? 1 }) : say(owes)),
})
