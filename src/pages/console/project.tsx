import type { StaffProject } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { projectWords } from '../../i18n/console/projects'
import { useConsoleStores } from '../../stores/console'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from '../staff/parts'
import { ProjectActButtons } from './parts/project-act-buttons'
import { ProjectExclusions } from './parts/project-exclusions'
import { ProjectHead } from './parts/project-head'
import { ProjectNames } from './parts/project-names'
import { ProjectReadings } from './parts/project-readings'
import { ProjectReports } from './parts/project-reports'

/** One project: what it is, what it measured and came to, who has signed, and the acts. */
export default observer(function ProjectPage() {
  const { project, projectEvidence, projectMethodologies } = useConsoleStores()
  const { projectId = '' } = useRouter().params
  const say = useWords(projectWords)
  const load = () =>
    Promise.all([
      project.open(projectId),
      projectEvidence.open(projectId),
      projectMethodologies.shown === undefined && projectMethodologies.load(),
    ])
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="projects">
      {(project.id === projectId || project.id === '') && (
        <Loaded remote={project.detail.remote} onRetry={load}>
          {(shown) => <Parts project={shown} />}
        </Loaded>
      )}
    </StaffPage>
  )
})

function Parts({ project }: { project: StaffProject }) {
  return (
    <View className="cols">
      <View className="col">
        <ProjectHead project={project} />
        <ProjectExclusions project={project} />
        <ProjectActButtons project={project} />
        <ProjectNames project={project} />
      </View>
      <View className="col">
        <ProjectReports project={project} />
        <ProjectReadings project={project} />
      </View>
    </View>
  )
}
