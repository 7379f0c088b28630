import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { entryWords } from '../../../i18n/resident/entry'
import { useStores } from '../../../stores'
import { Button, Tip } from '../../../ui'

/** What she needs before she can have an account, and the one button that gets her there; nothing where no button could help. */
export const EntryButton = observer(function EntryButton() {
  const { session, navigation } = useStores()
  const say = useWords(entryWords)
  const { missing } = session
  if (missing === undefined || missing === 'host') return null
  const go = () => {
    if (missing === 'account') return navigation.replace('welcome')
    return missing === 'guardian' ? navigation.open('guardian') : session.restart()
  }
  return <Button onTap={go}>{say(`${missing}Go`)}</Button>
})

/** The same as a paragraph, for a page that has a title of its own. */
export const EntryTip = observer(function EntryTip() {
  const { session } = useStores()
  const say = useWords(entryWords)
  const { missing } = session
  return missing === undefined || missing === 'account' ? null : <Tip kind="wait">{say(missing)}</Tip>
})
