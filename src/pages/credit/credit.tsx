import type { CreditRecord } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { monthText, numberText, useLocale, useWords } from '../../i18n'
import { creditWords } from '../../i18n/credit/record'
import { useCreditStores } from '../../stores/credit'
import { Empty, Heading, List, Meter, Row, Tip } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import './credit.scss'
import { CreditDoors } from './parts/credit-doors'
import { CreditSum } from './parts/credit-sum'

/** Her credit record: the level, what it rests on with its sum, and where its falls, medals, corrections and statements are. */
export default observer(function Credit() {
  const { credit } = useCreditStores()
  const say = useWords(creditWords)
  useShown(() => credit.record.load())
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={credit.record.remote} onRetry={() => credit.record.load()}>
        {(record) => (
          <>
            <Level record={record} />
            <Tip>{say('what')}</Tip>
            <Heading>{say('how')}</Heading>
            <Basis record={record} />
            <View className="doors">
              <CreditDoors record={record} />
            </View>
            <Heading>{say('never')}</Heading>
            <Never record={record} />
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

function Level({ record: { level, levels, sum, next } }: { record: CreditRecord }) {
  const say = useWords(creditWords)
  const named = useNamed()
  const toNext = next && say('toNext', { n: numberText(next.from - sum), level: named(next.name) })
  return (
    <View className="hero">
      <View className="level">{named(level.name)}</View>
      <Text className="note">
        {say('levelNo', { sum: numberText(sum), n: level.no, all: levels.length })}
      </Text>
      {next && <Meter part={sum - level.from} whole={next.from - level.from} />}
      <Text className="note">{toNext ?? say('highest')}</Text>
    </View>
  )
}

function Basis({ record }: { record: CreditRecord }) {
  const locale = useLocale()
  const say = useWords(creditWords)
  if (record.sum === 0) return <Empty glyph="rides" title={say('empty')} detail={say('emptyDetail')} />
  const note = say('window', { n: record.windowMonths, month: monthText(record.firstMonth, locale) })
  return <CreditSum lines={record.lines} sum={record.sum} note={note} />
}

function Never({ record: { neverCounts, source } }: { record: CreditRecord }) {
  const say = useWords(creditWords)
  const named = useNamed()
  return (
    <>
      <List label={say('never')}>
        {neverCounts.map((words) => (
          <Row key={words.en} title={named(words)} />
        ))}
      </List>
      <Text className="note">{named(source)}</Text>
    </>
  )
}
