import type { AppealList, AppealRequest, MyAppeal, RideDetail } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../api'
import type { Api } from '../api/resources'
import { keepFresh, type Freshness } from './keep-fresh'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** One ride at a time, and what she said was wrong with it. */
export class RideStore {
  rideId = ''
  readonly detail: RemoteValue<RideDetail>
  readonly appeals: RemoteValue<AppealList>
  private readonly freshness: Freshness

  constructor(
    private readonly rides: Pick<Api['rides'], 'detail' | 'appeal' | 'appeals'>,
    lastKnown: LastKnown,
  ) {
    const kept = lastKnown.of<RideDetail>('ride')
    this.detail = new RemoteValue(() => rides.detail(this.rideId), {
      recall: () => {
        const last = kept.recall()
        return last?.ride.rideId === this.rideId ? last : undefined
      },
      keep: kept.keep,
    })
    this.freshness = keepFresh(this.detail, () => isFinal(this.detail.shown))
    this.appeals = new RemoteValue(() => rides.appeals(), lastKnown.of<AppealList>('appeals'))
    makeAutoObservable<this, 'rides' | 'freshness'>(this, {
      rides: false,
      freshness: false,
      detail: false,
      appeals: false,
    })
  }

  /** The page of this ride is shown: load it and keep looking until nothing more can happen to it. */
  async watch(rideId: string): Promise<void> {
    if (rideId !== this.rideId) {
      this.rideId = rideId
      this.detail.forget()
    }
    await this.freshness.start()
  }

  /** Its page is gone. Another ride's page may be in view already: that one stays fresh. */
  unwatch(rideId: string): void {
    if (rideId === this.rideId) this.freshness.stop()
  }

  async appeal(request: AppealRequest): Promise<ApiResult<MyAppeal>> {
    const result = await this.rides.appeal(this.rideId, request)
    const shown = this.detail.shown
    if (result.ok && shown) this.detail.put({ ...shown, appeal: result.value })
    return result
  }
}

/** An open appeal may still change the fate of a ride that is otherwise at its end. */
const isFinal = (detail: RideDetail | undefined): boolean =>
  detail !== undefined &&
  ['issued', 'refused', 'withdrawn'].includes(detail.ride.state) &&
  detail.appeal?.state !== 'open'
