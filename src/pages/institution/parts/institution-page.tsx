import { observer } from 'mobx-react-lite'
import { useState, type ReactNode } from 'react'
import type { Membership } from '#contract'
import { useWords } from '../../../i18n'
import { institutionPlaceWords } from '../../../i18n/institution/door'
import { useStores } from '../../../stores'
import { useInstitutionStores, type InstitutionPageName } from '../../../stores/institution'
import { BottomBar, FrameProvider, Page, Skeleton, type Place } from '../../../ui'
import { Loaded, useShown } from '../../resident/parts'
import '../institution.scss'
import { Door } from './door'

interface InstitutionPageProps {
  title: string
  /** This page is one of the main places and carries the bar. */
  place?: InstitutionPageName
  /** This page is for one of the two alone: whoever comes by a link acts for such an institution, or chooses one. */
  of?: 'isMallOperator' | 'isSponsor'
  /** Whom this page is for, where not only mall operators and sponsors. */
  suits?: (membership: Membership) => boolean
  /** A small act beside the title. */
  aside?: ReactNode
  /** Loads what the page shows, once somebody acts and each time it comes into view. */
  onShow: () => unknown
  children: ReactNode
}

/** A page of a mall operator or sponsor. Back leads to its goods, never to a resident's page; where nobody acts there is only the door. */
export const InstitutionPage = observer(function InstitutionPage({
  title,
  place,
  of,
  suits: given,
  aside,
  onShow,
  children,
}: InstitutionPageProps) {
  const { ui, session: own } = useStores()
  const { session, suits: usual, navigation } = useInstitutionStores()
  const suits = given ?? (of ? (membership: Membership) => usual(membership) && membership[of] : usual)
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
  // A merchant's people have no page here but those their shops lead to.
  const isGuest = session.membership?.isMerchant && !usual(session.membership)
  const goBack = () => void (isGuest ? navigation.backToShops() : navigation.back())
  return (
    <FrameProvider value={{ ...ui.frame, goBack }}>
      <Page title={title} aside={isHers && aside} isWide bar={place && isHers && <Places here={place} />}>
        <Loaded remote={own.me.remote} onRetry={() => own.restart().then(show)} isQuiet>
          {() =>
            isHers ? (
              children
            ) : isFound ? (
              <Door suits={suits} isForAny={given !== undefined} onEnter={show} />
            ) : (
              <Skeleton />
            )
          }
        </Loaded>
      </Page>
    </FrameProvider>
  )
})

/** Only what her institution is: a sponsor collects no points, a mall operator pays for nothing. */
const Places = observer(function Places({ here }: { here: InstitutionPageName }) {
  const { session, navigation } = useInstitutionStores()
  const say = useWords(institutionPlaceWords)
  const { isMallOperator, isSponsor } = session.membership ?? {}
  const places: Place[] = [{ id: 'own-goods', name: say('goods'), glyph: 'mall' }]
  if (isMallOperator) places.push({ id: 'figures', name: say('figures'), glyph: 'voucher' })
  if (isMallOperator) places.push({ id: 'collected', name: say('collected'), glyph: 'points' })
  if (isSponsor) places.push({ id: 'budget', name: say('budget'), glyph: 'card' })
  return (
    <BottomBar
      places={places}
      here={here}
      onGo={(id) => void navigation.replace(id as InstitutionPageName)}
    />
  )
})
