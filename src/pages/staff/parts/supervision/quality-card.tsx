import type { QualityRow } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { decimalText, numberText, useWords } from '../../../../i18n'
import { anomalyWords, qualityWords } from '../../../../i18n/staff/quality'
import { Button, Card, Meter, SceneGlyph } from '../../../../ui'
import { useNamed, useSceneName } from '../../../resident/parts'
import { Facts } from '../facts'

const VERDICTS = ['accepted', 'duplicate', 'conflict', 'unmatched', 'rejected', 'tested'] as const
const PER_TEN_THOUSAND = 10_000

/** One operator's data of one scene in the month: what came and how much of it was found, the rest on a tap. */
export function QualityCard({ row }: { row: QualityRow }) {
  const named = useNamed()
  const sceneName = useSceneName()
  const say = useWords(qualityWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <Card>
      <View className="scene-h">
        <SceneGlyph scene={row.sceneId ?? ''} />
        <View className="row-b">
          <View className="strong">{row.sceneId === null ? say('noScene') : sceneName(row.sceneId)}</View>
          <View className="note">{named(row.operator)}</View>
        </View>
      </View>
      <Rate row={row} />
      <Facts
        facts={[
          [say('rows'), numberText(row.rows)],
          ...VERDICTS.filter((verdict) => row[verdict] > 0).map(
            (verdict) => [say(verdict), numberText(row[verdict])] as const,
          ),
        ]}
      />
      {isOpen && <QualityDetails row={row} />}
      <Button kind="quiet" onTap={() => setOpen(!isOpen)}>
        {say(isOpen ? 'less' : 'more')}
      </Button>
    </Card>
  )
}

/** How many of the believable rows found somebody who consented; words instead of a nought, which reads like a fault of the operator's. */
function Rate({ row }: { row: QualityRow }) {
  const say = useWords(qualityWords)
  const rate = row.matchRatePerTenThousand
  const isFound = row.accepted + row.duplicate + row.conflict > 0
  if (!isFound && row.unmatched > 0) return <View className="note">{say('nobodyFound')}</View>
  if (rate === null) return row.tested > 0 ? <View className="note">{say('testsOnly')}</View> : null
  return (
    <>
      <View className="para nums">
        {say('rate')} {decimalText(rate, 2)} %
      </View>
      <Meter part={rate} whole={PER_TEN_THOUSAND} />
      <View className="note">{say('rateMeans')}</View>
    </>
  )
}

function QualityDetails({ row }: { row: QualityRow }) {
  const named = useNamed()
  const say = useWords(qualityWords)
  const sayAnomaly = useWords(anomalyWords)
  const anomaly = (kind: string) =>
    kind in anomalyWords ? sayAnomaly(kind as keyof typeof anomalyWords) : kind
  const facts: readonly (readonly [string, string])[] = [
    ...row.rejectedBy.map(({ words, rows }) => [named(words), numberText(rows)] as const),
    [say('breaks'), numberText(row.breaks)],
    [say('settled'), numberText(row.settledRides)],
    [say('late'), numberText(row.lateRides)],
    [say('merged'), numberText(row.duplicateTrips)],
    ...row.anomalies.map(({ kind, rides }) => [anomaly(kind), numberText(rides)] as const),
    [
      say('appeals'),
      [row.appealsOpened, row.appealsUpheld, row.appealsDismissed].map(numberText).join(' / '),
    ],
  ]
  return <Facts facts={facts} />
}
