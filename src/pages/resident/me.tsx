import type { Standing } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords, type Locale } from '../../i18n'
import { meWords } from '../../i18n/resident/me'
import { useStores, type PageName } from '../../stores'
import { useMember } from '../../stores/member'
import { Glyph, type GlyphName, Heading, List, Row, SegmentedControl, Switch } from '../../ui'
import { ResidentPage, useShown } from './parts'
import { EntryButton, EntryTip, useEntryText } from './parts/entry'
import { Messages } from './parts/messages'
import { JoinDoor, WorkDoors } from './parts/work-doors'

/** Who she is here, what is hers, and how it shall look. */
export default observer(function MePage() {
  const { session, messages, navigation } = useStores()
  const say = useWords(meWords)
  const { session: acting } = useMember()
  const isHers = session.accountId !== null
  useShown(
    () =>
      Promise.all([
        session.me.load(),
        session.accountId !== null && messages.watch(),
        session.tokens && acting.memberships.load(),
      ]),
    () => messages.unwatch(),
  )
  return (
    <ResidentPage title={say('title')} place="me" isPublic>
      <View className="stack">
        <Person />
        {isHers && <Messages />}
        <WorkDoors />
      </View>
      <List>
        {isHers && <Door to="points" glyph="points" name={say('points')} />}
        {isHers && <Door to="goods" glyph="mall" name={say('mall')} />}
        {isHers && navigation.leadsTo('credit') && (
          <Door to="credit" glyph="done" name={say('credit')} detail={say('creditDetail')} />
        )}
        {isHers && navigation.leadsTo('together') && (
          <Door to="together" glyph="scenes" name={say('together')} detail={say('togetherDetail')} />
        )}
        {isHers && (
          <Door to="instruments" glyph="card" name={say('instruments')} detail={say('instrumentsDetail')} />
        )}
        {isHers && <Door to="appeals" glyph="wait" name={say('appeals')} />}
        {isHers && <Door to="my-data" glyph="shield" name={say('data')} />}
        {MAY_CONSENT.includes(session.standing) && <Door to="guardian" glyph="me" name={say('guardian')} />}
      </List>
      <List>
        <Door to="methodology" glyph="ask" name={say('methodology')} />
        {session.tokens && navigation.leadsTo('applications') && (
          <Door
            to="applications"
            glyph="solar"
            name={say('applications')}
            detail={say('applicationsDetail')}
          />
        )}
        {navigation.leadsTo('read-statement') && (
          <Door to="read-statement" glyph="scan" name={say('readStatement')} />
        )}
        {navigation.leadsTo('fraud') && <Door to="fraud" glyph="shield" name={say('fraud')} />}
      </List>
      <Look />
      <List>
        <JoinDoor />
        {isHers && <Door to="closure" glyph="close" name={say('closure')} />}
      </List>
    </ResidentPage>
  )
})

/** Somebody who has no account yet is told there that she needs one. */
const MAY_CONSENT: readonly (Standing | undefined)[] = ['open', 'unopened']

const PROOF = { none: 'proofNone', host: 'proofHost', cityCode: 'proofCityCode' } as const

const Person = observer(function Person() {
  const { session, now } = useStores()
  const locale = useLocale()
  const say = useWords(meWords)
  const entry = useEntryText()
  const { session: acting } = useMember()
  const me = session.me.shown
  // Her work needs neither: whoever came for that is told what is missing where she asks for an account.
  if (session.missing === 'realName' && acting.offered.length > 0)
    return (
      <View className="hero">
        <Text className="note">{say('workOnly')}</Text>
      </View>
    )
  if (!me || me.standing !== 'open')
    return (
      <View className="hero">
        {entry && <View className="lead">{entry.title}</View>}
        <EntryTip />
        <EntryButton />
      </View>
    )
  return (
    <View className="hero">
      <View className="h1">{me.maskedName}</View>
      <Text className="note">{say(PROOF[me.proof])}</Text>
      {me.openedAt && (
        <Text className="note">{say('since', { when: dayText(me.openedAt, locale, now()) })}</Text>
      )}
    </View>
  )
})

interface DoorProps {
  to: PageName
  glyph: GlyphName
  name: string
  detail?: string
}

function Door({ to, glyph, name, detail }: DoorProps) {
  const { navigation } = useStores()
  return (
    <Row glyph={<Glyph name={glyph} />} title={name} detail={detail} onTap={() => void navigation.open(to)} />
  )
}

/** What she chooses here goes before what the host says. */
const Look = observer(function Look() {
  const { ui } = useStores()
  const say = useWords(meWords)
  return (
    <>
      <Heading>{say('look')}</Heading>
      <List>
        <Row
          title={say('elder')}
          detail={say('elderDetail')}
          end={<Switch label={say('elder')} isOn={ui.isElder} onTurn={(isOn) => ui.chooseElder(isOn)} />}
        />
      </List>
      <SegmentedControl
        label={say('theme')}
        options={[
          { value: 'host', name: say('themeHost') },
          { value: 'light', name: say('themeLight') },
          { value: 'dark', name: say('themeDark') },
        ]}
        chosen={ui.themeChoice}
        onChoose={(theme) => ui.chooseTheme(theme)}
      />
      <SegmentedControl<Locale>
        label={say('language')}
        options={[
          { value: 'zh', name: '中文' },
          { value: 'en', name: 'English' },
        ]}
        chosen={ui.locale}
        onChoose={(locale) => ui.chooseLocale(locale)}
      />
    </>
  )
})
