import type { CreditRecord } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { monthText, numberText, useLocale, useWords } from '../../i18n'
import { creditWords } from '../../i18n/credit/record'
import { useCreditStores } from '../../stores/credit'
import { Empty, Heading, List, Meter, Row, Tip } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CreditDoors } from './parts/credit-doors'
import { CreditPage } from './parts/credit-page'
import { CreditSum } from './parts/credit-sum'
import { WhoseRecord } from './parts/whose-record'

/** A credit record: the level, what it rests on with its sum, and where its falls, medals, corrections and statements are. */
export default observer(function Credit() {
  const { as, credit } = useCreditStores()
  const say = useWords(creditWords)
  const load = () => credit.record.load()
  return (
    <CreditPage title={say('title')} isRecord onShow={load}>
      <WhoseRecord />
      <Loaded remote={credit.record.remote} onRetry={load}>
        {(record) => (
          <>
            <Level record={record} />
            <Tip>{say(`${as}What`)}</Tip>
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
    </CreditPage>
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

const NOTHING_YET = { me: 'rides', institution: 'solar' } as const

function Basis({ record }: { record: CreditRecord }) {
  const { as } = useCreditStores()
  const locale = useLocale()
  const say = useWords(creditWords)
  if (record.sum === 0)
    return <Empty glyph={NOTHING_YET[as]} title={say('empty')} detail={say(`${as}EmptyDetail`)} />
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
