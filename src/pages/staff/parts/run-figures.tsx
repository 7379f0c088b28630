import type { Run } from '#contract'
import { Text, View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { runStateWords } from '../../../i18n/staff/desk'
import { runWords } from '../../../i18n/staff/run'
import { Card, SceneGlyph, Stamp, Tip, type StampKind } from '../../../ui'
import { useRunLine } from './use-run-line'
import { WhoIsHere } from './who-is-here'

const stampOf = ({ state }: Run): StampKind =>
  state === 'issued' ? 'done' : state === 'returned' ? 'refused' : 'wait'

/** What would be issued: the mass to the milligram, how many rides and accounts it is made of. */
export function RunFigures({ run }: { run: Run }) {
  const say = useWords(runWords)
  const sayState = useWords(runStateWords)
  const { name, dayAndNo, mass } = useRunLine(run)
  return (
    <>
      <WhoIsHere />
      <Card>
        <View className="split">
          <View className="scene-h">
            <SceneGlyph scene={run.sceneId} />
            <View className="strong">{name}</View>
          </View>
          <Stamp kind={stampOf(run)}>{sayState(run.state)}</Stamp>
        </View>
        <View className="note nums">{dayAndNo}</View>
        <View className="hero">
          <Text className="note">{say('figures')}</Text>
          <View className="h1 nums">{mass}</View>
          <Text className="digits">{say('exact', { n: numberText(run.reductionMilligrams) })}</Text>
        </View>
        <View className="pair">
          <Figure label={say('rides')} figure={run.rides} />
          <Figure label={say('accounts')} figure={run.accounts} />
        </View>
        {run.serialFrom !== null && run.serialTo !== null && (
          <Text className="digits">
            {say('serials', { from: numberText(run.serialFrom), to: numberText(run.serialTo) })}
          </Text>
        )}
      </Card>
      {run.returnedReason !== null && run.state === 'returned' && (
        <Tip kind="refuse">{say('returned', { reason: run.returnedReason })}</Tip>
      )}
    </>
  )
}

function Figure({ label, figure }: { label: string; figure: number }) {
  return (
    <View className="pair-i">
      <Text className="note">{label}</Text>
      <View className="lead nums">{numberText(figure)}</View>
    </View>
  )
}
