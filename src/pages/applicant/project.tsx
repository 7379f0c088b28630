import type { Project } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { projectWords } from '../../i18n/applicant/project'
import { useApplicantStores } from '../../stores/applicant'
import { Heading, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, StateStamp, Withdraw } from './parts'
import { Outlook } from './parts/outlook'
import { ProjectActs } from './parts/project-acts'
import { ProjectFindings } from './parts/project-findings'
import { ProjectReports } from './parts/project-reports'
import { ProjectTerms } from './parts/project-terms'
import { ProjectWay } from './parts/project-way'

/** One project: whose turn it is, what its next period comes to, what was reported and issued. */
export default observer(function ProjectPage() {
  const { project, projectDraft } = useApplicantStores()
  const { projectId = '' } = useRouter().params
  const say = useWords(projectWords)
  const load = () => Promise.all([project.open(projectId), projectDraft.methodologies.load()])
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <Loaded remote={project.current.remote} onRetry={load}>
        {(shown) => <Shown project={shown} />}
      </Loaded>
    </ApplicantPage>
  )
})

const WITH_APPLICANT: readonly Project['state'][] = ['draft', 'returned']
/** Nobody has decided yet. */
const OPEN: readonly Project['state'][] = ['draft', 'applied', 'returned', 'review']
const RUNNING: readonly Project['state'][] = ['crediting', 'tracking']

function Shown({ project }: { project: Project }) {
  const { project: store } = useApplicantStores()
  const say = useWords(projectWords)
  const isHers = WITH_APPLICANT.includes(project.state)
  return (
    <>
      <View className="split">
        <View className="row-b h1">{project.name}</View>
        <StateStamp entry={{ kind: 'project', of: project }} />
      </View>
      <Why project={project} />
      {(isHers || RUNNING.includes(project.state)) && <Outlook project={project} />}
      <ProjectActs project={project} />
      <Heading>{say('way')}</Heading>
      <ProjectWay project={project} />
      <ProjectReports project={project} />
      <ProjectFindings project={project} />
      <Heading>{say('record')}</Heading>
      <ProjectTerms project={project} />
      {OPEN.includes(project.state) && <Withdraw withdraw={(words) => store.withdraw(words)} />}
    </>
  )
}

/** Why it came back, or why it is over; in the words of who said so. */
function Why({ project: { state, reports, closedReasons } }: { project: Project }) {
  const say = useWords(projectWords)
  if (state === 'suspended') return <Tip kind="refuse">{say('suspendedTip')}</Tip>
  if (closedReasons) return <Tip kind="refuse">{say('closedFor', { words: closedReasons })}</Tip>
  if (state !== 'returned') return null
  const reasons = reports.map(({ returnedReasons }) => returnedReasons).filter((words) => words !== null)
  const last = reasons[reasons.length - 1]
  return (
    <Tip kind="refuse">
      <View>{say('returnedTip')}</View>
      {last && <View className="words">{say('returnedFor', { words: last })}</View>}
    </Tip>
  )
}
