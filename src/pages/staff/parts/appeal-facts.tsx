import type { StaffAppeal } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { dayText, distanceText, timeText, useLocale, useWords, whenText } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { staffAppealWords } from '../../../i18n/staff/appeals'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Card, Heading, List, Row, SceneGlyph, Stamp, useMassName } from '../../../ui'
import { useNamed, useSceneName } from '../../resident/parts'

/** What the resident objects to, in her words, and by when she is owed an answer. */
export function AppealFacts({ appeal }: { appeal: StaffAppeal }) {
  const { now } = useStores()
  const locale = useLocale()
  const named = useNamed()
  const sceneName = useSceneName()
  const say = useWords(staffAppealWords)
  const sayReason = useWords(rideWords)
  const due = { when: dayText(appeal.answerDueAt, locale, now()) }
  const facts = [
    [say('district'), appeal.district],
    [say('opened'), whenText(appeal.openedAt, locale, now())],
  ] as const
  return (
    <>
      <Card>
        <View className="split">
          <View className="scene-h">
            <SceneGlyph scene={appeal.sceneId} />
            <View className="strong">{sayReason(appeal.reason)}</View>
          </View>
          {appeal.overdue && <Stamp kind="wait">{say('overdue')}</Stamp>}
        </View>
        <View className="note">
          {say('about', { operator: named(appeal.operator), scene: sceneName(appeal.sceneId) })}
        </View>
        {appeal.state === 'open' && (
          <View className={appeal.overdue ? 'para refuse' : 'para wait'}>
            {say(appeal.overdue ? 'overdueSince' : 'due', due)}
          </View>
        )}
      </Card>
      <Heading>{say('said')}</Heading>
      <Card>{appeal.text || <Text className="note">{say('saidNothing')}</Text>}</Card>
      <AppealedRide appeal={appeal} />
      <List>
        {facts.map(([name, fact]) => (
          <Row key={name} title={fact || '–'} detail={name} />
        ))}
      </List>
    </>
  )
}

/** What is held about the ride, and the way to the run it lies in. */
function AppealedRide({ appeal: { ride, rideId } }: { appeal: StaffAppeal }) {
  const { now } = useStores()
  const { navigation } = useStaffStores()
  const locale = useLocale()
  const say = useWords(staffAppealWords)
  const massName = useMassName()
  const when = whenText(ride.boardedAt, locale, now())
  const stations = ride.from && ride.to ? `${ride.from} → ${ride.to}` : say('noStations')
  const distance = ride.distanceMeters === null ? [] : [distanceText(ride.distanceMeters, locale)]
  return (
    <>
      <Heading>{say('ride')}</Heading>
      <List>
        <Row
          title={stations}
          detail={
            <>
              <View className="nums">
                {ride.alightedAt === null ? when : `${when} – ${timeText(ride.alightedAt)}`}
              </View>
              <View className="mono">{rideId}</View>
            </>
          }
          end={!ride.counts && <Stamp kind="plain">{say('notCounted')}</Stamp>}
        />
        <Row
          title={[...distance, massName(massTextExact(milligrams(ride.reductionMilligrams)))].join(' · ')}
          detail={say('recorded')}
        />
        <Row title={say('toRun')} onTap={() => void navigation.open('run', { runId: ride.runId })} />
      </List>
    </>
  )
}
