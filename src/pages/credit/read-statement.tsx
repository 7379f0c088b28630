import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { useWords } from '../../i18n'
import { readingWords } from '../../i18n/credit/reading'
import { useCodeReadingStore } from '../../stores/credit'
import { Page } from '../../ui'
import './credit.scss'
import { CodeForm } from './parts/code-form'
import { CodeReading } from './parts/code-reading'

/** A statement somebody shows by a code: anybody reads it who says who she is and what for; nobody need be signed in. */
export default observer(function ReadStatement() {
  const store = useCodeReadingStore()
  const say = useWords(readingWords)
  useEffect(() => () => store.close(), [store])
  return (
    <Page title={say('title')}>
      {store.reading ? <CodeReading reading={store.reading} onClose={() => store.close()} /> : <CodeForm />}
    </Page>
  )
})
