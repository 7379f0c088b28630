import type { ProjectEvidence, StaffProject } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/console/projects'
import { useConsoleStores } from '../../../stores/console'
import { Heading, List, Row, Tip } from '../../../ui'
import { Loaded, useNamed } from '../../resident/parts'
import { useDay } from './use-day'

/** What the exclusion list says of the site, and whether anything speaks against the project as things stand. */
export const ProjectExclusions = observer(function ProjectExclusions({ project }: { project: StaffProject }) {
  const { projectEvidence } = useConsoleStores()
  const say = useWords(projectWords)
  if (projectEvidence.id !== project.projectId) return null
  return (
    <>
      <Heading>{say('exclusions')}</Heading>
      <Loaded remote={projectEvidence.detail.remote} onRetry={() => projectEvidence.open(project.projectId)}>
        {(evidence) => <Result evidence={evidence} />}
      </Loaded>
    </>
  )
})

function Result({ evidence: { exclusions, refusal } }: { evidence: ProjectEvidence }) {
  const say = useWords(projectWords)
  const named = useNamed()
  const { recordDay } = useDay()
  return (
    <>
      {refusal ? (
        <Tip kind="refuse">{say('excluded', { reason: named(refusal.message) })}</Tip>
      ) : (
        <Tip glyph="done">{say(exclusions.length === 0 ? 'clean' : 'listed')}</Tip>
      )}
      {exclusions.length > 0 && (
        <List label={say('exclusions')}>
          {exclusions.map(({ scheme, siteKey, from, to }) => {
            const named = { kind: say(siteKey.kind), value: siteKey.value, from: recordDay(from) }
            return (
              <Row
                key={`${scheme} ${siteKey.value} ${from}`}
                title={say(scheme)}
                detail={to === null ? say('entry', named) : say('entryTo', { ...named, to: recordDay(to) })}
              />
            )
          })}
        </List>
      )}
    </>
  )
}
