import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { projectDraftWords } from '../../i18n/applicant/project-draft'
import { PROJECT_STEPS, useApplicantStores } from '../../stores/applicant'
import { Button, Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, DraftFrame } from './parts'
import { KindStep, PeriodStep, SizeStep, WhereStep } from './parts/project-steps'
import { ProjectSummary } from './parts/project-summary'

/** A project, a few questions at a time, with what the rules say while it is written. */
export default observer(function ProjectDraftPage() {
  const { projectDraft } = useApplicantStores()
  const { projectId = '' } = useRouter().params
  const say = useWords(projectDraftWords)
  const load = () => projectDraft.open(projectId)
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <Loaded remote={projectDraft.methodologies.remote} onRetry={load}>
        {() =>
          projectDraft.offered.length === 0 ? (
            <Empty glyph="solar" title={say('noKinds')} detail={say('noKindsDetail')} />
          ) : (
            <Form />
          )
        }
      </Loaded>
    </ApplicantPage>
  )
})

const NAMES = ['stepKind', 'stepWhere', 'stepSize', 'stepPeriod', 'stepSummary'] as const
const PARTS = [KindStep, WhereStep, SizeStep, PeriodStep, ProjectSummary] as const

const Form = observer(function Form() {
  const { projectDraft, navigation } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const { step, isLastStep } = projectDraft
  const Part = PARTS[step] ?? ProjectSummary
  const discard = () => {
    projectDraft.discard()
    void navigation.back()
  }
  return (
    <DraftFrame
      step={step}
      all={PROJECT_STEPS.length}
      name={say(NAMES[step] ?? 'stepSummary')}
      onNext={isLastStep ? undefined : () => projectDraft.next()}
      onBack={step > 0 ? () => projectDraft.go(step - 1) : undefined}
      foot={
        projectDraft.isBegun && (
          <Button kind="danger" onTap={discard}>
            {say('discard')}
          </Button>
        )
      }
    >
      <Part />
    </DraftFrame>
  )
})
