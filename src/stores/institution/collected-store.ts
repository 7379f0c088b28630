import type { Collected, TurnBack, TurnBackPage, TurnBackProgress } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { InstitutionFiguresApi } from '../../api/resources/institution-figures'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'
import { RemotePages } from '../remote-pages'

/** Points a mall operator collected, and what became of those it turned back. */
export class CollectedStore {
  readonly collected: RemoteValue<Collected>
  /** What was turned back before. */
  readonly pages: RemotePages<TurnBackPage, TurnBack, string>
  /** What was turned back just now. */
  latest: TurnBack | undefined
  /** How far the turning back under way has come. */
  progress: TurnBackProgress | undefined
  private readonly intentions = new Intentions()
  /** Grows when another begins to act: what was under way for the one before goes no further. */
  private acting = 0

  constructor(private readonly api: Pick<InstitutionFiguresApi, 'collected' | 'turnBacks' | 'turnBack'>) {
    this.collected = new RemoteValue(() => api.collected())
    this.pages = new RemotePages({
      fetch: (cursor) => api.turnBacks(cursor),
      itemsOf: ({ items }) => items,
      nextOf: ({ nextCursor }) => nextCursor,
    })
    makeAutoObservable<this, 'api' | 'intentions' | 'acting'>(this, {
      api: false,
      collected: false,
      pages: false,
      intentions: false,
      acting: false,
      latest: observableRef,
      progress: observableRef,
    })
  }

  get past(): readonly TurnBack[] {
    const { latest } = this
    const { items } = this.pages
    // What came of the last tap stays to be read, though the list could not be read again.
    if (!latest || items.some(({ turnBackId }) => turnBackId === latest.turnBackId)) return items
    return [latest, ...items]
  }

  /** Neither the figures nor the list could be had: to say so once is enough. */
  get isUnread(): boolean {
    return [this.collected, this.pages.first].every(
      ({ remote, shown }) => remote.state === 'failed' && !shown,
    )
  }

  load(): Promise<void> {
    return this.pages.load(this.collected)
  }

  /** Turns back all that can be, step by step; asked again after no answer it goes on where it ended. */
  async turnBack(): Promise<ApiResult<TurnBack>> {
    const { acting } = this
    const result = await this.intentions.carryOut(['turn-back'], (options) => this.goOn(options))
    if (acting !== this.acting) return result
    this.setProgress(undefined)
    if (result.ok) this.setLatest(result.value)
    // Somebody else may have turned them back meanwhile; what was begun may have come some way.
    await this.load()
    return result
  }

  forget(): void {
    this.collected.forget()
    this.pages.forget()
    this.acting += 1
    this.setLatest(undefined)
    this.setProgress(undefined)
  }

  private async goOn(options: WriteOptions): Promise<ApiResult<TurnBackProgress>> {
    const { acting } = this
    for (let left = Infinity; ;) {
      const result = await this.api.turnBack(options)
      if (!result.ok || acting !== this.acting) return result
      this.setProgress(result.value)
      const { vouchers } = result.value.left
      // Each answer has brought it further, or there is nothing to wait for.
      if (vouchers === 0 || vouchers >= left) return result
      left = vouchers
    }
  }

  private setLatest(latest: TurnBack | undefined): void {
    this.latest = latest
  }

  private setProgress(progress: TurnBackProgress | undefined): void {
    this.progress = progress
  }
}
