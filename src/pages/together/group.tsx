import type { GroupTop, MyGroup } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { milligrams } from '#domain/measure'
import { dayText, monthText, useLocale, useWords } from '../../i18n'
import { groupWords, monthWords } from '../../i18n/together/together'
import { useStores } from '../../stores'
import { useTogetherStores } from '../../stores/together'
import { Card, Heading, List, Quantity, Row } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import { LeaveGroup } from './parts/leave-group'
import { MonthFigures } from './parts/month-figures'
import { Nickname } from './parts/nickname'
import './together.scss'

/** One of her groups: its place, her share, who shows a nickname, and the way out. */
export default observer(function GroupPage() {
  const { together } = useTogetherStores()
  const { groupId = '' } = useRouter().params
  const say = useWords(groupWords)
  useShown(() => together.openGroup(groupId))
  return (
    <ResidentPage title={say('title')}>
      {(together.groupId === groupId || together.groupId === '') && (
        <Loaded remote={together.one.remote} onRetry={() => together.one.load()}>
          {(one) => (
            <>
              <Months group={one.group} peopleMin={one.peopleMin} />
              <Top one={one} />
              {one.mayShowNickname && <Nickname group={one.group} />}
              <LeaveGroup group={one.group} />
            </>
          )}
        </Loaded>
      )}
    </ResidentPage>
  )
})

function Months({ group, peopleMin }: { group: MyGroup; peopleMin: number }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(groupWords)
  const month = useWords(monthWords)
  const named = useNamed()
  const [latest, ...before] = group.months
  return (
    <>
      <View className="h1 rank-t">{named(group.name)}</View>
      <Text className="note">
        {named(group.openedBy)} · {say('since', { when: dayText(group.joinedAt, locale, now()) })}
      </Text>
      <Card>
        {latest ? (
          <MonthFigures month={latest} peopleMin={peopleMin} />
        ) : (
          <Text className="note">{month('none')}</Text>
        )}
      </Card>
      {before.length > 0 && <Heading>{say('months')}</Heading>}
      {before.map((one) => (
        <Card key={one.month}>
          <MonthFigures month={one} peopleMin={peopleMin} />
        </Card>
      ))}
    </>
  )
}

function Top({ one: { month, top } }: { one: GroupTop }) {
  const locale = useLocale()
  const say = useWords(groupWords)
  const isWithheld = top.some(({ milligrams: mass }) => mass === null)
  return (
    <>
      <Heading>{say('top')}</Heading>
      {month && <Text className="note">{say('topOf', { month: monthText(month, locale) })}</Text>}
      {top.length === 0 ? (
        <View className="para">{say('topNone')}</View>
      ) : (
        <List label={say('top')}>
          {top.map(({ place, nickname, milligrams: mass, isOwn }) => (
            <Row
              glyph={<Text className="rank-n">{place}</Text>}
              title={isOwn ? `${nickname} · ${say('you')}` : nickname}
              end={mass === null ? undefined : <Quantity mass={milligrams(mass)} size={3} />}
              key={`${place} ${nickname}`}
            />
          ))}
        </List>
      )}
      {isWithheld && <Text className="note">{say('topWithheld')}</Text>}
    </>
  )
}
