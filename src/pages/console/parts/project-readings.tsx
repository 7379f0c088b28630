import type { StaffProject } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { monthText, numberText, useLocale, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/console/projects'
import { useConsoleStores } from '../../../stores/console'
import { Card, Heading, List, Row } from '../../../ui'
import { Loaded, useNamed } from '../../resident/parts'
import { useDay } from './use-day'
import { useMeasureText } from './use-measure-text'
import { useMethodologyOf } from './use-methodology-of'

/** A year of months is shown; what is older is in the reports. */
const MONTHS_SHOWN_MAX = 12

/** What the meters counted, month by month, and what staff found while it ran. */
export const ProjectReadings = observer(function ProjectReadings({ project }: { project: StaffProject }) {
  const { projectEvidence } = useConsoleStores()
  const say = useWords(projectWords)
  const locale = useLocale()
  const named = useNamed()
  const measureText = useMeasureText()
  const rule = useMethodologyOf()(project.kind)
  return (
    <>
      <Heading>{say('readings')}</Heading>
      {projectEvidence.id === project.projectId && (
        <Loaded
          remote={projectEvidence.detail.remote}
          onRetry={() => projectEvidence.open(project.projectId)}
        >
          {({ months }) =>
            months.length === 0 ? (
              <Text className="note">{say('readingsNone')}</Text>
            ) : (
              <List label={say('readings')}>
                {months.slice(-MONTHS_SHOWN_MAX).map(({ month, measure, days, quantity }) => {
                  const known = rule?.measures.find((one) => one.measure === measure)
                  return (
                    <Row
                      key={`${month} ${measure}`}
                      title={`${monthText(month, locale)} · ${known ? named(known.name) : measure}`}
                      detail={say('monthLine', { n: numberText(days) })}
                      end={measureText(quantity, known?.unit)}
                    />
                  )
                })}
              </List>
            )
          }
        </Loaded>
      )}
      <Findings project={project} />
    </>
  )
})

function Findings({ project: { findings } }: { project: StaffProject }) {
  const say = useWords(projectWords)
  const { when } = useDay()
  if (findings.length === 0) return null
  return (
    <>
      <Heading>{say('findings')}</Heading>
      <Card>
        {findings.map(({ kind, words, at }) => (
          <Row key={at} title={`${say(kind)} · ${words}`} detail={when(at)} />
        ))}
      </Card>
    </>
  )
}
