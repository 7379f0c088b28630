import type { BookBreak, BookDifference, Reconciliation } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, recordDayText, useLocale, useWords } from '../../../i18n'
import { bookWords } from '../../../i18n/operator/books'
import { useOperatorStores } from '../../../stores/operator'
import { Heading, List, Row } from '../../../ui'
import { Loaded, More, useSceneName } from '../../resident/parts'

/** Ride by ride what differs, a page at a time, as long as it is kept. */
export const BookBreaks = observer(function BookBreaks({ book }: { book: Reconciliation }) {
  const { book: store, now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(bookWords)
  const { breaks } = store
  const { missingHere, missingThere, differs } = book.breaks
  const count = missingHere + missingThere + differs
  if (new Date(book.breaksKeptUntil) <= now())
    return (
      <View className="note">{say('forgotten', { day: recordDayText(book.breaksKeptUntil, locale) })}</View>
    )
  return (
    <>
      <Heading>{say('list')}</Heading>
      {count > book.breaksListed && (
        <View className="note">
          {say('listed', { n: numberText(count), listed: numberText(book.breaksListed) })}
        </View>
      )}
      <Loaded remote={breaks.first.remote} onRetry={() => breaks.load()}>
        {() => (
          <List label={say('list')}>
            {breaks.items.map((item) => (
              <Break key={item.breakNo} item={item} />
            ))}
          </List>
        )}
      </Loaded>
      <More pages={breaks} />
    </>
  )
})

const TITLES = { missingHere: 'missingHere', missingThere: 'missingThere', differs: 'differing' } as const

function Break({ item: { kind, line, rideKey, sceneId, status, fields } }: { item: BookBreak }) {
  const locale = useLocale()
  const sceneName = useSceneName()
  const say = useWords(bookWords)
  const difference = useDifferenceText()
  const where = [
    line !== null && say('line', { n: numberText(line) }),
    rideKey !== null && say('key', { key: rideKey }),
  ].filter(Boolean)
  return (
    <Row
      title={`${say(TITLES[kind])} · ${sceneName(sceneId)} · ${say(status)}`}
      detail={
        <>
          <View className="op-key">{where.join(locale === 'zh' ? '，' : ', ')}</View>
          {kind === 'differs' &&
            fields.map((field) => (
              <View className="op-key" key={field.field}>
                {difference(field)}
              </View>
            ))}
        </>
      }
    />
  )
}

/** What each side says of a field. */
const useDifferenceText = () => {
  const sceneName = useSceneName()
  const say = useWords(bookWords)
  return ({ field, theirs, ours }: BookDifference): string => {
    const write = (value: BookDifference['theirs']): string => {
      if (value === null) return say('unsaid')
      if (field === 'scene') return sceneName(String(value))
      if (value === 'complete' || value === 'takenBack' || value === 'notKept') return say(value)
      return numberText(value)
    }
    return say('field', { field: say(field), theirs: write(theirs), ours: write(ours) })
  }
}
