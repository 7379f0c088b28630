import type { StaffSceneApplication } from '#contract'
import { Text, View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { sceneWords } from '../../../i18n/console/scenes'
import { Card, Heading, Stamp } from '../../../ui'
import { Facts } from '../../staff/parts'
import { useDay } from './use-day'

/** The test or connection under way, by what was pushed. */
export function SceneTrial({ application: { trial } }: { application: StaffSceneApplication }) {
  const say = useWords(sceneWords)
  const { when } = useDay()
  if (trial === null) return null
  const { phase, since, pushes, tested, rejected, rowsMin, verdict } = trial
  const rows = (n: number) => say('rows', { n: numberText(n) })
  return (
    <>
      <Heading>{say('trial')}</Heading>
      <Card>
        <View className="split">
          <View className="row-b">
            {say(phase === 'test' ? 'trialTest' : 'trialConnection', { when: when(since) })}
          </View>
          <Stamp kind={verdict === 'passed' ? 'done' : 'wait'}>{say(verdict)}</Stamp>
        </View>
        <Facts
          facts={[
            [say('pushes'), say('times', { n: numberText(pushes) })],
            [say('tested'), rows(tested)],
            [say('rowsMin'), rows(rowsMin)],
            [say('rejected'), rows(rejected)],
          ]}
        />
        <Text className="note">{say('trialHint')}</Text>
      </Card>
    </>
  )
}
