import type { Home } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

const POLL_MS = 3_000
/** Nothing new for this long: she is looking at something else. */
const QUIET_AFTER_MS = 10 * 60_000
const POLL_QUIET_MS = 15_000
const POLL_FAILING_MS_MAX = 60_000

/** Her totals, kept fresh while the page is looked at: an unchanged answer costs one 304. */
export class HomeStore {
  readonly home: RemoteValue<Home>
  private timer: ReturnType<typeof setTimeout> | undefined
  private isWatched = false
  private waitMs = POLL_MS
  private unchangedMs = 0

  constructor(rides: Pick<Api['rides'], 'home'>, lastKnown: LastKnown) {
    this.home = new RemoteValue(() => rides.home(), lastKnown.of<Home>('home'))
    makeAutoObservable<this, 'timer' | 'isWatched' | 'waitMs' | 'unchangedMs'>(this, {
      home: false,
      timer: false,
      isWatched: false,
      waitMs: false,
      unchangedMs: false,
    })
  }

  /** The page is shown: load now and keep looking. */
  async watch(): Promise<void> {
    this.isWatched = true
    this.waitMs = POLL_MS
    this.unchangedMs = 0
    await this.poll()
  }

  unwatch(): void {
    this.isWatched = false
    clearTimeout(this.timer)
  }

  private async poll(): Promise<void> {
    clearTimeout(this.timer)
    const before = this.home.shown
    const isAnswered = await this.home.load()
    if (!this.isWatched) return
    this.unchangedMs = this.home.shown === before ? this.unchangedMs + this.waitMs : 0
    if (!isAnswered) this.waitMs = Math.min(this.waitMs * 2, POLL_FAILING_MS_MAX)
    else this.waitMs = this.unchangedMs > QUIET_AFTER_MS ? POLL_QUIET_MS : POLL_MS
    this.timer = setTimeout(() => void this.poll(), this.waitMs)
  }
}
