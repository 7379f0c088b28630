import type { ApiResult } from '../../../src/api'
import { RemotePages } from '../../../src/stores/remote-pages'

interface Page {
  readonly items: readonly string[]
  readonly next: number | null
}
type Answer = (result: ApiResult<Page>) => void

const ok = (...items: string[]): ApiResult<Page> => ({ ok: true, value: { items, next: items.length } })
const last = (...items: string[]): ApiResult<Page> => ({ ok: true, value: { items, next: null } })
const offline: ApiResult<never> = { ok: false, failure: { kind: 'offline' } }

/** Pages whose answers come when the spec says so. */
const pagesToAnswer = () => {
  const asked: { readonly cursor: number | undefined; readonly answer: Answer }[] = []
  const pages = new RemotePages<Page, string, number>({
    fetch: (cursor) => new Promise((answer) => asked.push({ cursor, answer })),
    itemsOf: ({ items }) => items,
    nextOf: ({ next }) => next,
  })
  return { pages, asked, cursors: () => asked.map(({ cursor }) => cursor) }
}
/** Lets what was answered arrive. */
const arrive = () => new Promise((resolve) => setTimeout(resolve, 0))

const loaded = async () => {
  const all = pagesToAnswer()
  const load = all.pages.load()
  all.asked[0]?.answer(ok('a', 'b'))
  await load
  return all
}

describe('pages', () => {
  test('follow each other as one list, each asked for once', async () => {
    const { pages, asked, cursors } = await loaded()
    expect([pages.items, pages.hasMore]).toEqual([['a', 'b'], true])
    const both = [pages.loadMore(), pages.loadMore()]
    asked[1]?.answer(last('c'))
    await Promise.all(both)
    await pages.loadMore()
    expect([pages.items, pages.hasMore]).toEqual([['a', 'b', 'c'], false])
    expect(cursors()).toEqual([undefined, 2])
  })

  test('say why one did not come, and come when asked for again', async () => {
    const { pages, asked } = await loaded()
    void pages.loadMore()
    asked[1]?.answer(offline)
    await arrive()
    expect([pages.items, pages.moreFailure]).toEqual([['a', 'b'], { kind: 'offline' }])
    const again = pages.loadMore()
    expect(pages.moreFailure).toBeUndefined()
    asked[2]?.answer(last('c'))
    await again
    expect(pages.items).toEqual(['a', 'b', 'c'])
  })

  test('take what came by another way where it stands, on whichever page', async () => {
    const { pages, asked } = await loaded()
    const more = pages.loadMore()
    asked[1]?.answer(last('c', 'd'))
    await more
    pages.amend((page) => ({ ...page, items: page.items.map((item) => (item === 'c' ? 'C' : item)) }))
    expect([pages.items, pages.hasMore]).toEqual([['a', 'b', 'C', 'd'], false])
  })

  test('have nothing to amend before the first is there', () => {
    const { pages } = pagesToAnswer()
    pages.amend((page) => ({ ...page, items: ['x'] }))
    expect(pages.items).toEqual([])
  })

  test('drop what was asked for before the list began anew, though it is asked for by the same cursor', async () => {
    const { pages, asked } = await loaded()
    const stale = pages.loadMore()
    pages.forget()
    const load = pages.load()
    asked[2]?.answer(ok('x', 'y'))
    await load
    const fresh = pages.loadMore()
    asked[1]?.answer(last('c'))
    await stale
    expect(pages.items).toEqual(['x', 'y'])
    asked[3]?.answer(last('z'))
    await fresh
    expect(pages.items).toEqual(['x', 'y', 'z'])
  })

  test('stay as they are known when the first cannot be had again', async () => {
    const { pages, asked } = await loaded()
    const more = pages.loadMore()
    asked[1]?.answer(last('c'))
    await more
    const load = pages.load()
    asked[2]?.answer(offline)
    await load
    expect(pages.items).toEqual(['a', 'b', 'c'])
    expect(pages.first.remote.state).toBe('failed')
  })
})
