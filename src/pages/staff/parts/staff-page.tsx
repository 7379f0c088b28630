import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { doorWords } from '../../../i18n/staff/desk'
import { useStores } from '../../../stores'
import { useStaffStores, type StaffPageName } from '../../../stores/staff'
import { Button, Empty, FrameProvider, Page } from '../../../ui'
import { Places } from './places'
import '../staff.scss'

interface StaffPageProps {
  title: string
  /** The place of the desk this page belongs to. */
  place: StaffPageName
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
  const isOpen = session.staff !== undefined
  return (
    <FrameProvider value={{ ...ui.frame, goBack: () => void navigation.back() }}>
      <View className={isOpen && !isDoor ? 'desk-page' : ''}>
        <Page title={title} isWide hasBack={!isDoor && place !== 'desk'}>
          {isDoor ? (
            children
          ) : isOpen ? (
            <View className="desk">
              <View className="desk-b">{children}</View>
              <Places here={place} />
            </View>
          ) : (
            <Door />
          )}
        </Page>
      </View>
    </FrameProvider>
  )
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
