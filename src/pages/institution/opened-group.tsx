import type { OpenedGroup, OpenedGroupList } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { openedGroupKindWords, openedGroupWords } from '../../i18n/institution/groups'
import { useInstitutionStores } from '../../stores/institution'
import { Button, Card, Empty, Heading, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage, opensGroups } from './parts'
import { GroupActs } from './parts/group-acts'
import { JoinCode } from './parts/join-code'

/** One group: its code on a bright screen, to be scanned, sent around or projected, how many came by it, and its end. */
export default observer(function OpenedGroupPage() {
  const { groups } = useInstitutionStores()
  const { groupId = '' } = useRouter().params
  const say = useWords(openedGroupWords)
  const load = () => groups.list.load()
  return (
    <InstitutionPage title={say('title')} suits={opensGroups} onShow={load}>
      <Loaded remote={groups.list.remote} onRetry={load}>
        {({ peopleMin }) => <Found group={groups.find(groupId)} peopleMin={peopleMin} />}
      </Loaded>
    </InstitutionPage>
  )
})

type FoundProps = Pick<OpenedGroupList, 'peopleMin'> & { group: OpenedGroup | undefined }

function Found({ group, peopleMin }: FoundProps) {
  const { navigation } = useInstitutionStores()
  const say = useWords(openedGroupWords)
  if (!group)
    return (
      <Empty glyph="me" title={say('gone')} detail={say('goneDetail')}>
        <Button onTap={() => navigation.replace('groups')}>{say('toList')}</Button>
      </Empty>
    )
  if (group.closedAt !== null) return <Closed group={group} closedAt={group.closedAt} />
  return (
    <>
      <Name group={group} />
      <View className="cols">
        <View className="col">
          <JoinCode group={group} />
        </View>
        <View className="col">
          <People people={group.people} peopleMin={peopleMin} />
          <GroupActs group={group} />
        </View>
      </View>
    </>
  )
}

function Name({ group: { name, kind, openedAt } }: { group: OpenedGroup }) {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(openedGroupWords)
  const sayKind = useWords(openedGroupKindWords)
  return (
    <>
      <Heading level={1}>{name[locale]}</Heading>
      <Text className="note">
        {say('opened', { kind: sayKind(kind), when: dayText(openedAt, locale, now()) })}
      </Text>
    </>
  )
}

function Closed({ group, closedAt }: { group: OpenedGroup; closedAt: string }) {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(openedGroupWords)
  return (
    <>
      <Name group={group} />
      <Tip>{say('closedSince', { when: dayText(closedAt, locale, now()) })}</Tip>
    </>
  )
}

/** How many people are in it, once so many are that none of them is known by it. */
function People({ people, peopleMin: n }: { people: number | null; peopleMin: number }) {
  const say = useWords(openedGroupWords)
  return (
    <Card>
      <View className="note">{say('inIt')}</View>
      {people === null ? (
        <View className="lead strong">{say('few', { n })}</View>
      ) : (
        <View className="qty qty-6">
          <Text className="qty-n">{numberText(people)}</Text>
          <Text className="qty-u">{say('peopleUnit')}</Text>
        </View>
      )}
      <View className="note">{people === null ? say('fewHow', { n }) : say('sumHow')}</View>
    </Card>
  )
}
