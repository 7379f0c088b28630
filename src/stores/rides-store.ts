import type { RidePage, RideSummary } from '#contract'
import { addMonths, type CityMonth } from '#domain/calendar'
import { makeAutoObservable, observableRef } from 'mobx'
import type { Api } from '../api/resources'
import { cityMonthNow } from '../i18n'
import type { LastKnown } from './last-known'
import { loadTogether, RemoteValue } from './remote'

/** Every scene, as a filter. */
export const ALL = ''

/** The rides of one month under one filter; further pages are fetched as she comes near their place. */
export class RidesStore {
  month: string
  scene = ALL
  /** The pages after the first. */
  private further: readonly RidePage[] = []
  private fetching: string | undefined
  readonly first: RemoteValue<RidePage>

  constructor(
    private readonly rides: Pick<Api['rides'], 'page'>,
    lastKnown: LastKnown,
    private readonly now: () => Date,
  ) {
    this.month = cityMonthNow(now())
    this.first = new RemoteValue(() => rides.page(this.filter()), {
      // One month is kept, the one she looked at last.
      recall: () => {
        const kept = lastKnown.of<RidePage>('rides').recall()
        return kept?.month === this.month && this.scene === ALL ? kept : undefined
      },
      keep: (page) => this.scene === ALL && lastKnown.of<RidePage>('rides').keep(page),
    })
    makeAutoObservable<this, 'rides' | 'now' | 'further' | 'fetching'>(this, {
      rides: false,
      now: false,
      first: false,
      further: observableRef,
      fetching: false,
    })
  }

  get list(): readonly RideSummary[] {
    return [this.first.shown, ...this.further].flatMap((page) => page?.rides ?? [])
  }

  get isNewestMonth(): boolean {
    return this.month >= cityMonthNow(this.now())
  }

  /** From the beginning of the month, together with whatever else the page shows. */
  async load(...besides: readonly Pick<RemoteValue<unknown>, 'request'>[]): Promise<void> {
    await loadTogether(this.first, ...besides)
    this.setFurther([])
  }

  async choose(choice: { month?: string; scene?: string }): Promise<void> {
    this.month = choice.month ?? this.month
    this.scene = choice.scene ?? this.scene
    this.further = []
    this.first.forget()
    await this.load()
  }

  turnMonth(months: -1 | 1): Promise<void> {
    return this.choose({ month: addMonths(this.month as CityMonth, months) })
  }

  /** Fetches the page after the last one, once however often it is asked for. */
  async loadMore(): Promise<void> {
    const cursor = (this.further[this.further.length - 1] ?? this.first.shown)?.nextCursor
    if (!cursor || this.fetching === cursor) return
    this.fetching = cursor
    const result = await this.rides.page({ ...this.filter(), cursor })
    if (this.fetching !== cursor) return
    this.fetching = undefined
    if (result.ok) this.setFurther([...this.further, result.value])
  }

  private filter() {
    return { month: this.month, ...(this.scene === ALL ? {} : { scene: this.scene }) }
  }

  private setFurther(further: readonly RidePage[]): void {
    this.further = further
    this.fetching = undefined
  }
}
