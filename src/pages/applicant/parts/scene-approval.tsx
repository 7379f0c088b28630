import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Card } from '../../../ui'
import { ExtendSheet } from './extend-sheet'
import { useDay } from './use-day'

const APPROVED: readonly SceneApplication['state'][] = [
  'approved',
  'testing',
  'connecting',
  'live',
  'suspended',
]
const EXTENSION = {
  granted: 'extensionGranted',
  returned: 'extensionReturned',
  lapsed: 'extensionLapsed',
} as const

/** Until when it is approved, and the extension that is asked for in its last months. */
export const SceneApproval = observer(function SceneApproval({
  application,
}: {
  application: SceneApplication
}) {
  const { scene } = useApplicantStores()
  const say = useWords(scenePageWords)
  const day = useDay()
  const [isExtending, setExtending] = useState(false)
  const { state, approvedUntil, extensionOpensOn, extensions } = application
  if (!APPROVED.includes(state)) return null
  return (
    <>
      <Card>
        <View className="note">{say('until')}</View>
        <View className="h1 nums">{approvedUntil ?? say('untilNone')}</View>
        {extensionOpensOn && <View className="note">{say('extensionOpens', { day: extensionOpensOn })}</View>}
        {extensions.map(({ extensionNo, until, state: of, dueAt }) => (
          <View className="row-d" key={extensionNo}>
            {of === 'asked'
              ? say('extensionAsked', { day: until, when: day(dueAt) })
              : say(EXTENSION[of], { day: until })}
          </View>
        ))}
      </Card>
      {scene.mayExtend && <Button onTap={() => setExtending(true)}>{say('extend')}</Button>}
      {isExtending && <ExtendSheet onClose={() => setExtending(false)} />}
    </>
  )
})
