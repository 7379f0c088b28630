import type { StaffSceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { scenesWords, sceneStateWords, sceneWords } from '../../../i18n/console/scenes'
import { Card, SceneGlyph, Stamp, type StampKind } from '../../../ui'
import { useNamed, useSceneName } from '../../resident/parts'
import { Facts } from '../../staff/parts'
import { useDay } from './use-day'
import { useOperatorName } from './use-operator-name'

const STAMPS: Readonly<Record<StaffSceneApplication['state'], StampKind>> = {
  draft: 'plain',
  applied: 'wait',
  returned: 'refused',
  approved: 'wait',
  testing: 'wait',
  connecting: 'wait',
  live: 'done',
  suspended: 'refused',
  expired: 'plain',
  withdrawn: 'plain',
}

/** Which operator asks for which scene, by whom, and until when it is approved. */
export const SceneHead = observer(function SceneHead({
  application,
}: {
  application: StaffSceneApplication
}) {
  const say = useWords(sceneWords)
  const sayList = useWords(scenesWords)
  const sayState = useWords(sceneStateWords)
  const named = useNamed()
  const sceneName = useSceneName()
  const operatorName = useOperatorName()
  const { day } = useDay()
  const { sceneId, operatorId, state, applicant, approvedUntil, dueAt, openedAt, round } = application
  const isApproved = ['approved', 'testing', 'connecting', 'live', 'suspended', 'expired'].includes(state)
  return (
    <Card>
      <View className="split">
        <View className="scene-h row-b">
          <SceneGlyph scene={sceneId} />
          <View className="lead strong">
            {sayList('line', { scene: sceneName(sceneId), operator: operatorName(operatorId) })}
          </View>
        </View>
        <Stamp kind={STAMPS[state]}>{sayState(state)}</Stamp>
      </View>
      <Facts
        facts={[
          [
            say('applicant'),
            applicant.institution
              ? say(applicant.kind === 'agent' ? 'entrusted' : 'itself', {
                  name: named(applicant.institution),
                })
              : sayList('byCity'),
          ],
          [say('opened'), day(openedAt)],
          [say('round'), round === 0 ? null : round],
          [
            say('approvedUntil'),
            approvedUntil !== null ? day(approvedUntil) : isApproved ? say('noEnd') : null,
          ],
          [say('due'), dueAt === null ? null : day(dueAt)],
        ]}
      />
    </Card>
  )
})
