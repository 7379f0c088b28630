import type { RidePage, RideSummary } from '#contract'
import { addMonths, type CityMonth } from '#domain/calendar'
import { makeAutoObservable } from 'mobx'
import type { Api } from '../api/resources'
import { cityMonthNow } from '../i18n'
import type { LastKnown } from './last-known'
import type { RemoteValue } from './remote'
import { RemotePages } from './remote-pages'

/** Every scene, as a filter. */
export const ALL = ''

/** The rides of one month under one filter; further pages are fetched as she comes near their place. */
export class RidesStore {
  month: string
  scene = ALL
  readonly pages: RemotePages<RidePage, RideSummary, string>

  constructor(
    rides: Pick<Api['rides'], 'page'>,
    lastKnown: LastKnown,
    private readonly now: () => Date,
  ) {
    this.month = cityMonthNow(now())
    this.pages = new RemotePages({
      fetch: (cursor) => rides.page({ ...this.filter(), ...(cursor === undefined ? {} : { cursor }) }),
      itemsOf: (page) => page.rides,
      nextOf: ({ nextCursor }) => nextCursor,
      keepsake: {
        // One month is kept, the one she looked at last.
        recall: () => {
          const kept = lastKnown.of<RidePage>('rides').recall()
          return kept?.month === this.month && this.scene === ALL ? kept : undefined
        },
        keep: (page) => this.scene === ALL && lastKnown.of<RidePage>('rides').keep(page),
      },
    })
    makeAutoObservable<this, 'now'>(this, { now: false, pages: false })
  }

  get isNewestMonth(): boolean {
    return this.month >= cityMonthNow(this.now())
  }

  /** From the beginning of the month, together with whatever else the page shows. */
  load(...besides: readonly Pick<RemoteValue<unknown>, 'request'>[]): Promise<void> {
    return this.pages.load(...besides)
  }

  async choose(choice: { month?: string; scene?: string }): Promise<void> {
    this.month = choice.month ?? this.month
    this.scene = choice.scene ?? this.scene
    this.pages.forget()
    await this.load()
  }

  turnMonth(months: -1 | 1): Promise<void> {
    return this.choose({ month: addMonths(this.month as CityMonth, months) })
  }

  private filter() {
    return { month: this.month, ...(this.scene === ALL ? {} : { scene: this.scene }) }
  }
}
