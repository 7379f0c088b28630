import type { SceneApplication } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button } from '../../../ui'
import { HandIn } from './hand-in'

/** What may be done from where the application stands: submit, change it. */
export const SceneActs = observer(function SceneActs({ application }: { application: SceneApplication }) {
  const { ui } = useStores()
  const { scene, navigation } = useApplicantStores()
  const say = useWords(scenePageWords)
  const { state, applicationId } = application
  const isHers = state === 'draft' || state === 'returned'
  return (
    <>
      {isHers && (
        <HandIn
          name={say(state === 'draft' ? 'submit' : 'submitAgain')}
          handIn={() => scene.submit()}
          onDone={() => ui.say(say('submitted'))}
        />
      )}
      {isHers && (
        <Button kind="quiet" onTap={() => navigation.open('scene-draft', { applicationId })}>
          {say('edit')}
        </Button>
      )}
    </>
  )
})
