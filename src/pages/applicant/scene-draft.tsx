import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { sceneDraftWords } from '../../i18n/applicant/scene'
import { SCENE_STEPS, useApplicantStores } from '../../stores/applicant'
import { Button } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, DraftFrame } from './parts'
import { SceneRecordStep, SceneStep, WhoStep } from './parts/scene-steps'
import { SceneSummary } from './parts/scene-summary'

/** An application for a scene: which one, for whom, and where its records come from. */
export default observer(function SceneDraftPage() {
  const { sceneDraft } = useApplicantStores()
  const { applicationId = '' } = useRouter().params
  const say = useWords(sceneDraftWords)
  const load = () => sceneDraft.open(applicationId)
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <Loaded remote={sceneDraft.scenes.remote} onRetry={load}>
        {() => <Form />}
      </Loaded>
    </ApplicantPage>
  )
})

const NAMES = ['stepScene', 'stepWho', 'stepRecord', 'stepSummary'] as const
const PARTS = [SceneStep, WhoStep, SceneRecordStep, SceneSummary] as const

const Form = observer(function Form() {
  const { sceneDraft, navigation } = useApplicantStores()
  const say = useWords(sceneDraftWords)
  const { step, isLastStep, isNew } = sceneDraft
  const Part = PARTS[step] ?? SceneSummary
  const hasBack = isNew ? step > 0 : isLastStep
  const discard = () => {
    sceneDraft.discard()
    void navigation.back()
  }
  return (
    <DraftFrame
      step={step}
      all={SCENE_STEPS.length}
      name={say(NAMES[step] ?? 'stepSummary')}
      onNext={isLastStep ? undefined : () => sceneDraft.next()}
      onBack={hasBack ? () => sceneDraft.go(step - 1) : undefined}
      foot={
        sceneDraft.isBegun && (
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
