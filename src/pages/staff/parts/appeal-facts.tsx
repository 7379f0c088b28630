import type { StaffAppeal } from '#contract'
import { Text, View } from '@tarojs/components'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { staffAppealWords } from '../../../i18n/staff/appeals'
import { useStores } from '../../../stores'
import { Card, Heading, List, Row, SceneGlyph, Stamp } from '../../../ui'
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
    [say('ride'), <Text className="mono">{appeal.rideId}</Text>],
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
      <List>
        {facts.map(([name, fact]) => (
          <Row key={name} title={fact || '–'} detail={name} />
        ))}
      </List>
    </>
  )
}
