import type { Conversion, PointsBalance, UseOfGramsList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { PointsApi } from '../../api/resources/points'
import { Intentions } from '../intentions'
import { keepFresh, type Freshness } from '../keep-fresh'
import type { LastKnown } from '../last-known'
import { RemoteValue } from '../remote'

/** Her points: what she can spend and until when, and the way from grams to points. */
export class PointsStore {
  readonly balance: RemoteValue<PointsBalance>
  /** What the grams she has in mind could become, side by side. */
  readonly uses: RemoteValue<UseOfGramsList>
  /** Whole grams she has in mind. */
  grams = 0
  private readonly intentions = new Intentions()
  private readonly freshness: Freshness

  constructor(
    private readonly api: PointsApi,
    lastKnown: LastKnown,
  ) {
    this.balance = new RemoteValue(() => api.balance(), lastKnown.of<PointsBalance>('points'))
    this.freshness = keepFresh(this.balance)
    this.uses = new RemoteValue(() => api.uses(this.grams))
    makeAutoObservable<this, 'api' | 'intentions' | 'freshness'>(this, {
      api: false,
      intentions: false,
      freshness: false,
      balance: false,
      uses: false,
    })
  }

  /** Her points are on show: load now and keep looking, since a ride may be credited meanwhile. */
  watch(): Promise<void> {
    return this.freshness.start()
  }

  unwatch(): void {
    this.freshness.stop()
  }

  /** She looks at what so many grams could become; what was shown for another amount goes. */
  async compare(grams: number): Promise<void> {
    if (grams !== this.grams) this.uses.forget()
    this.grams = grams
    await this.uses.load()
  }

  /** Turns the grams she has in mind into points; asked again after no answer it is the same conversion. */
  async convert(): Promise<ApiResult<Conversion>> {
    const { grams } = this
    const result = await this.intentions.carryOut(['convert', String(grams)], (options) =>
      this.api.convert({ grams }, options),
    )
    if (result.ok) await this.balance.load()
    return result
  }
}
