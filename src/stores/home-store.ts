import type { Home } from '#contract'
import type { Api } from '../api/resources'
import { keepFresh, type Freshness } from './keep-fresh'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** Her totals, kept fresh while the page is looked at: an unchanged answer costs one 304. */
export class HomeStore {
  readonly home: RemoteValue<Home>
  private readonly freshness: Freshness

  constructor(rides: Pick<Api['rides'], 'home'>, lastKnown: LastKnown) {
    this.home = new RemoteValue(() => rides.home(), lastKnown.of<Home>('totals'))
    this.freshness = keepFresh(this.home)
  }

  /** The page is shown: load now and keep looking. */
  watch(): Promise<void> {
    return this.freshness.start()
  }

  unwatch(): void {
    this.freshness.stop()
  }
}
