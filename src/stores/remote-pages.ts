import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiFailure, ApiResult } from '../api'
import { loadTogether, RemoteValue, type Keepsake } from './remote'

interface PagesParts<Page, Item, Cursor> {
  /** One page; without a cursor the first. */
  readonly fetch: (cursor?: Cursor) => Promise<ApiResult<Page>>
  readonly itemsOf: (page: Page) => readonly Item[]
  /** What the page after this one is asked for by; null where there is none. */
  readonly nextOf: (page: Page) => Cursor | null
  /** Keeps the first page. */
  readonly keepsake?: Keepsake<Page>
}

/** A list that comes in pages: the first is loaded like any value, those after it are fetched as she comes near their place. */
export class RemotePages<Page, Item, Cursor extends string | number> {
  readonly first: RemoteValue<Page>
  /** Why the page after the last one did not come. */
  moreFailure: ApiFailure | undefined
  private further: readonly Page[] = []
  /** The request under way: what answers another one is dropped. */
  private fetching: { readonly cursor: Cursor } | undefined
  private loads = 0

  constructor(private readonly parts: PagesParts<Page, Item, Cursor>) {
    this.first = new RemoteValue(() => parts.fetch(), parts.keepsake)
    makeAutoObservable<this, 'parts' | 'further' | 'fetching' | 'loads'>(this, {
      parts: false,
      first: false,
      further: observableRef,
      fetching: false,
      loads: false,
      moreFailure: observableRef,
    })
  }

  /** Of every page that is known. */
  get items(): readonly Item[] {
    return this.pages.flatMap((page) => this.parts.itemsOf(page))
  }

  get hasMore(): boolean {
    return this.next !== null
  }

  /** From the beginning, together with whatever else the page shows. Where the first cannot be had, what is known stays. */
  async load(...besides: readonly Pick<RemoteValue<unknown>, 'request'>[]): Promise<void> {
    const turn = ++this.loads
    await loadTogether(this.first, ...besides)
    if (turn === this.loads && this.first.remote.state === 'ready') this.setFurther([])
  }

  /** Fetches the page after the last one, once however often it is asked for. */
  async loadMore(): Promise<void> {
    const { next } = this
    if (next === null || this.fetching?.cursor === next) return
    const request = { cursor: next }
    this.fetching = request
    this.setMoreFailure(undefined)
    const result = await this.parts.fetch(next)
    if (this.fetching !== request) return
    this.fetching = undefined
    if (result.ok) this.setFurther([...this.further, result.value])
    else this.setMoreFailure(result.failure)
  }

  /** Takes into the pages that are known what came by another way, such as the answer to a change. */
  amend(change: (page: Page) => Page): void {
    const { shown } = this.first
    if (shown === undefined) return
    this.first.put(change(shown))
    this.further = this.further.map(change)
  }

  forget(): void {
    this.loads += 1
    this.first.forget()
    this.setFurther([])
  }

  private get pages(): readonly Page[] {
    const { shown } = this.first
    return shown === undefined ? [] : [shown, ...this.further]
  }

  private get next(): Cursor | null {
    const last = this.pages[this.pages.length - 1]
    return last === undefined ? null : this.parts.nextOf(last)
  }

  private setFurther(further: readonly Page[]): void {
    this.further = further
    this.fetching = undefined
    this.moreFailure = undefined
  }

  private setMoreFailure(failure: ApiFailure | undefined): void {
    this.moreFailure = failure
  }
}
