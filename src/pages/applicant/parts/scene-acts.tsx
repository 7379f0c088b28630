import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** What may be done from where the application stands: submit, change it. */
export const SceneActs = observer(function SceneActs({ application }: { application: SceneApplication }) {
  const { ui } = useStores()
  const { scene, navigation } = useApplicantStores()
  const say = useWords(scenePageWords)
  const { state, applicationId } = application
  const isHers = state === 'draft' || state === 'returned'
  const { perform, fault } = useAct(
    () => scene.submit(),
    () => ui.say(say('submitted')),
  )
  return (
    <>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      {isHers && <Button onTap={perform}>{say(state === 'draft' ? 'submit' : 'submitAgain')}</Button>}
      {isHers && (
        <Button kind="quiet" onTap={() => navigation.open('scene-draft', { applicationId })}>
          {say('edit')}
        </Button>
      )}
    </>
  )
})
