import type { StaffSceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { sceneWords } from '../../i18n/console/scenes'
import { useStores } from '../../stores'
import { useConsoleStores } from '../../stores/console'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from '../staff/parts'
import { SceneActButtons } from './parts/scene-act-buttons'
import { SceneHead } from './parts/scene-head'
import { SceneHistory } from './parts/scene-history'
import { SceneRecordCard } from './parts/scene-record-card'
import { SceneReviews } from './parts/scene-reviews'
import { SceneTrial } from './parts/scene-trial'

/** One application for a scene: what is asked for, what both offices said, its test and connection, and the acts. */
export default observer(function ScenePage() {
  const { scenes } = useStores()
  const { scene } = useConsoleStores()
  const { applicationId = '' } = useRouter().params
  const say = useWords(sceneWords)
  const load = () => Promise.all([scene.open(applicationId), scenes.load(false)])
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="scenes">
      {(scene.id === applicationId || scene.id === '') && (
        <Loaded remote={scene.detail.remote} onRetry={load}>
          {(shown) => <Parts application={shown} />}
        </Loaded>
      )}
    </StaffPage>
  )
})

function Parts({ application }: { application: StaffSceneApplication }) {
  return (
    <View className="cols">
      <View className="col">
        <SceneHead application={application} />
        <SceneTrial application={application} />
        <SceneActButtons application={application} />
        <SceneReviews application={application} />
      </View>
      <View className="col">
        <SceneRecordCard application={application} />
        <SceneHistory application={application} />
      </View>
    </View>
  )
}
