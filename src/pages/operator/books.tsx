import type { ReconciliationEntry } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { memo } from 'react'
import { dayText, numberText, useLocale, useWords, whenText } from '../../i18n'
import { booksWords } from '../../i18n/operator/books'
import { useOperatorStores } from '../../stores/operator'
import { Empty, Heading, LongList, Stamp } from '../../ui'
import { Loaded, useSceneName } from '../resident/parts'
import { OperatorPage } from './parts/operator-page'
import { Whose } from './parts/whose'

/** The newest reconciliations of an operator's days. */
export default observer(function BooksPage() {
  const { books } = useOperatorStores()
  const say = useWords(booksWords)
  return (
    <OperatorPage title={say('title')} place="books" onShow={() => books.load()}>
      <Whose />
      <View className="note">{say('how')}</View>
      <Loaded remote={books.remote} onRetry={() => books.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="voucher" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            <>
              <Heading>{say('list')}</Heading>
              <View className="op-list">
                <LongList
                  label={say('list')}
                  items={items}
                  keyOf={({ reconciliationId }) => reconciliationId}
                  draw={(book) => <BookLine book={book} />}
                />
              </View>
            </>
          )
        }
      </Loaded>
    </OperatorPage>
  )
})

const BookLine = memo(function BookLine({ book }: { book: ReconciliationEntry }) {
  const { now, navigation } = useOperatorStores()
  const locale = useLocale()
  const sceneName = useSceneName()
  const say = useWords(booksWords)
  const { operatorDay, sceneId, isEqual, breaks, comparedAt, rows, reconciliationId } = book
  const day = dayText(`${operatorDay}T12:00:00+08:00`, locale, now())
  const scene = sceneId === null ? say('allScenes') : sceneName(sceneId)
  const count = breaks.missingHere + breaks.missingThere + breaks.differs
  return (
    <View
      className="row row-tap op"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('book', { reconciliationId })}
    >
      <View className="row-b">
        <View className="ride-t op-n">{`${day} · ${scene}`}</View>
        <View className="ride-d op-n">
          {say('row', { n: numberText(rows), when: whenText(comparedAt, locale, now()) })}
        </View>
      </View>
      <Stamp kind={isEqual ? 'done' : 'refused'}>
        {isEqual ? say('equal') : say('breaks', { n: numberText(count) })}
      </Stamp>
    </View>
  )
})
