import type { StaffSceneApplication } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { sceneActWords } from '../../../i18n/console/scenes'
import { sceneActs } from '../../../stores/console'
import { useStaffStores } from '../../../stores/staff'
import { Tip } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useDay } from './use-day'
import { useExtensionActs } from './use-extension-acts'
import { useSceneActs } from './use-scene-acts'

/** What her office may do about the application now. */
export const SceneActButtons = observer(function SceneActButtons({
  application,
}: {
  application: StaffSceneApplication
}) {
  const { session } = useStaffStores()
  const say = useWords(actWords)
  const sayScene = useWords(sceneActWords)
  const { day } = useDay()
  const may = sceneActs(session.staff, application)
  const known = useSceneActs(application, may.review)
  const extension = useExtensionActs(application)
  const acts = [
    ...(may.review.mayApprove ? [known.approve] : []),
    ...(may.beginTest ? [known.beginTest] : []),
    ...(may.passTest ? [known.passTest] : []),
    ...(may.open ? [known.open] : []),
    ...(may.resume ? [known.resume] : []),
    ...(may.extension?.mayApprove ? [extension.agree, extension.sendBack] : []),
    ...(may.giveBack ? [known.giveBack] : []),
    ...(may.suspend ? [known.suspend] : []),
  ]
  const { dayThatDiffers: own, dayOfOther: other } = may.review
  const isWaiting = may.review.isWaiting || may.extension?.isWaiting === true
  return (
    <>
      {isWaiting && <Tip kind="wait">{say('waitingOffice')}</Tip>}
      {own !== undefined && other !== undefined && (
        <Tip kind="wait">{sayScene('daysDiffer', { own: day(own), other: day(other) })}</Tip>
      )}
      {may.isOwnStop && <Tip kind="wait">{say('ownStop')}</Tip>}
      {acts.length === 0 && !isWaiting && !may.isOwnStop && <Text className="note">{say('nothing')}</Text>}
      <ActButtons acts={acts} />
    </>
  )
})
