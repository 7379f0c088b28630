import type { Reconciliation } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { numberText, recordDayText, useLocale, useWords, whenText } from '../../i18n'
import { bookWords, booksWords } from '../../i18n/operator/books'
import { useOperatorStores } from '../../stores/operator'
import { Heading, List, Row } from '../../ui'
import { Loaded, useSceneName } from '../resident/parts'
import { BookBreaks } from './parts/book-breaks'
import { BookFigures } from './parts/book-figures'
import { OperatorPage } from './parts/operator-page'

/** One reconciliation: whether both sides agree, both sides' figures, and ride by ride what differs. */
export default observer(function BookPage() {
  const { book } = useOperatorStores()
  const { reconciliationId = '' } = useRouter().params
  const say = useWords(bookWords)
  const load = () => book.open(reconciliationId)
  return (
    <OperatorPage title={say('title')} onShow={load}>
      <Loaded remote={book.book.remote} onRetry={load}>
        {(shown) => (
          <View className="cols">
            <View className="col">
              <Outcome book={shown} />
              <BookFigures figures={shown.figures} />
            </View>
            <View className="col">{!shown.isEqual && <BookBreaks book={shown} />}</View>
          </View>
        )}
      </Loaded>
    </OperatorPage>
  )
})

function Outcome({ book }: { book: Reconciliation }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const sceneName = useSceneName()
  const say = useWords(bookWords)
  const sayList = useWords(booksWords)
  const { missingHere, missingThere, differs } = book.breaks
  const day = recordDayText(`${book.operatorDay}T12:00:00+08:00`, locale)
  const scene = book.sceneId === null ? sayList('allScenes') : sceneName(book.sceneId)
  const when = whenText(book.comparedAt, locale, now())
  return (
    <>
      <View className="hero">
        <View className="note">{say('ofDay', { day, scene })}</View>
        {book.isEqual ? (
          <Heading level={1}>{say('equal')}</Heading>
        ) : (
          <View className="qty qty-6">
            <Text className="qty-n">{numberText(missingHere + missingThere + differs)}</Text>
            <Text className="qty-u">{say('differs')}</Text>
          </View>
        )}
        <View className="note">{say('comparedAt', { when, n: numberText(book.rows) })}</View>
      </View>
      {!book.isEqual && (
        <List>
          <Row title={say('missingHere')} end={say('count', { n: numberText(missingHere) })} />
          <Row title={say('missingThere')} end={say('count', { n: numberText(missingThere) })} />
          <Row title={say('differing')} end={say('count', { n: numberText(differs) })} />
        </List>
      )}
    </>
  )
}
