import type { RunDetail } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords, whenText } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { runMassText } from '../../../i18n/staff/run-mass'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Card, Heading, Stamp, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** Whether the run came out the same when it was worked out again from retained evidence, and the way to do so. */
export const RunReplay = observer(function RunReplay({ detail }: { detail: RunDetail }) {
  const { session } = useStaffStores()
  const say = useWords(runWords)
  return (
    <>
      <Heading>{say('replay')}</Heading>
      {session.staff?.role === 'district' ? (
        <Text className="note">{say('cityChecks')}</Text>
      ) : (
        <>
          <Result replay={detail.replay} />
          <ReplayAgain detail={detail} />
        </>
      )}
    </>
  )
})

function Result({ replay }: { replay: RunDetail['replay'] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(runWords)
  if (replay === null)
    return (
      <Card>
        <View className="strong">{say('replayNone')}</View>
        <Text className="note">{say('replayNoneHint')}</Text>
      </Card>
    )
  const when = whenText(replay.at, locale, now())
  return (
    <Card>
      <View className="split">
        <View className="row-b">
          {replay.equal
            ? say('equalHint', { when })
            : say('differsHint', { when, mass: runMassText(replay.replayedMilligrams, locale) })}
        </View>
        <Stamp kind={replay.equal ? 'done' : 'refused'}>{say(replay.equal ? 'equal' : 'differs')}</Stamp>
      </View>
      <Text className="note">{say('digest')}</Text>
      <View className="mono">{replay.evidenceDigest}</View>
    </Card>
  )
}

const ReplayAgain = observer(function ReplayAgain({ detail }: { detail: RunDetail }) {
  const isAgain = detail.replay !== null
  const { ui } = useStores()
  const { run } = useStaffStores()
  const say = useWords(runWords)
  const { perform, fault } = useAct(
    () => run.verify(),
    ({ replay }) => ui.say(say(replay?.equal ? 'replayedEqual' : 'replayedDiffers')),
  )
  return (
    <>
      {fault && <Tip kind="refuse">{fault}</Tip>}
      {!run.acts.verify && detail.run.state === 'reported' && <Text className="note">{say('byCentre')}</Text>}
      {run.acts.verify && (
        <Button kind={isAgain ? 'quiet' : 'primary'} onTap={perform}>
          {say(isAgain ? 'replayAgain' : 'doReplay')}
        </Button>
      )}
    </>
  )
})
