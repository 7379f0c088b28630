import { useDidShow } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { expertSignInWords } from '../../../i18n/expert/sign-in'
import { useStores } from '../../../stores'
import { useExpertStores } from '../../../stores/expert'
import { Button, Empty, FrameProvider, Page } from '../../../ui'
import '../expert.scss'

interface ExpertPageProps {
  title: string
  /** The sign-in page needs nobody to be signed in. */
  isDoor?: boolean
  /** Her first page: there is nothing behind it. */
  isFirst?: boolean
  children: ReactNode
}

/** A page of an expert's own; without a session there is only the door. */
export const ExpertPage = observer(function ExpertPage({
  title,
  isDoor = false,
  isFirst = false,
  children,
}: ExpertPageProps) {
  const { ui } = useStores()
  const { session, navigation } = useExpertStores()
  return (
    <FrameProvider value={{ ...ui.frame, goBack: () => void navigation.back() }}>
      <Page title={title} isWide hasBack={!isDoor && !isFirst}>
        {isDoor || session.expert ? children : <Door />}
      </Page>
    </FrameProvider>
  )
})

const Door = observer(function Door() {
  const { session, navigation } = useExpertStores()
  const say = useWords(expertSignInWords)
  const { isExpired } = session
  return (
    <Empty
      glyph="shield"
      title={say(isExpired ? 'doorExpiredTitle' : 'doorTitle')}
      detail={say(isExpired ? 'doorExpiredDetail' : 'doorDetail')}
    >
      <Button onTap={() => navigation.replace('sign-in')}>{say('go')}</Button>
    </Empty>
  )
})

/** Runs when the page comes into view with an expert signed in. */
export function useExpertShown(onShow: () => unknown): void {
  const { session } = useExpertStores()
  useDidShow(() => {
    if (session.expert) void onShow()
  })
}
