import { observer } from 'mobx-react-lite'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { operatorDoorWords, operatorPlaceWords } from '../../../i18n/operator/door'
import { useStores } from '../../../stores'
import { suits, useOperatorStores, type OperatorPageName } from '../../../stores/operator'
import { BottomBar, FrameProvider, Page, Skeleton, type Place } from '../../../ui'
import { Door } from '../../member/door'
import { Loaded, useShown } from '../../resident/parts'
import '../operator.scss'

interface OperatorPageProps {
  title: string
  /** This page is one of the main places and carries the bar. */
  place?: OperatorPageName
  /** Loads what the page shows, once somebody acts and each time it comes into view. */
  onShow: () => unknown
  children: ReactNode
}

/** A page of an operator's own people; where nobody acts there is only the door. */
export const OperatorPage = observer(function OperatorPage({
  title,
  place,
  onShow,
  children,
}: OperatorPageProps) {
  const { ui, session: own } = useStores()
  const { session, navigation } = useOperatorStores()
  const isOpen = session.membership !== undefined && suits(session.membership)
  const show = () => session.membership && suits(session.membership) && onShow()
  // One picture until it is known who acts and what the page shows: each change on show is a message to the host's screen.
  const [isFound, setFound] = useState(isOpen)
  useShown(async () => {
    if (own.tokens) await session.resume(suits)
    await show()
    setFound(true)
  })
  const isHers = isFound && isOpen
  const goBack = () => void (place ? navigation.leave() : navigation.back())
  return (
    <FrameProvider value={{ ...ui.frame, goBack }}>
      <Page title={title} isWide bar={place && isHers && <Places here={place} />}>
        <Loaded remote={own.me.remote} onRetry={() => own.restart().then(show)} isQuiet>
          {() =>
            isHers ? (
              children
            ) : isFound ? (
              <Door
                suits={suits}
                words={operatorDoorWords}
                onEnter={show}
                onMine={() => navigation.leave()}
              />
            ) : (
              <Skeleton />
            )
          }
        </Loaded>
      </Page>
    </FrameProvider>
  )
})

function Places({ here }: { here: OperatorPageName }) {
  const { navigation } = useOperatorStores()
  const say = useWords(operatorPlaceWords)
  const places: Place[] = [
    { id: 'intake', name: say('intake'), glyph: 'rides' },
    { id: 'runs', name: say('runs'), glyph: 'done' },
    { id: 'books', name: say('books'), glyph: 'voucher' },
  ]
  return (
    <BottomBar places={places} here={here} onGo={(id) => void navigation.replace(id as OperatorPageName)} />
  )
}
