import type { QualityReport } from '#contract'
import { addMonths, cityMonthOf, type CityMonth } from '#domain/calendar'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { SupervisionApi } from '../../api/resources/supervision'
import type { HandedOver, HostPort, HostResult } from '../../host'
import { RemoteValue } from '../remote'

const MONTHS_OFFERED = 6

/** How good the data was, one month at a time. */
export class QualityStore {
  private chosen: CityMonth | undefined
  readonly report: RemoteValue<QualityReport>

  constructor(
    private readonly api: Pick<SupervisionApi, 'quality' | 'qualityCsv'>,
    private readonly host: Pick<HostPort, 'handOver'>,
    private readonly now: () => Date,
  ) {
    this.report = new RemoteValue(() => api.quality(this.month))
    makeAutoObservable<this, 'api' | 'host' | 'now'>(this, {
      api: false,
      host: false,
      now: false,
      report: false,
    })
  }

  /** This month until she chooses another. */
  get month(): CityMonth {
    return this.chosen ?? cityMonthOf(this.now())
  }

  /** The latest first. */
  get months(): readonly CityMonth[] {
    const first = cityMonthOf(this.now())
    return Array.from({ length: MONTHS_OFFERED }, (_, back) => addMonths(first, -back))
  }

  async choose(month: CityMonth): Promise<void> {
    this.chosen = month
    this.report.forget()
    await this.report.load()
  }

  file(): Promise<ApiResult<string>> {
    return this.api.qualityCsv(this.month)
  }

  handOver(text: string): Promise<HostResult<HandedOver>> {
    return this.host.handOver({ name: `quality-${this.month}.csv`, content: text })
  }

  forget(): void {
    this.chosen = undefined
    this.report.forget()
  }
}
