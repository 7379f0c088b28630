import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { WithdrawSheet } from './withdraw-sheet'

const OVER: readonly SceneApplication['state'][] = ['expired', 'withdrawn']

/** What may be done from where the application stands: submit, change it, take it back. */
export const SceneActs = observer(function SceneActs({ application }: { application: SceneApplication }) {
  const { ui } = useStores()
  const { scene, navigation } = useApplicantStores()
  const say = useWords(scenePageWords)
  const sayStep = useWords(stepWords)
  const [isWithdrawing, setWithdrawing] = useState(false)
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
      {!OVER.includes(state) && (
        <Button kind="danger" onTap={() => setWithdrawing(true)}>
          {sayStep('withdraw')}
        </Button>
      )}
      {isWithdrawing && (
        <WithdrawSheet withdraw={(words) => scene.withdraw(words)} onClose={() => setWithdrawing(false)} />
      )}
    </>
  )
})
