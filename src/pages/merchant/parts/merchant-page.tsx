import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { may } from '#domain/institution'
import { failureText, useLocale, useWords } from '../../../i18n'
import { merchantPlaceWords, workWords } from '../../../i18n/merchant/work'
import { useStores } from '../../../stores'
import { useMember, type MemberEnd } from '../../../stores/member'
import { isMerchants, useMerchantStores } from '../../../stores/merchant'
import { BottomBar, Button, Empty, Failure, Page, Skeleton, Tip } from '../../../ui'
import '../merchant.scss'

type Place = 'till' | 'today' | 'members' | 'shops'

interface MerchantPageProps {
  title: string
  aside?: ReactNode
  /** This page is one of the main places and carries the bar. */
  place?: Place
  /** The door needs nobody to be a member yet. */
  isDoor?: boolean
  children: ReactNode
}

/** A page of somebody who works for a merchant. Whoever was sent away sees that, on every one of them, and nothing else. */
export const MerchantPage = observer(function MerchantPage({
  title,
  aside,
  place,
  isDoor = false,
  children,
}: MerchantPageProps) {
  const { session } = useMember()
  const { till } = useMerchantStores()
  const { end } = session
  const isOpen = end === undefined && (isDoor || session.membership !== undefined || till.till !== undefined)
  return (
    <Page title={title} aside={isOpen && aside} bar={place && isOpen && <MerchantBar here={place} />}>
      {isOpen ? children : end ? <Out end={end} /> : <Nobody />}
    </Page>
  )
})

const MerchantBar = observer(function MerchantBar({ here }: { here: Place }) {
  const { navigation } = useStores()
  const { session } = useMember()
  const say = useWords(merchantPlaceWords)
  const role = session.membership?.role ?? 'cashier'
  const places = [
    { id: 'till', name: say('till'), glyph: 'scan' as const },
    { id: 'today', name: say('today'), glyph: 'rides' as const },
    ...(may(role, 'changeMembers') ? [{ id: 'members', name: say('members'), glyph: 'me' as const }] : []),
    ...(may(role, 'changeShops') ? [{ id: 'shops', name: say('shops'), glyph: 'shop' as const }] : []),
  ]
  return <BottomBar places={places} here={here} onGo={(id) => void navigation.replace(id as Place)} />
})

const Out = observer(function Out({ end }: { end: MemberEnd }) {
  const { navigation } = useStores()
  const { session } = useMember()
  const { offline } = useMerchantStores()
  const say = useWords(workWords)
  const left = offline.untold
  const leave = () => {
    session.leave()
    void navigation.replace('work', { stay: true })
  }
  return (
    <Empty glyph="refuse" title={say(`${end}Title`)} detail={say(`${end}Detail`)}>
      {left > 0 && <Tip kind="wait">{say('untold', { n: left })}</Tip>}
      <Button onTap={leave}>{say('leave')}</Button>
    </Empty>
  )
})

const Nobody = observer(function Nobody() {
  const { navigation } = useStores()
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(workWords)
  const { remote } = session.memberships
  if (session.isResuming || remote.state === 'loading') return <Skeleton />
  if (remote.state === 'failed')
    return <Failure {...failureText(remote.failure, locale)} onRetry={() => session.resume(isMerchants)} />
  return (
    <Empty glyph="shop" title={say('nobody')}>
      <Button onTap={() => navigation.replace('work', { stay: true })}>{say('choose')}</Button>
    </Empty>
  )
})
