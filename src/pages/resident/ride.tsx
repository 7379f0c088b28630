import type { RideDetail } from '#contract'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { rideWords } from '../../i18n/resident/ride'
import { useStores } from '../../stores'
import { Button } from '../../ui'
import { Loaded, ResidentPage, useShown } from './parts'
import { AppealCard } from './parts/appeal-card'
import { AppealSheet } from './parts/appeal-sheet'
import { RideOrigin } from './parts/ride-origin'
import { RideSteps } from './parts/ride-steps'
import { RideTicket } from './parts/ride-ticket'
import { RideRefusal } from './parts/ride-refusal'

/** One ride as a ticket: what it saved, how that was worked out, how far it has come. */
export default observer(function Ride() {
  const { ride } = useStores()
  const { rideId = '' } = useRouter().params
  const say = useWords(rideWords)
  useShown(
    () => ride.watch(rideId),
    () => ride.unwatch(rideId),
  )
  return (
    <ResidentPage title={say('title')}>
      {/* Another ride may still be the shown one while this page opens. */}
      {(ride.rideId === rideId || ride.rideId === '') && (
        <Loaded remote={ride.detail.remote} onRetry={() => ride.detail.load()}>
          {(detail) => <Parts detail={detail} />}
        </Loaded>
      )}
    </ResidentPage>
  )
})

function Parts({ detail }: { detail: RideDetail }) {
  const say = useWords(rideWords)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <RideTicket detail={detail} />
      <RideRefusal detail={detail} />
      <RideSteps steps={detail.steps} />
      <RideOrigin detail={detail} />
      {detail.appeal ? (
        <AppealCard appeal={detail.appeal} onReview={() => setAsking(true)} />
      ) : (
        <Button kind="quiet" onTap={() => setAsking(true)}>
          {say('wrong')}
        </Button>
      )}
      {isAsking && <AppealSheet detail={detail} onClose={() => setAsking(false)} />}
    </>
  )
}
