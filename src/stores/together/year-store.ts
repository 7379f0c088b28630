import type { TitleList, YearList, YearReport } from '#contract'
import { cityMonthOf } from '#domain/calendar'
import { makeAutoObservable } from 'mobx'
import type { TogetherApi } from '../../api/resources/together'
import type { HandedOver, HostPort, HostResult } from '../../host'
import { posters, type Poster } from '../../host/poster'
import type { LastKnown } from '../last-known'
import { loadTogether, RemoteValue } from '../remote'

/** Of a month as YYYY-MM. */
const YEAR_DIGITS = 4

/** Her years, the one she looks at, and its picture; her titles. */
export class YearStore {
  readonly years: RemoteValue<YearList>
  readonly report: RemoteValue<YearReport>
  readonly titles: RemoteValue<TitleList>
  /** The running one until she chooses another. */
  year: number

  constructor(
    api: TogetherApi,
    private readonly host: Pick<HostPort, 'handOver' | 'share' | 'can'>,
    lastKnown: LastKnown,
    now: () => Date,
  ) {
    this.year = Number(cityMonthOf(now()).slice(0, YEAR_DIGITS))
    this.years = new RemoteValue(() => api.years(), lastKnown.of<YearList>('years'))
    this.report = new RemoteValue(() => api.year(this.year), lastKnown.of<YearReport>('year'))
    this.titles = new RemoteValue(() => api.titles(), lastKnown.of<TitleList>('titles'))
    makeAutoObservable<this, 'host'>(this, { host: false, years: false, report: false, titles: false })
  }

  /** The page opens: on the running year, or the one she came from. */
  open(): Promise<void> {
    return loadTogether(this.years, this.report)
  }

  async turnTo(year: number): Promise<void> {
    if (year !== this.year) this.report.forget()
    this.year = year
    await this.report.load()
  }

  /** Draws the picture and gives it to her; a host that cannot says so. */
  keep(poster: Poster): Promise<HostResult<HandedOver>> {
    return posters.keep(poster, (file) => this.host.handOver(file))
  }

  get canShare(): boolean {
    return this.host.can('share')
  }

  share(title: string): Promise<HostResult<void>> {
    return this.host.share({ title, path: '/pages/resident/home' })
  }
}
