import type { YearReport } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { milligrams } from '#domain/measure'
import {
  dayText,
  decimalText,
  distanceText,
  monthShort,
  monthText,
  numberText,
  useLocale,
  useWords,
} from '../../i18n'
import { yearWords } from '../../i18n/together/year'
import { useStores } from '../../stores'
import { useTogetherStores } from '../../stores/together'
import { BarChart, Card, Chips, Empty, Glyph, Heading, List, Quantity, Row, SceneGlyph } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import { Poster } from './parts/poster'
import './together.scss'

/** What a year came to, and a picture of it to keep. */
export default observer(function YearPage() {
  const { years } = useTogetherStores()
  const say = useWords(yearWords)
  useShown(() => years.open())
  const items = years.years.shown?.items ?? []
  return (
    <ResidentPage title={say('title')}>
      {items.length > 1 && (
        <Chips
          label={say('which')}
          options={items.map(({ year }) => ({ value: String(year), name: say('yearOf', { n: year }) }))}
          chosen={String(years.year)}
          onChoose={(year) => void years.turnTo(Number(year))}
        />
      )}
      <Loaded remote={years.report.remote} onRetry={() => years.open()}>
        {(report) => <Report report={report} />}
      </Loaded>
    </ResidentPage>
  )
})

function Report({ report }: { report: YearReport }) {
  const say = useWords(yearWords)
  if (report.issuedMilligrams === 0)
    return (
      <>
        <Span report={report} />
        <Empty
          glyph="rides"
          title={say('empty')}
          {...(report.isRunning ? { detail: say('emptyHint') } : {})}
        />
      </>
    )
  return (
    <>
      <View className="hero">
        <Span report={report} />
        <Text className="note">{say('issued')}</Text>
        <Quantity mass={milligrams(report.issuedMilligrams)} size={6} expands />
      </View>
      <Compared report={report} />
      <Figures report={report} />
      <Scenes report={report} />
      <Months report={report} />
      <Poster report={report} />
    </>
  )
}

/** Which days it is about, where that is not a whole year. */
function Span({ report: { year, from, isRunning } }: { report: YearReport }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(yearWords)
  const when = dayText(from, locale, now())
  return (
    <>
      <View className="h1">{say('yearOf', { n: year })}</View>
      {isRunning && <Text className="note">{say('soFar')}</Text>}
      {!from.endsWith('-01-01') && <Text className="note">{say('from', { when })}</Text>}
    </>
  )
}

function Compared({ report: { comparison } }: { report: YearReport }) {
  const say = useWords(yearWords)
  const named = useNamed()
  return (
    <Card>
      <Text className="note">{say('compare')}</Text>
      {comparison === null ? (
        <View className="lead">{say('comparisonNone')}</View>
      ) : (
        <>
          <View className="lead">{say('comparison', { n: numberText(comparison.kilowattHours) })}</View>
          <Text className="note">
            {say('source', {
              factor: decimalText(comparison.milligramsPerKilowattHour, 6),
              source: named(comparison.source),
            })}
          </Text>
        </>
      )}
    </Card>
  )
}

function Figures({ report }: { report: YearReport }) {
  const locale = useLocale()
  const say = useWords(yearWords)
  const named = useNamed()
  const { rides, days, distanceMeters, points, titles } = report
  return (
    <List>
      <Row title={say('rides')} end={say('ridesN', { n: numberText(rides) })} />
      <Row title={say('days')} end={say('daysN', { n: days })} />
      {distanceMeters > 0 && <Row title={say('distance')} end={distanceText(distanceMeters, locale)} />}
      <Row title={say('converted')} end={say('pointsN', { n: numberText(points.converted) })} />
      <Row title={say('spent')} end={say('pointsN', { n: numberText(points.spent) })} />
      {titles.length > 0 && <Row title={say('titles')} detail={titles.map(named).join(' · ')} />}
    </List>
  )
}

/** What brought how much, rides by scene and her projects: together the sum above. */
function Scenes({ report: { byScene, projectMilligrams } }: { report: YearReport }) {
  const locale = useLocale()
  const say = useWords(yearWords)
  const named = useNamed()
  return (
    <>
      <Heading>{say('byScene')}</Heading>
      <List label={say('byScene')}>
        {byScene.map(({ sceneId, name, rides, distanceMeters, issuedMilligrams }) => (
          <Row
            glyph={<SceneGlyph scene={sceneId} />}
            title={named(name)}
            detail={
              distanceMeters === null
                ? say('sceneRides', { rides })
                : say('sceneDetail', { rides, distance: distanceText(distanceMeters, locale) })
            }
            end={<Quantity mass={milligrams(issuedMilligrams)} size={3} />}
            key={sceneId}
          />
        ))}
        {projectMilligrams > 0 && (
          <Row
            glyph={<Glyph name="solar" />}
            title={say('projects')}
            detail={say('projectsDetail')}
            end={<Quantity mass={milligrams(projectMilligrams)} size={3} />}
          />
        )}
      </List>
    </>
  )
}

function Months({ report: { year, months } }: { report: YearReport }) {
  const locale = useLocale()
  const say = useWords(yearWords)
  const best = [...months].sort((a, b) => b.issuedMilligrams - a.issuedMilligrams)[0]
  const bars = months.map(({ month, issuedMilligrams }) => ({
    short: monthShort(month, locale),
    name: monthText(month, locale),
    issued: issuedMilligrams,
    pending: 0,
  }))
  const summary = best
    ? say('monthsSummary', { year, best: monthText(best.month, locale) })
    : say('monthsEmpty', { year })
  return (
    <>
      <Heading>{say('byMonth')}</Heading>
      <Card>
        <BarChart bars={bars} summary={summary} />
      </Card>
    </>
  )
}
