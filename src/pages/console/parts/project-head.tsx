import type { StaffProject } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { sizeText, useLocale, useWords } from '../../../i18n'
import { projectStateWords, projectsWords, projectWords } from '../../../i18n/console/projects'
import { Card, Heading, Stamp, Tip, type StampKind } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { Facts, useKindName } from '../../staff/parts'
import { useDay } from './use-day'
import { useMethodologyOf } from './use-methodology-of'

const stampOf = ({ state }: StaffProject): StampKind =>
  state === 'tracking' ? 'done' : ['refused', 'returned', 'suspended'].includes(state) ? 'refused' : 'wait'

/** What is applied with: the installation, its size, its site keys and meters. */
export const ProjectHead = observer(function ProjectHead({ project }: { project: StaffProject }) {
  const say = useWords(projectWords)
  const sayList = useWords(projectsWords)
  const sayState = useWords(projectStateWords)
  const named = useNamed()
  const kindName = useKindName()
  const methodologyOf = useMethodologyOf()
  const { day } = useDay()
  const locale = useLocale()
  const { record, applicant, institution, state, dueAt, round, closedReasons } = project
  const unit = methodologyOf(record.kind)?.sizeUnit ?? 'watt'
  const owners = record.entrustmentIds.length
  return (
    <>
      <Card>
        <View className="split">
          <View className="row-b lead strong">{project.name}</View>
          <Stamp kind={stampOf(project)}>{sayState(state)}</Stamp>
        </View>
        <Facts
          facts={[
            [say('applicant'), institution ? named(institution) : sayList(applicant)],
            [say('entrusted'), owners === 0 ? null : say('entrustedN', { n: owners })],
            [say('kind'), kindName(record.kind)],
            [say('address'), record.address],
            [say('size'), sizeText(record.size, unit, locale)],
            [say('startDay'), day(record.startDay)],
            [say('otherScheme'), record.otherScheme ?? say('no')],
            [say('round'), round],
            [say('due'), dueAt === null ? null : day(dueAt)],
          ]}
        />
      </Card>
      {closedReasons !== null && <Tip kind="refuse">{say('closedBecause', { reasons: closedReasons })}</Tip>}
      <Heading>{say('site')}</Heading>
      <Card>
        <Facts
          facts={[
            ...record.siteKeys.map(({ kind, value }) => [say(kind), value] as const),
            ...record.meters.map(({ meterNo }) => [say('meter'), meterNo] as const),
          ]}
        />
      </Card>
    </>
  )
})
