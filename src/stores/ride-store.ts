import type { Appeal, AppealList, AppealRequest, RideDetail } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../api'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** One ride at a time, and what she said was wrong with it. */
export class RideStore {
  rideId = ''
  readonly detail: RemoteValue<RideDetail>
  readonly appeals: RemoteValue<AppealList>

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
    this.appeals = new RemoteValue(() => rides.appeals(), lastKnown.of<AppealList>('appeals'))
    makeAutoObservable<this, 'rides'>(this, { rides: false, detail: false, appeals: false })
  }

  async open(rideId: string): Promise<void> {
    if (rideId !== this.rideId) {
      this.rideId = rideId
      this.detail.forget()
    }
    await this.detail.load()
  }

  async appeal(request: AppealRequest): Promise<ApiResult<Appeal>> {
    const result = await this.rides.appeal(this.rideId, request)
    const shown = this.detail.shown
    if (result.ok && shown) this.detail.put({ ...shown, appeal: result.value })
    return result
  }
}
