import { cityDayOf } from '#domain/calendar'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords, useRecordDay } from '../../i18n'
import { ruleStateWords } from '../../i18n/register/register'
import { ruleEntryWords } from '../../i18n/register/rule'
import { useStores } from '../../stores'
import { useRegisterStores, type RuleRecord } from '../../stores/register'
import { Card, Empty, Heading, LinkButton, List, Row, Stamp } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { RegisterPage, useRegisterShown } from './parts'
import { Compared } from './parts/compared'
import { Opinions } from './parts/opinions'

/** One methodology: its versions, two of them side by side, and what experts said. */
export default observer(function RuleEntry() {
  const { rule } = useRegisterStores()
  const { code = '' } = useRouter().params
  const say = useWords(ruleEntryWords)
  useRegisterShown(() => rule.open(code))
  return (
    <RegisterPage title={say('title')}>
      <Loaded remote={rule.records.remote} onRetry={() => rule.open(code)}>
        {() =>
          rule.after ? (
            <Entry newest={rule.after} />
          ) : (
            // Of neither family as far as is known: that of projects may not have come.
            <Loaded remote={rule.projectRules.remote} onRetry={() => rule.open(code)}>
              {() => <Empty glyph="ask" title={say('unknown')} />}
            </Loaded>
          )
        }
      </Loaded>
    </RegisterPage>
  )
})

const Entry = observer(function Entry({ newest }: { newest: RuleRecord }) {
  const { rule } = useRegisterStores()
  const { navigation } = useStores()
  const say = useWords(ruleEntryWords)
  const named = useNamed()
  const { code, version } = newest
  return (
    <>
      <Card>
        <View className="h1">{named(newest.name)}</View>
        <View className="note reg-code">{say('code', { code })}</View>
        {!rule.isOfProjects && (
          <LinkButton onTap={() => void navigation.open('methodology', { code, version })}>
            {say('formula')}
          </LinkButton>
        )}
      </Card>
      <Heading>{say('versions')}</Heading>
      <List label={say('versions')}>
        {rule.versions.map((record) => (
          <Version record={record} key={record.version} />
        ))}
      </List>
      <Compared />
      {!rule.isOfProjects && <Opinions />}
    </>
  )
})

/** A version, when it is in force, who wrote it and where it stands. */
const Version = observer(function Version({ record }: { record: RuleRecord }) {
  const { rule } = useRegisterStores()
  const { now } = useStores()
  const say = useWords(ruleEntryWords)
  const sayState = useWords(ruleStateWords)
  const named = useNamed()
  const day = useRecordDay()
  const kept = rule.keptOf(record.version)
  const { version, validFrom: from, validTo: to } = record
  const details = [
    to === null ? say('valid', { from: day(from) }) : say('validTo', { from: day(from), to: day(to) }),
    kept?.publishedAt && say('published', { day: day(kept.publishedAt) }),
    kept?.author && say('author', { name: named(kept.author) }),
  ]
  const kind = kept?.state ?? 'published'
  const isKept = kind === 'published' || kind === 'underRevision'
  const isOver = to !== null && to <= cityDayOf(now())
  const state = isKept && isOver ? 'replaced' : kind
  return (
    <Row
      title={say('version', { n: version })}
      detail={
        <>
          <View>{details.filter(Boolean).join(' · ')}</View>
          {!kept?.publishedAt && <View>{say('sourceOf', { source: named(record.source) })}</View>}
        </>
      }
      end={
        <Stamp kind={isOver || kind === 'retired' ? 'plain' : isKept ? 'done' : 'wait'}>
          {sayState(state)}
        </Stamp>
      }
    />
  )
})
