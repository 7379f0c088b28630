import type { CreditFall, CreditRecord } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { creditWords } from '../../i18n/credit/record'
import { useStores } from '../../stores'
import { useCreditStores } from '../../stores/credit'
import { Empty, Heading, LinkButton, List, Row } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CreditPage } from './parts/credit-page'

/** Every fall of a record, and what will leave it, each with its day and its reason. */
export default observer(function CreditFalls() {
  const { credit, navigation } = useCreditStores()
  const say = useWords(creditWords)
  const load = () => credit.record.load()
  return (
    <CreditPage title={say('falls')} onShow={load}>
      <Loaded remote={credit.record.remote} onRetry={load}>
        {({ falls, comingFalls, lines, windowMonths }) => (
          <>
            <Heading>{say('fallen')}</Heading>
            {falls.length === 0 ? (
              <Empty glyph="done" title={say('notFallen')} detail={say('notFallenDetail')} />
            ) : (
              <>
                <FallList falls={falls} lines={lines} label={say('fallen')} />
                <LinkButton onTap={() => void navigation.open('credit-corrections')}>
                  {say('wrong')}
                </LinkButton>
              </>
            )}
            {comingFalls.length > 0 && (
              <>
                <Heading>{say('coming')}</Heading>
                <Text className="note">{say('comingHint', { n: windowMonths })}</Text>
                <FallList falls={comingFalls} lines={lines} label={say('coming')} />
              </>
            )}
          </>
        )}
      </Loaded>
    </CreditPage>
  )
})

interface FallListProps {
  falls: readonly CreditFall[]
  lines: CreditRecord['lines']
  label: string
}

/** So many of a list are shown before all are asked for. */
const FIRST = 6

function FallList({ falls, lines, label }: FallListProps) {
  const say = useWords(creditWords)
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? falls : falls.slice(0, FIRST)
  return (
    <>
      <List label={label}>
        {shown.map((fall) => (
          <FallRow key={`${fall.day} ${fall.cause} ${fall.month}`} fall={fall} lines={lines} />
        ))}
      </List>
      {shown.length < falls.length && (
        <LinkButton onTap={() => setWhole(true)}>{say('all', { n: falls.length })}</LinkButton>
      )}
    </>
  )
}

function FallRow({ fall, lines }: { fall: CreditFall; lines: CreditRecord['lines'] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(creditWords)
  const named = useNamed()
  const nameOf = (lineId: string): string => {
    const line = lines.find((one) => one.lineId === lineId)
    return line === undefined ? '' : named(line.name)
  }
  const parts = fall.lines.map(({ lineId, part }) =>
    say('minusOf', { name: nameOf(lineId), n: numberText(part) }),
  )
  return (
    <Row
      title={dayText(fall.day, locale, now())}
      detail={
        <>
          {named(fall.reason)}
          {parts.length > 1 && <View className="row-d">{parts.join(' · ')}</View>}
        </>
      }
      end={<Text className="nums strong">{say('minus', { n: numberText(fall.part) })}</Text>}
    />
  )
}
