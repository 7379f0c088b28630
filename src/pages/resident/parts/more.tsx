import { observer } from 'mobx-react-lite'
import { failureLine, useLocale, useWords } from '../../../i18n'
import { moreWords } from '../../../i18n/resident/more'
import type { RemotePages } from '../../../stores/remote-pages'
import { Button, Tip } from '../../../ui'

interface MoreProps {
  pages: Pick<RemotePages<unknown, unknown, string>, 'moreFailure' | 'hasMore' | 'loadMore'>
  /** Where the list begins with the latest. */
  isLatestFirst?: boolean
  /** Scrolling brings the next page by itself: only one that did not come is asked for. */
  isScrolled?: boolean
}

/** The end of a list in pages: why the next one did not come, and the way to ask for it. */
export const More = observer(function More({ pages, isLatestFirst = false, isScrolled = false }: MoreProps) {
  const locale = useLocale()
  const say = useWords(moreWords)
  const { moreFailure, hasMore } = pages
  return (
    <>
      {moreFailure && <Tip kind="wait">{failureLine(moreFailure, locale)}</Tip>}
      {hasMore && (moreFailure || !isScrolled) && (
        <Button kind="quiet" onTap={() => pages.loadMore()}>
          {say(isLatestFirst ? 'earlier' : 'further')}
        </Button>
      )}
    </>
  )
})
