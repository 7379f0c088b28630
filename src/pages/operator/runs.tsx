import type { OperatorRun, OperatorRunList } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { memo } from 'react'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { runsWords, runStateWords } from '../../i18n/operator/runs'
import { runMassText } from '../../i18n/staff/run-mass'
import { TURNS, useOperatorStores } from '../../stores/operator'
import { Chips, Empty, LongList, SceneGlyph, Stamp, type StampKind } from '../../ui'
import { Loaded, useSceneName } from '../resident/parts'
import { OperatorPage } from './parts/operator-page'
import { Whose } from './parts/whose'

/** An operator's runs by whose turn they are. */
export default observer(function RunsPage() {
  const { runs } = useOperatorStores()
  const say = useWords(runsWords)
  return (
    <OperatorPage title={say('title')} place="runs" onShow={() => runs.runs.load()}>
      <Whose />
      <View className="note">{say('how')}</View>
      <Chips
        label={say('turn')}
        options={TURNS.map((value) => ({ value, name: say(value) }))}
        chosen={runs.turn}
        onChoose={(turn) => runs.choose(turn)}
      />
      <Loaded remote={runs.runs.remote} onRetry={() => runs.runs.load()}>
        {(list) => <Runs list={list} />}
      </Loaded>
    </OperatorPage>
  )
})

const Runs = observer(function Runs({ list }: { list: OperatorRunList }) {
  const { runs } = useOperatorStores()
  const say = useWords(runsWords)
  const items = runs.chosenOf(list)
  if (items.length === 0) return <Empty glyph="rides" title={say('empty')} detail={say('emptyDetail')} />
  return (
    <View className="op-runs">
      <LongList
        label={say(runs.turn)}
        items={items}
        keyOf={({ runId }) => runId}
        draw={(run) => <RunLine run={run} />}
      />
    </View>
  )
})

const STAMPS: Readonly<Record<string, StampKind>> = { issued: 'done', returned: 'refused', empty: 'plain' }

const isState = (state: string): state is keyof typeof runStateWords => state in runStateWords

const RunLine = memo(function RunLine({ run }: { run: OperatorRun }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const sceneName = useSceneName()
  const say = useWords(runsWords)
  const sayState = useWords(runStateWords)
  const { operatorDay, sceneId, runNo, rides, reductionMilligrams, state, returnedReason } = run
  const day = dayText(`${operatorDay}T12:00:00+08:00`, locale, now())
  const reason = state === 'returned' ? returnedReason : null
  return (
    <View className="row op-run">
      <View className="row-g">
        <SceneGlyph scene={sceneId} />
      </View>
      <View className="row-b">
        <View className="ride-t op-n">{`${say('name', { day, scene: sceneName(sceneId) })} · ${say('no', { no: runNo })}`}</View>
        <View className="ride-d op-n">{say('rides', { n: numberText(rides) })}</View>
        <View className="ride-d op-n">
          {reason === null ? runMassText(reductionMilligrams, locale) : say('reason', { reason })}
        </View>
      </View>
      <Stamp kind={STAMPS[state] ?? 'wait'}>{isState(state) ? sayState(state) : state}</Stamp>
    </View>
  )
})
