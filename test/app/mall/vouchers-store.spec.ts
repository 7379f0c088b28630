import type { Voucher, VoucherList } from '#contract'
import type { ApiResult, WriteOptions } from '../../../src/api'
import { LastKnown } from '../../../src/stores/last-known'
import { VoucherPages } from '../../../src/stores/mall/voucher-pages'
import { VouchersStore } from '../../../src/stores/mall/vouchers-store'
import { RemoteValue } from '../../../src/stores/remote'
import { deviceStore } from '../stores/device-store'
import { voucherLike } from './vouchers'

/** Holding, confirming and giving back, over a service that remembers what each key asked. */
const GOODS = voucherLike().goods.goodsId
const LOST = { ok: false, failure: { kind: 'offline' } } as const

function world() {
  const byKey = new Map<string, Voucher>()
  let isLost = false
  let pointsLoads = 0
  const all = () => [...byKey.values()]
  const replace = (voucherId: string, change: Partial<Voucher>) => {
    for (const [key, voucher] of byKey)
      if (voucher.voucherId === voucherId) byKey.set(key, { ...voucher, ...change })
  }
  const after = <T>(value: () => T): Promise<ApiResult<T>> => {
    const answer = value()
    return Promise.resolve(isLost ? LOST : { ok: true, value: answer })
  }
  const one = (voucherId: string): Voucher => all().find((voucher) => voucher.voucherId === voucherId)!
  const take = ({ idempotencyKey = '' }: WriteOptions): Voucher => {
    const known = byKey.get(idempotencyKey)
    if (known) return known
    const made = voucherLike({ voucherId: `vch_${byKey.size}`, state: 'held' })
    byKey.set(idempotencyKey, made)
    return made
  }
  const end = (state: Voucher['state']) => (voucherId: string) =>
    after(() => (replace(voucherId, { state }), one(voucherId)))
  const store = new VouchersStore({
    api: {
      list: () => (isLost ? Promise.resolve(LOST) : after(() => ({ items: all(), nextCursor: null }))),
      detail: (voucherId) => after(() => one(voucherId)),
      take: (_, options) => after(() => take(options)),
      confirm: end('issued'),
      refund: (voucherId) => end(one(voucherId).state === 'held' ? 'released' : 'refunded')(voucherId),
      send: (voucherId) => after(() => one(voucherId)),
      code: () => Promise.resolve(LOST),
      offlineForm: () => Promise.resolve(LOST),
    },
    lastKnown: new LastKnown(deviceStore(), () => 'acc_1'),
    now: () => new Date('2026-11-29T08:00:00+08:00'),
    onPointsMoved: () => Promise.resolve((pointsLoads += 1)),
    prepareCode: () => Promise.resolve(),
  })
  const held = async (): Promise<Voucher> => {
    const result = await store.hold(GOODS)
    if (!result.ok) throw new Error('nothing was held')
    return result.value
  }
  return {
    store,
    all,
    replace,
    held,
    lose: (lost: boolean) => void (isLost = lost),
    pointsLoads: () => pointsLoads,
  }
}

describe('holding', () => {
  it('again after a lost answer holds the same one', async () => {
    const { store, all, held, lose } = world()
    lose(true)
    expect((await store.hold(GOODS)).ok).toBe(false)
    lose(false)
    await held()
    expect(all()).toHaveLength(1)
  })

  it('takes what she approved for a partner for no hold of her own', async () => {
    const { store, all, held, replace } = world()
    const { voucherId } = await held()
    replace(voucherId, { usedBy: { zh: '申城咖啡', en: 'Shencheng Coffee' } })
    await store.list.load()
    expect(store.heldOf(GOODS)).toBeUndefined()
    expect(all()).toHaveLength(1)
  })

  it('goes on with what is held already', async () => {
    const { all, held } = world()
    const first = await held()
    expect((await held()).voucherId).toBe(first.voucherId)
    expect(all()).toHaveLength(1)
  })

  it('is a new one after the first was taken, even when its answer had been lost', async () => {
    const { store, all, held, lose } = world()
    lose(true)
    await store.hold(GOODS)
    lose(false)
    await store.confirm((await held()).voucherId)
    await held()
    expect(all().map(({ state }) => state)).toEqual(['issued', 'held'])
  })

  it('is a new one when the hold whose answer was lost has ended meanwhile', async () => {
    const { store, all, replace, held, lose } = world()
    lose(true)
    await store.hold(GOODS)
    lose(false)
    replace('vch_0', { state: 'released' })
    expect((await held()).voucherId).toBe('vch_1')
    expect(all()).toHaveLength(2)
  })

  it('tells the minutes left by its length, whatever the phone’s clock says', async () => {
    const { store, held } = world()
    const { voucherId } = await held()
    expect(store.minutesLeft(voucherId)).toBe(5)
    expect(store.minutesLeft('vch_of-another-phone')).toBeUndefined()
  })
})

describe('a hold whose time is over', () => {
  it('is let go, and her points are read again', async () => {
    const { store, held, pointsLoads } = world()
    const { voucherId } = await held()
    expect(await store.letGo(voucherId)).toBe(true)
    expect(store.isLetGo(voucherId)).toBe(true)
    expect(pointsLoads()).toBe(2)
  })

  it('is not said to be back while nobody answers', async () => {
    const { store, held, lose } = world()
    const { voucherId } = await held()
    lose(true)
    expect(await store.letGo(voucherId)).toBe(false)
    expect(store.isLetGo(voucherId)).toBe(false)
  })
})

describe('a used voucher whose page is open', () => {
  beforeEach(() => void jest.useFakeTimers({ now: new Date('2026-11-29T08:00:00+08:00') }))
  afterEach(() => void jest.useRealTimers())

  const watched = async (endedAt: string) => {
    const { store, held, replace } = world()
    const { voucherId } = await held()
    replace(voucherId, { state: 'redeemed', endedAt })
    await store.one.watch(voucherId)
    replace(voucherId, { state: 'refunded', isUndone: true })
    await jest.advanceTimersByTimeAsync(3_000)
    store.one.unwatch(voucherId)
    return store.one.value.shown?.state
  }

  it('is looked at on while the shop may take that back', async () => {
    expect(await watched('2026-11-29T07:59:00+08:00')).toBe('refunded')
  })

  it('is not when that is long over', async () => {
    expect(await watched('2026-11-29T07:00:00+08:00')).toBe('redeemed')
  })
})

describe('her points', () => {
  it('are read again after each step that moves them', async () => {
    const { store, held, pointsLoads } = world()
    const { voucherId } = await held()
    await store.confirm(voucherId)
    await store.refund(voucherId)
    expect(pointsLoads()).toBe(3)
  })

  it('are left alone when nothing was done', async () => {
    const { store, lose, pointsLoads } = world()
    lose(true)
    await store.hold(GOODS)
    expect(pointsLoads()).toBe(0)
  })
})

it('the page of a voucher opens with what the list of them last knew', async () => {
  const { store, held, lose } = world()
  const { voucherId } = await held()
  lose(true)
  await store.one.watch(voucherId)
  store.one.unwatch(voucherId)
  expect(store.one.value.shown?.state).toBe('held')
})

describe('a year of vouchers', () => {
  const LENGTH = 5
  /** Two a page, newest first, of as many as there are by then. */
  function year() {
    let newest = LENGTH
    let isLost = false
    const asked: string[] = []
    const idOf = (number: number) => `vch_${number}`
    const list = (cursor?: string): Promise<ApiResult<VoucherList>> => {
      asked.push(cursor ?? 'first')
      if (isLost) return Promise.resolve(LOST)
      const from = cursor === undefined ? newest : Number(cursor) - 1
      const items = [from, from - 1].filter((number) => number > 0)
      const last = items[items.length - 1] ?? 1
      const nextCursor = last > 1 ? String(last) : null
      const value = {
        items: items.map((number) => voucherLike({ voucherId: idOf(number), state: 'redeemed' })),
        nextCursor,
      }
      return Promise.resolve({ ok: true, value })
    }
    const first = new RemoteValue(() => list())
    const pages = new VoucherPages(first, { list })
    const shown = () => pages.items.map(({ voucherId }) => voucherId.slice(4)).join('')
    return {
      ...{ first, pages, asked, shown },
      lose: (lost: boolean) => void (isLost = lost),
      takeOne: () => void (newest += 1),
    }
  }

  it('is read page by page, each asked for once however often she is near its place', async () => {
    const { first, pages, asked, shown } = year()
    await first.load()
    expect([shown(), pages.hasMore]).toEqual(['54', true])
    await Promise.all([pages.loadMore(), pages.loadMore()])
    expect(shown()).toBe('5432')
    await pages.loadMore()
    expect([shown(), pages.hasMore]).toEqual(['54321', false])
    expect(await pages.loadMore()).toBeUndefined()
    expect(asked).toEqual(['first', '4', '2'])
  })

  it('keeps what is read when the first page is read again, and leaves no gap where that has moved on', async () => {
    const { first, pages, shown, takeOne } = year()
    await first.load()
    await pages.loadMore()
    await first.load()
    expect(shown()).toBe('5432')
    takeOne()
    await first.load()
    expect([shown(), pages.hasMore]).toEqual(['65', true])
    await pages.loadMore()
    expect(shown()).toBe('6543')
  })

  it('shows one once that was used between two pages, as what has become of it', async () => {
    const usable = (number: number) => voucherLike({ voucherId: `vch_${number}` })
    const used = { ...usable(2), state: 'redeemed' as const, endedAt: '2026-11-29T09:00:00+08:00' }
    let page: VoucherList = { items: [usable(3), usable(2)], nextCursor: 'next' }
    const list = () => Promise.resolve({ ok: true as const, value: page })
    const first = new RemoteValue(list)
    const pages = new VoucherPages(first, { list })
    await first.load()
    page = { items: [used, usable(1)], nextCursor: null }
    await pages.loadMore()
    const read = () => pages.items.map(({ voucherId, state }) => `${voucherId} ${state}`)
    expect(read()).toEqual(['vch_3 issued', 'vch_2 redeemed', 'vch_1 issued'])
  })

  it('says when a page did not come, and asks again', async () => {
    const { first, pages, shown, lose } = year()
    await first.load()
    lose(true)
    expect((await pages.loadMore())?.ok).toBe(false)
    expect([shown(), pages.hasMore]).toEqual(['54', true])
    lose(false)
    await pages.loadMore()
    expect(shown()).toBe('5432')
  })
})
