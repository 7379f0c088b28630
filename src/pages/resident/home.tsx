import type { Home as HomeTotals } from '#contract'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { useWords } from '../../i18n'
import { homeWords } from '../../i18n/resident/home'
import { useStores } from '../../stores'
import { Button, Empty, Heading, LinkButton, List, Tip } from '../../ui'
import { Loaded, ResidentPage, RideRow, useShown } from './parts'
import { EntryButton, EntryTip } from './parts/entry'
import { HeldAccount } from './parts/held-account'
import { LargeType } from './parts/large-type'
import { SavedByScene } from './parts/saved-by-scene'
import { Totals } from './parts/totals'
import { Trend } from './parts/trend'

/** Her totals, fresh while she looks. */
export default observer(function Home() {
  const { home, scenes, session, navigation } = useStores()
  const say = useWords(homeWords)
  useShown(
    () => {
      if (session.accountId === null) return undefined
      void scenes.load(true)
      return home.watch()
    },
    () => home.unwatch(),
  )
  const isNewcomer = session.me.remote.state === 'ready' && session.accountId === null
  useEffect(() => {
    if (isNewcomer) void navigation.replace('welcome')
  }, [isNewcomer, navigation])
  return (
    <ResidentPage title={say('title')} aside={<LargeType />} place="home">
      <Loaded remote={home.home.remote} onRetry={() => home.watch()}>
        {(totals) => (
          <>
            <Totals totals={totals} />
            <HeldAccount />
            <Missing totals={totals} />
            <NotHersYet />
            <Latest totals={totals} />
            <Trend months={totals.trend} />
            <SavedByScene totals={totals} />
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

/** What she has to do before a ride can count. */
const Missing = observer(function Missing({ totals }: { totals: HomeTotals }) {
  const { session, navigation } = useStores()
  const say = useWords(homeWords)
  if (session.standing === 'guardianNeeded')
    return (
      <>
        <EntryTip />
        <EntryButton />
      </>
    )
  if (totals.consentsGranted === 0)
    return (
      <Tip kind="wait">
        {say('noConsent')}
        <LinkButton onTap={() => void navigation.replace('scenes')}>{say('noConsentGo')}</LinkButton>
      </Tip>
    )
  if (totals.instruments === 0)
    return (
      <Tip kind="wait">
        {say('noInstrument')}
        <LinkButton onTap={() => void navigation.open('instruments')}>{say('noInstrumentGo')}</LinkButton>
      </Tip>
    )
  return null
})

/** A second-hand card comes to her only when she says that it is hers now. */
const NotHersYet = observer(function NotHersYet() {
  const { instruments, navigation } = useStores()
  const say = useWords(homeWords)
  if (!instruments.isOwnedByAnother) return null
  return (
    <Tip kind="wait">
      {say('notHersYet')}
      <LinkButton onTap={() => void navigation.open('instruments')}>{say('notHersYetGo')}</LinkButton>
    </Tip>
  )
})

function Latest({ totals }: { totals: HomeTotals }) {
  const { navigation } = useStores()
  const say = useWords(homeWords)
  if (totals.latestRides.length === 0) return <Empty title={say('emptyTitle')} detail={say('emptyDetail')} />
  return (
    <>
      <Heading>{say('latest')}</Heading>
      <List>
        {totals.latestRides.map((ride) => (
          <RideRow ride={ride} key={ride.rideId} />
        ))}
      </List>
      <Button kind="quiet" onTap={() => navigation.replace('rides')}>
        {say('allRides')}
      </Button>
    </>
  )
}
