import type { Collected } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { numberText, useWords } from '../../../i18n'
import { collectedWords } from '../../../i18n/institution/figures'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Card, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** So many are done before she has put the phone down. */
const FEW = 500

type Part = Collected['next']

/** What the next turning back takes, and the way to it. */
export const NextTurnBack = observer(function NextTurnBack({ next }: { next: Part }) {
  const { collected } = useInstitutionStores()
  const say = useWords(collectedWords)
  const [isAsking, setAsking] = useState(false)
  if (next.vouchers === 0 && !isAsking)
    return (
      <Card>
        <View className="strong">{say('nextNone')}</View>
        <View className="note">{say('nextNoneDetail')}</View>
      </Card>
    )
  const n = numberText(next.points)
  return (
    <>
      <Card>
        <View className="note">{say('next')}</View>
        <View className="lead nums">{say('nextSum', { points: n, grams: n })}</View>
        <View className="note">{say('nextFrom', { n: numberText(next.vouchers) })}</View>
        <Progress />
        {!collected.progress && <Button onTap={() => setAsking(true)}>{say('ask')}</Button>}
      </Card>
      {isAsking && <AskSheet next={next} onClose={() => setAsking(false)} />}
    </>
  )
})

/** How far it has come, for the ear too: thousands of vouchers take a while. */
const Progress = observer(function Progress() {
  const { collected } = useInstitutionStores()
  const say = useWords(collectedWords)
  const { progress } = collected
  return (
    <View role="status" aria-live="polite">
      {progress && (
        <Tip kind="wait">
          {say('progress', { done: numberText(progress.vouchers), left: numberText(progress.left.vouchers) })}
        </Tip>
      )}
    </View>
  )
})

function AskSheet({ next, onClose }: { next: Part; onClose: () => void }) {
  const { ui } = useStores()
  const { collected } = useInstitutionStores()
  const say = useWords(collectedWords)
  // When all of it is turned back nothing is left to name while the sheet closes.
  const [asked] = useState(next)
  const { points, vouchers } = next.vouchers > 0 ? next : asked
  const n = numberText(points)
  const { perform, fault } = useAct(
    () => collected.turnBack(),
    () => {
      ui.say(say('done'))
      onClose()
    },
  )
  return (
    <Sheet title={say('askTitle', { n })} onClose={onClose}>
      <View className="para lead nums">{say('nextSum', { points: n, grams: n })}</View>
      <View className="para">{say('askHow')}</View>
      {vouchers > FEW && <View className="note">{say('askMany', { n: numberText(vouchers) })}</View>}
      <Progress />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('yes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('no')}
      </Button>
    </Sheet>
  )
}
