import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { placeWords } from '../../../i18n/resident/home'
import { useStores } from '../../../stores'
import { BottomBar, Empty, Page } from '../../../ui'
import { EntryButton, useEntryText } from './entry'
import { Loaded } from './loaded'

type Place = 'home' | 'rides' | 'scenes' | 'me'

interface ResidentPageProps {
  title: string
  /** A small act beside the title. */
  aside?: ReactNode
  /** This page is one of the main places and carries the bar. */
  place?: Place
  /** False where there is nothing to go back to. */
  hasBack?: boolean
  /** What a visitor may see too needs no account. */
  isPublic?: boolean
  children: ReactNode
}

/** A page of the module. Without an open account it shows the way to one instead of its content. */
export const ResidentPage = observer(function ResidentPage({
  title,
  aside,
  place,
  isPublic = false,
  hasBack = true,
  children,
}: ResidentPageProps) {
  const { session } = useStores()
  return (
    <Page title={title} aside={aside} hasBack={hasBack} bar={place && <PlacesBar here={place} />}>
      <Loaded remote={session.me.remote} onRetry={() => session.restart()} isQuiet>
        {({ accountId }) => (isPublic || accountId !== null ? children : <NoAccount />)}
      </Loaded>
    </Page>
  )
})

function PlacesBar({ here }: { here: Place }) {
  const { navigation } = useStores()
  const say = useWords(placeWords)
  const places = (['home', 'rides', 'scenes', 'me'] as const).map((id) => ({ id, name: say(id), glyph: id }))
  return <BottomBar places={places} here={here} onGo={(id) => void navigation.replace(id as Place)} />
}

const NoAccount = observer(function NoAccount() {
  const text = useEntryText()
  if (!text) return null
  return (
    <Empty glyph="shield" {...text}>
      <EntryButton />
    </Empty>
  )
})
