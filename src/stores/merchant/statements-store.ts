import type { StatementList } from '#contract'
import { addMonths, type CityMonth } from '#domain/calendar'
import { makeAutoObservable, runInAction } from 'mobx'
import type { StatementApi } from '../../api/resources/statements'
import { cityMonthNow } from '../../i18n'
import { RemoteValue } from '../remote'

/** The statements of a month's days. */
export class StatementsStore {
  month: string
  readonly list: RemoteValue<StatementList>
  private isOpened = false

  constructor(
    private readonly api: Pick<StatementApi, 'ofMonth'>,
    private readonly now: () => Date,
  ) {
    this.month = cityMonthNow(now())
    this.list = new RemoteValue(() => api.ofMonth(this.month))
    makeAutoObservable<this, 'api' | 'now' | 'isOpened'>(this, {
      api: false,
      now: false,
      isOpened: false,
      list: false,
    })
  }

  get isNewestMonth(): boolean {
    return this.month >= cityMonthNow(this.now())
  }

  /** Days shown that wait for the merchant's word. */
  get waiting(): number {
    return this.list.shown ? waitingIn(this.list.shown) : 0
  }

  /** Where something waits for her word: this month, else the one before. Once; then the month is hers to turn. */
  async open(): Promise<void> {
    if (this.isOpened) return void (await this.list.load())
    const earlier = addMonths(this.month as CityMonth, -1)
    const [own, before] = await Promise.all([this.list.request(), this.api.ofMonth(earlier)])
    runInAction(() => {
      own.apply()
      this.isOpened = own.isAnswered
      if (!own.isAnswered || this.waiting > 0 || !before.ok || waitingIn(before.value) === 0) return
      this.month = earlier
      this.list.put(before.value)
    })
  }

  /** What the days shown came to. */
  get payableFen(): number {
    return this.sum(({ payableFen }) => payableFen)
  }

  get openFen(): number {
    return this.sum(({ payableFen, paidFen }) => payableFen - paidFen)
  }

  async turnMonth(months: -1 | 1): Promise<void> {
    this.month = addMonths(this.month as CityMonth, months)
    this.list.forget()
    await this.list.load()
  }

  forget(): void {
    this.isOpened = false
    this.month = cityMonthNow(this.now())
    this.list.forget()
  }

  private sum(figure: (day: StatementList['items'][number]) => number): number {
    return (this.list.shown?.items ?? []).reduce((sum, day) => sum + figure(day), 0)
  }
}

/** A day of nothing needs nobody's word. */
const waitingIn = ({ items }: StatementList): number =>
  items.filter(({ lines, state }) => lines > 0 && (state === 'made' || state === 'answered')).length
