import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { doorWords, staffPlaceWords } from '../../../i18n/staff/desk'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { BottomBar, Button, Empty, FrameProvider, Page, type Place } from '../../../ui'
import '../staff.scss'

type StaffPlace = 'desk' | 'appeals' | 'disputes'

interface StaffPageProps {
  title: string
  /** This page is one of the main places and carries the bar. */
  place?: StaffPlace
  /** The sign-in page needs nobody to be signed in. */
  isDoor?: boolean
  children: ReactNode
}

/** A page of the desk. Back leads to the desk, never to a resident's page; without a session there is only the door. */
export const StaffPage = observer(function StaffPage({
  title,
  place,
  isDoor = false,
  children,
}: StaffPageProps) {
  const { ui } = useStores()
  const { session, navigation } = useStaffStores()
  const isOpen = isDoor || session.staff !== undefined
  return (
    <FrameProvider value={{ ...ui.frame, goBack: () => void navigation.back() }}>
      <Page title={title} isWide hasBack={!isDoor} bar={place && isOpen && <StaffBar here={place} />}>
        {isOpen ? children : <Door />}
      </Page>
    </FrameProvider>
  )
})

/** What merchants dispute is read by the centre alone. */
const StaffBar = observer(function StaffBar({ here }: { here: StaffPlace }) {
  const { navigation, session } = useStaffStores()
  const say = useWords(staffPlaceWords)
  const places: Place[] = [
    { id: 'desk', name: say('desk'), glyph: 'rides' },
    { id: 'appeals', name: say('appeals'), glyph: 'ask' },
  ]
  if (session.staff?.role === 'centre') places.push({ id: 'disputes', name: say('disputes'), glyph: 'card' })
  return <BottomBar places={places} here={here} onGo={(id) => void navigation.replace(id as StaffPlace)} />
})

const Door = observer(function Door() {
  const { session, navigation } = useStaffStores()
  const say = useWords(doorWords)
  const { isExpired } = session
  return (
    <Empty
      glyph="shield"
      title={say(isExpired ? 'expiredTitle' : 'title')}
      detail={say(isExpired ? 'expiredDetail' : 'detail')}
    >
      <Button onTap={() => navigation.open('sign-in', { back: true })}>{say('go')}</Button>
    </Empty>
  )
})
