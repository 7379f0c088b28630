import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState, type ReactNode } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { creditDoorWords } from '../../../i18n/credit/door'
import { memberDoorWords } from '../../../i18n/member/door'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { useMember } from '../../../stores/member'
import { FrameProvider, Page, Skeleton } from '../../../ui'
import { Loaded, ResidentPage, useShown } from '../../resident/parts'
import '../credit.scss'
import { Door } from '../../member/door'
import { suits } from './suits'

interface CreditPageProps {
  title: string
  /** The record itself, behind which lies what is her own. */
  isRecord?: boolean
  /** Loads what the page shows, each time it comes into view; of an institution once somebody acts. */
  onShow: () => unknown
  children: ReactNode
}

/** A page of a credit record, a resident's or that of the institution she acts for. */
export function CreditPage(props: CreditPageProps) {
  const { as } = useCreditStores()
  return as === 'institution' ? <OfInstitution {...props} /> : <OfResident {...props} />
}

function OfResident({ title, onShow, children }: CreditPageProps) {
  useShown(onShow)
  return <ResidentPage title={title}>{children}</ResidentPage>
}

/** Back leads to the record; where nobody acts there is only the door. */
const OfInstitution = observer(function OfInstitution({
  title,
  isRecord = false,
  onShow,
  children,
}: CreditPageProps) {
  const { ui, session: own } = useStores()
  const { session } = useMember()
  const { navigation } = useCreditStores()
  const isActing = () => session.membership !== undefined && suits(session.membership)
  const isOpen = isActing()
  const show = () => isActing() && onShow()
  // One picture until it is known who acts and what the page shows: each change on show is a message to the host's screen.
  const [isFound, setFound] = useState(isOpen)
  useShown(async () => {
    if (own.tokens) await session.resume(suits)
    await show()
    setFound(true)
  })
  const goBack = () => void (isRecord ? navigation.leave() : navigation.back())
  return (
    <FrameProvider value={{ ...ui.frame, goBack }}>
      <Page title={title} isWide>
        <Loaded remote={own.me.remote} onRetry={() => own.restart().then(show)} isQuiet>
          {() =>
            !isFound ? (
              <Skeleton />
            ) : isOpen ? (
              <>
                {!isRecord && <Whose />}
                {children}
              </>
            ) : (
              <Door
                suits={suits}
                words={creditDoorWords}
                onEnter={show}
                onMine={() => navigation.actAs('me')}
              />
            )
          }
        </Loaded>
      </Page>
    </FrameProvider>
  )
})

/** In whose name a page is that she comes to from the record. */
const Whose = observer(function Whose() {
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(memberDoorWords)
  if (!session.membership) return null
  return <View className="note">{say('who', { institution: session.membership.institution[locale] })}</View>
})
