import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { scenePageWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { Card, Heading, LinkButton, Meter, Tip } from '../../../ui'
import { copyText } from '../../resident/parts/use-giving'
import { useDay } from './use-day'

/** Where the operators' guide stands among the platform's documents. */
const GUIDE = 'docs/integration/operators.md'

/** The system test or the data connection under way: how far it is, and what to send. */
export const SceneTrial = observer(function SceneTrial({ application }: { application: SceneApplication }) {
  const { ui } = useStores()
  const say = useWords(scenePageWords)
  const day = useDay()
  const { trial, dueAt } = application
  if (!trial) return null
  const { phase, tested, rowsMin, pushes, rejected, verdict } = trial
  const copy = async () => {
    if (await copyText(GUIDE)) ui.say(say('guideCopied'))
  }
  return (
    <>
      <Heading>{say(phase)}</Heading>
      <Card>
        <View className="strong nums">
          {say('trialCount', { n: numberText(tested), min: numberText(rowsMin) })}
        </View>
        <Meter part={Math.min(tested, rowsMin)} whole={rowsMin} />
        <View className="note">
          {say('trialPushes', { pushes: numberText(pushes), rejected: numberText(rejected) })}
        </View>
        {dueAt && <View className="note">{say('trialDue', { when: day(dueAt) })}</View>}
      </Card>
      <Tip kind={verdict === 'rowsFaulty' ? 'refuse' : verdict === 'passed' ? 'hint' : 'wait'}>
        {say(verdict)}
      </Tip>
      <View className="para">{say('trialHow')}</View>
      <View className="note">{say('guide')}</View>
      <LinkButton onTap={() => void copy()}>{say('guideCopy')}</LinkButton>
    </>
  )
})
