import type { RankingBoard, Together } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { groupKindWords, monthWords, togetherWords } from '../../i18n/together/together'
import { useStores } from '../../stores'
import { useTogetherStores } from '../../stores/together'
import { Button, Empty, Heading, List, Row, Tip } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import { MyDistrict } from './parts/my-district'
import './together.scss'

const BOARDS: readonly RankingBoard[] = ['district', 'school', 'street', 'company']

/** Riding with others: her district, her groups, the boards, and what a year came to. */
export default observer(function TogetherPage() {
  const { together } = useTogetherStores()
  const { navigation } = useStores()
  const say = useWords(togetherWords)
  useShown(() => together.all.load())
  return (
    <ResidentPage title={say('title')}>
      <List>
        <Row title={say('year')} detail={say('yearDetail')} onTap={() => void navigation.open('year')} />
        <Row
          title={say('titles')}
          detail={say('titlesDetail')}
          onTap={() => void navigation.open('titles')}
        />
      </List>
      <Loaded remote={together.all.remote} onRetry={() => together.all.load()}>
        {(all) => (
          <>
            <View className="para">{say('lead')}</View>
            {all.standing === 'childWaits' && <Tip kind="wait">{say('childWaits')}</Tip>}
            <Heading>{say('district')}</Heading>
            <MyDistrict together={all} />
            <Heading>{say('groups')}</Heading>
            <Groups together={all} />
            <Heading>{say('boards')}</Heading>
            <List label={say('boards')}>
              {BOARDS.map((board) => (
                <Row
                  title={say(`boardOf${board}`)}
                  onTap={() => void navigation.open('board', { board })}
                  key={board}
                />
              ))}
            </List>
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

function Groups({ together: { groups, standing } }: { together: Together }) {
  const { navigation } = useStores()
  const say = useWords(togetherWords)
  const month = useWords(monthWords)
  const kind = useWords(groupKindWords)
  const named = useNamed()
  const join = standing !== 'childWaits' && (
    <Button kind="quiet" onTap={() => void navigation.open('join')}>
      {say('join')}
    </Button>
  )
  if (groups.length === 0)
    return (
      <Empty glyph="me" title={say('noGroups')} detail={say('noGroupsHint')}>
        {join}
      </Empty>
    )
  return (
    <>
      <List label={say('groups')}>
        {groups.map(({ groupId, name, kind: of, months: [latest] }) => (
          <Row
            title={<View className="rank-t">{named(name)}</View>}
            detail={kind(of)}
            end={latest?.averagePlace != null && month('place', { n: latest.averagePlace })}
            onTap={() => void navigation.open('group', { groupId })}
            key={groupId}
          />
        ))}
      </List>
      {join}
    </>
  )
}
