import type { StaffSceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { sceneStateWords, sceneWords } from '../../../i18n/console/scenes'
import { Card, Heading, Tip } from '../../../ui'
import { useDay } from './use-day'

/** The extension that is asked for, and every step with the words that went with it. */
export function SceneHistory({ application }: { application: StaffSceneApplication }) {
  const say = useWords(sceneWords)
  const sayState = useWords(sceneStateWords)
  const { day, when } = useDay()
  const { steps, extensions, extensionOpensOn } = application
  const asked = extensions.find(({ state }) => state === 'asked')
  const nameOf = (action: string, state: (typeof steps)[number]['state']) =>
    action in sceneWords ? say(action as 'scene.opened') : sayState(state)
  return (
    <>
      {asked && (
        <>
          <Heading>{say('extension')}</Heading>
          <Tip kind="wait">
            <View>{say('extensionAsked', { day: day(asked.until), reasons: asked.reasons })}</View>
            <View>{say('extensionDue', { when: day(asked.dueAt) })}</View>
          </Tip>
        </>
      )}
      {extensionOpensOn !== null && !asked && (
        <View className="note">{say('extensionOpens', { day: day(extensionOpensOn) })}</View>
      )}
      {steps.length > 0 && <Heading>{say('steps')}</Heading>}
      {steps.length > 0 && (
        <Card>
          {steps.map(({ action, state, reasons, occurredAt }) => (
            <View className="fact" key={`${action} ${occurredAt}`}>
              <View className="note">{when(occurredAt)}</View>
              <View className="fact-v">
                {nameOf(action, state)}
                {reasons !== null && <View className="note">{reasons}</View>}
              </View>
            </View>
          ))}
        </Card>
      )}
    </>
  )
}
