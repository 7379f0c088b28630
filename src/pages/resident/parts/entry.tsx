import { observer } from 'mobx-react-lite'
import { failureLine, useLocale, useWords } from '../../../i18n'
import { entryWords, noEntryWords } from '../../../i18n/resident/entry'
import { useStores } from '../../../stores'
import { Button, Tip } from '../../../ui'

/** What stands between her and an account: its name, and what to do about it; a refusal in the words of who refused. */
export function useEntryText(): { title: string; detail: string } | undefined {
  const { session } = useStores()
  const locale = useLocale()
  const say = useWords(entryWords)
  const sayRefusal = useWords(noEntryWords)
  const { missing, noEntry } = session
  if (missing === undefined) return undefined
  const title = say(`${missing}Title`)
  if (missing !== 'signIn') return { title, detail: say(missing) }
  if (!noEntry) return { title, detail: '' }
  const detail = 'refusal' in noEntry ? sayRefusal(noEntry.refusal) : failureLine(noEntry.failure, locale)
  return { title, detail }
}

/** The one button that gets her further; nothing where no button could help. */
export const EntryButton = observer(function EntryButton({
  onEntered,
}: {
  /** The service knows her now: she holds an account. */
  onEntered?: () => void
}) {
  const { session, navigation, ui } = useStores()
  const say = useWords(entryWords)
  const { missing } = session
  if (missing === undefined || missing === 'host') return null
  const again = async () => {
    await session.restart()
    if (session.accountId !== null) onEntered?.()
    // A try that changed nothing looks like a button that does nothing.
    if (session.missing === 'realName' || session.missing === 'signIn') ui.say(say(`${session.missing}Still`))
  }
  const go = () => {
    if (missing === 'account') return navigation.replace('welcome')
    if (missing === 'guardian' || missing === 'guardianAgain') return navigation.open('guardian')
    return again()
  }
  return <Button onTap={go}>{say(`${missing}Go`)}</Button>
})

/** What to do about it as a paragraph, for a page that has a title of its own. */
export const EntryTip = observer(function EntryTip() {
  const { session } = useStores()
  const text = useEntryText()
  return text === undefined || session.missing === 'account' ? null : <Tip kind="wait">{text.detail}</Tip>
})
