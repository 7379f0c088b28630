import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../i18n'
import { sceneDraftWords, scenePageWords } from '../../i18n/applicant/scene'
import { useApplicantStores } from '../../stores/applicant'
import { Heading, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, StateStamp, Terms, Withdraw } from './parts'
import { SceneActs } from './parts/scene-acts'
import { SceneApproval } from './parts/scene-approval'
import { SceneTrial } from './parts/scene-trial'
import { SceneWay } from './parts/scene-way'

/** One application for a scene: whose turn it is, how the test goes, until when it is approved. */
export default observer(function ScenePage() {
  const { scene } = useApplicantStores()
  const { applicationId = '' } = useRouter().params
  const say = useWords(scenePageWords)
  const load = () => scene.open(applicationId)
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <Loaded remote={scene.current.remote} onRetry={load}>
        {(application) => <Shown application={application} />}
      </Loaded>
    </ApplicantPage>
  )
})

const OVER: readonly SceneApplication['state'][] = ['expired', 'withdrawn']
const STOPPED: readonly SceneApplication['state'][] = ['returned', 'suspended']

const Shown = observer(function Shown({ application }: { application: SceneApplication }) {
  const { scene: store } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(scenePageWords)
  const sayDraft = useWords(sceneDraftWords)
  const { scene } = store
  const operator = scene?.providers.find(({ operatorId }) => operatorId === application.operatorId)
  const names = {
    scene: scene?.name[locale] ?? application.sceneId,
    operator: operator?.name[locale] ?? application.operatorId,
  }
  const reasons = [...application.steps].reverse().find((step) => step.reasons !== null)?.reasons
  const { methodologyCode, channel, dataSource } = application.record as Partial<{
    methodologyCode: string
    channel: { zh: string; en: string }
    dataSource: string
  }>
  return (
    <>
      <View className="split">
        <View className="row-b h1">{sayDraft('chosen', names)}</View>
        <StateStamp entry={{ kind: 'scene', of: application }} />
      </View>
      {STOPPED.includes(application.state) && reasons && (
        <Tip kind="refuse">
          <View className="words">{say('reasons', { words: reasons })}</View>
        </Tip>
      )}
      <SceneTrial application={application} />
      <SceneApproval application={application} />
      <SceneActs application={application} />
      <Heading>{say('way')}</Heading>
      <SceneWay application={application} />
      <Heading>{say('record')}</Heading>
      <Terms
        terms={[
          [sayDraft('methodology'), methodologyCode ?? ''],
          [sayDraft('channelZh'), channel?.[locale] ?? ''],
          [sayDraft('dataSource'), dataSource ?? ''],
        ]}
      />
      {!OVER.includes(application.state) && <Withdraw withdraw={(words) => store.withdraw(words)} />}
    </>
  )
})
