import type { Ranking, RankingBoard } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { massText, milligrams } from '#domain/measure'
import { monthText, numberText, useLocale, useWords } from '../../i18n'
import { boardWords, monthWords, togetherWords } from '../../i18n/together/together'
import { useTogetherStores } from '../../stores/together'
import { CityQuantity, Chips, Empty, Heading, Quantity, SegmentedControl, Stamp, useMassName } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import './together.scss'

const BOARDS: readonly RankingBoard[] = ['district', 'school', 'street', 'company']

/** A board: who stands where in a month, by the average a head or by the sum. Hers is marked. */
export default observer(function BoardPage() {
  const { ranking } = useTogetherStores()
  const { board: asked } = useRouter().params
  const board = BOARDS.find((known) => known === asked) ?? 'district'
  const say = useWords(togetherWords)
  const words = useWords(boardWords)
  useShown(() => ranking.open(board))
  return (
    <ResidentPage title={say(`boardOf${board}`)}>
      <SegmentedControl
        label={words('by')}
        options={[
          { value: 'average', name: words('average') },
          { value: 'sum', name: words('sum') },
        ]}
        chosen={ranking.by}
        onChoose={(by) => void ranking.orderBy(by)}
      />
      {ranking.board === board && (
        <Loaded remote={ranking.value.remote} onRetry={() => ranking.value.load()}>
          {(shown) => <Board ranking={shown} />}
        </Loaded>
      )}
    </ResidentPage>
  )
})

const Board = observer(function Board({ ranking }: { ranking: Ranking }) {
  const { ranking: store } = useTogetherStores()
  const locale = useLocale()
  const say = useWords(boardWords)
  const month = useWords(monthWords)
  const { rows, own, months, withheld, peopleMin, isProvisional } = ranking
  return (
    <>
      {ranking.month && months.length > 1 && (
        <Chips
          label={say('month')}
          options={months.map((value) => ({ value, name: monthText(value, locale) }))}
          chosen={ranking.month}
          onChoose={(value) => void store.turnTo(value)}
        />
      )}
      {ranking.month && (
        <View className="rank-h">
          {months.length === 1 ? <Text className="note">{monthText(ranking.month, locale)}</Text> : <View />}
          <Stamp kind={isProvisional ? 'wait' : 'plain'}>
            {month(isProvisional ? 'provisional' : 'final')}
          </Stamp>
        </View>
      )}
      {rows.length === 0 ? (
        <Empty glyph="wait" title={say('none')} detail={say('noneHint', { min: peopleMin })} />
      ) : (
        <View className="list" role="list" aria-label={say('title')}>
          {rows.map((row) => (
            <Place row={row} by={ranking.by} key={row.subject} />
          ))}
        </View>
      )}
      {own && (
        <>
          <Heading>{say('own')}</Heading>
          <View className="list" role="list" aria-label={say('own')}>
            <Place row={own} by={ranking.by} />
          </View>
        </>
      )}
      {withheld > 0 && (
        <Text className="note">{say('withheld', { n: numberText(withheld), min: peopleMin })}</Text>
      )}
    </>
  )
})

function Place({ row, by }: { row: Ranking['rows'][number]; by: Ranking['by'] }) {
  const say = useWords(boardWords)
  const named = useNamed()
  const massName = useMassName()
  const { name, place, people, averageMilligrams, sumMilligrams, isOwn } = row
  const heads = say('people', { n: numberText(people) })
  const average = massName(massText(milligrams(averageMilligrams)))
  const detail = by === 'sum' ? say('detailByAverage', { people: heads, average }) : heads
  return (
    <View className={isOwn ? 'row rank-own' : 'row'} role="listitem">
      <Text className="rank-n" aria-label={say('place', { n: place })}>
        {place}
      </Text>
      <View className="row-b">
        <View className="row-t rank-t">{named(name)}</View>
        <View className="row-d">{isOwn ? `${detail} · ${say('isOwn')}` : detail}</View>
      </View>
      <View className="row-e">
        {by === 'sum' ? (
          <CityQuantity milligramsText={sumMilligrams} />
        ) : (
          <Quantity mass={milligrams(averageMilligrams)} size={4} />
        )}
      </View>
    </View>
  )
}
