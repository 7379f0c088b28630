import type { ProjectList } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { projectsWords, projectStateWords } from '../../i18n/console/projects'
import { useConsoleStores } from '../../stores/console'
import { useStaffStores } from '../../stores/staff'
import { Glyph } from '../../ui'
import { StaffPage, ThingRow, useKindName, useListShown } from '../staff/parts'
import { StateList, useDay } from './parts'

type Project = ProjectList['items'][number]

const STATES: readonly Project['state'][] = [
  'applied',
  'review',
  'crediting',
  'tracking',
  'suspended',
  'returned',
  'refused',
  'withdrawn',
  'ended',
]

/** Projects that were applied with, one state at a time. */
export default observer(function Projects() {
  const { projects } = useConsoleStores()
  const say = useWords(projectsWords)
  const sayState = useWords(projectStateWords)
  useListShown(STATES, { choose: (state) => projects.choose(state), load: () => projects.list.load() })
  return (
    <StaffPage title={say('title')} place="projects">
      <StateList
        labels={{
          state: say('state'),
          list: say('list'),
          empty: say('empty', { state: sayState(projects.state) }),
        }}
        glyph="solar"
        states={STATES.map((value) => ({ value, name: sayState(value) }))}
        of={projects}
        keyOf={(project) => project.projectId}
        draw={(project) => <ProjectRow project={project} />}
      />
    </StaffPage>
  )
})

const ProjectRow = observer(function ProjectRow({ project }: { project: Project }) {
  const { navigation } = useStaffStores()
  const say = useWords(projectsWords)
  const kindName = useKindName()
  const { day } = useDay()
  const { projectId, name, kind, applicant, dueAt, openedAt } = project
  return (
    <ThingRow
      glyph={<Glyph name="solar" />}
      title={name}
      detail={`${kindName(kind)} · ${say(applicant)}`}
      figure={dueAt !== null ? say('due', { when: day(dueAt) }) : day(openedAt)}
      onTap={() => void navigation.open('project', { projectId })}
    />
  )
})
