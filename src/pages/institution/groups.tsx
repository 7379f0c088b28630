import type { OpenedGroup, OpenedGroupList } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { groupsWords, openedGroupKindWords } from '../../i18n/institution/groups'
import { useInstitutionStores } from '../../stores/institution'
import { Button, Empty, LongList, Stamp } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage, opensGroups, WhoActs } from './parts'
import { OpenGroupSheet } from './parts/open-group-sheet'

/** Groups her institution opened, with how many people are in each, and the way to another. */
export default observer(function GroupsPage() {
  const { groups } = useInstitutionStores()
  const say = useWords(groupsWords)
  const load = () => groups.list.load()
  return (
    <InstitutionPage title={say('title')} suits={opensGroups} onShow={load}>
      <WhoActs suits={opensGroups} page="groups" />
      <View className="para">{say('lead')}</View>
      <Loaded remote={groups.list.remote} onRetry={load}>
        {(list) => <Groups list={list} />}
      </Loaded>
    </InstitutionPage>
  )
})

function Groups({ list: { items, kinds, peopleMin } }: { list: OpenedGroupList }) {
  const say = useWords(groupsWords)
  const [isOpening, setOpening] = useState(false)
  return (
    <>
      <Button onTap={() => setOpening(true)}>{say('open')}</Button>
      {items.length === 0 ? (
        <Empty glyph="me" title={say('empty')} detail={say('emptyDetail')} />
      ) : (
        <View className="own-list">
          <LongList
            label={say('list')}
            items={items}
            keyOf={({ groupId }) => groupId}
            draw={(group) => <GroupRow group={group} peopleMin={peopleMin} />}
            onNearEnd={nothing}
          />
        </View>
      )}
      {isOpening && <OpenGroupSheet kinds={kinds} onClose={() => setOpening(false)} />}
    </>
  )
}

/** The list comes whole. */
const nothing = () => {}

interface GroupRowProps {
  group: OpenedGroup
  /** Fewer people are not told. */
  peopleMin: number
}

function GroupRow({ group: { groupId, kind, name, people, openedAt, closedAt }, peopleMin }: GroupRowProps) {
  const { navigation, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(groupsWords)
  const sayKind = useWords(openedGroupKindWords)
  const opened = { kind: sayKind(kind), when: dayText(openedAt, locale, now()) }
  return (
    <View
      className="row own"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('opened-group', { groupId })}
    >
      <View className="row-b">
        <View className="ride-t own-n">{name[locale]}</View>
        <View className="ride-d">{say('opened', opened)}</View>
      </View>
      <View className="own-e">
        {closedAt !== null ? (
          <Stamp kind="plain">{say('closed')}</Stamp>
        ) : (
          <View className="nums">
            {people === null ? say('few', { n: peopleMin }) : say('people', { n: numberText(people) })}
          </View>
        )}
      </View>
    </View>
  )
}
