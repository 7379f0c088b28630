import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { rideWords } from '../../i18n/resident/ride'
import { useStores } from '../../stores'
import { Empty, LinkButton } from '../../ui'
import { Loaded, ResidentPage, useShown } from '../resident/parts'
import { AppealCard } from '../resident/parts/appeal-card'
import { AppealedRide } from './parts/appealed-ride'

/** Everything she has objected to. */
export default observer(function Appeals() {
  const { ride, navigation } = useStores()
  const say = useWords(rideWords)
  useShown(() => ride.appeals.load())
  return (
    <ResidentPage title={say('appealsTitle')}>
      <Loaded remote={ride.appeals.remote} onRetry={() => ride.appeals.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="ask" title={say('appealsEmpty')} detail={say('appealsEmptyDetail')} />
          ) : (
            items.map((appeal) => (
              <AppealCard appeal={appeal} head={<AppealedRide appeal={appeal} />} key={appeal.appealId}>
                <LinkButton onTap={() => void navigation.open('ride', { rideId: appeal.rideId })}>
                  {say(appeal.reviewUntil ? 'toReview' : 'toRide')}
                </LinkButton>
              </AppealCard>
            ))
          )
        }
      </Loaded>
    </ResidentPage>
  )
})
