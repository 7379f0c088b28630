import type { Voucher, VoucherList } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { VoucherApi } from '../../api/resources/vouchers'
import type { RemoteValue } from '../remote'

/** All her vouchers: the first page, which is kept fresh, and those after it, fetched as she comes near their place. */
export class VoucherPages {
  /** Each under the cursor it answers: one that follows from nothing any more is not shown. */
  private further: ReadonlyMap<string, VoucherList> = new Map()
  private readonly fetching = new Map<string, Promise<ApiResult<VoucherList>>>()

  constructor(
    private readonly first: RemoteValue<VoucherList>,
    private readonly api: Pick<VoucherApi, 'list'>,
  ) {
    makeAutoObservable<this, 'first' | 'api' | 'further' | 'fetching'>(this, {
      first: false,
      api: false,
      further: observableRef,
      fetching: false,
    })
  }

  private get pages(): readonly VoucherList[] {
    const pages: VoucherList[] = []
    let page = this.first.shown
    while (page) {
      pages.push(page)
      page = page.nextCursor ? this.further.get(page.nextCursor) : undefined
    }
    return pages
  }

  /** Each once, though one that was used or given back between two pages is on both. */
  get items(): readonly Voucher[] {
    const byId = new Map<string, Voucher>()
    for (const { items } of this.pages)
      for (const voucher of items) byId.set(voucher.voucherId, newer(byId.get(voucher.voucherId), voucher))
    return [...byId.values()]
  }

  get hasMore(): boolean {
    return this.nextCursor !== undefined
  }

  private get nextCursor(): string | undefined {
    return this.pages[this.pages.length - 1]?.nextCursor ?? undefined
  }

  /** Fetches the page after the last one, once however often it is asked for; undefined where there is none. */
  async loadMore(): Promise<ApiResult<VoucherList> | undefined> {
    const cursor = this.nextCursor
    if (cursor === undefined) return undefined
    const request = this.fetching.get(cursor) ?? this.api.list(cursor)
    this.fetching.set(cursor, request)
    const result = await request
    this.fetching.delete(cursor)
    if (result.ok) this.add(cursor, result.value)
    return result
  }

  private add(cursor: string, page: VoucherList): void {
    this.further = new Map([...this.further, [cursor, page]])
  }
}

/** A living voucher ends, and what has ended lives no more. */
const newer = (one: Voucher | undefined, other: Voucher): Voucher =>
  one === undefined || one.endedAt === null ? other : one
