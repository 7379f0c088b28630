import { posix } from 'node:path'
import { HostRefusal } from './host-api'
import { guard, instanceOf, type LogicInstance, type Threads } from './logic-instance'
import { pageSettings, type MiniPackage } from './mini-package'
import type { ViewComponent } from './view-engine'

export interface OpenPage {
  /** Without a leading slash, as `getCurrentPages()[n].route`. */
  readonly path: string
  readonly instance: LogicInstance
  readonly component: ViewComponent
  readonly element: HTMLElement
  /** The setData mark when it was opened: what it has cost so far counts from there. */
  readonly openedAt: number
  title: string
  close(): void
}

/** WeChat's limit; Alipay's is the same. */
const PAGES_MAX = 10

export type PageStack = ReturnType<typeof createPageStack>

/** The pages a person has open, the one she sees last; each move plays the life cycle the hosts document. */
export function createPageStack(mini: MiniPackage, threads: Threads, load: (path: string) => void) {
  const pages: OpenPage[] = []
  const current = () => pages.at(-1)
  const play = (page: OpenPage | undefined, lifecycle: string, ...values: unknown[]) =>
    guard(threads.onFault, () =>
      (page?.instance[lifecycle] as Lifecycle | undefined)?.call(page!.instance, ...values),
    )

  const open = (url: string) => {
    const { path, query } = parseUrl(url, current()?.path)
    if (!mini.pages.includes(path)) throw new HostRefusal(`page "${path}" is not found`)
    load(path)
    const openedAt = threads.meter.mark
    const { root: component, element, unmount } = threads.view.mount(path)
    const instance = instanceOf(component)
    if (!instance) throw new Error(`${path}.js never called Page()`)
    Object.assign(instance, { route: path, __route__: path, options: threads.realm.copyIn(query) })
    const settings = { ...mini.app.window, ...pageSettings(mini, path) }
    const title = settings.navigationBarTitleText ?? ''
    pages.push({ path, instance, component, element, openedAt, title, close: unmount })
    play(current(), 'onLoad', threads.realm.copyIn(query))
    play(current(), 'onShow')
    play(current(), 'onReady')
  }
  const closeTop = () => {
    const page = pages.pop()
    play(page, 'onUnload')
    page?.close()
  }
  const closeAll = () => {
    while (pages.length > 0) closeTop()
  }

  return {
    pages: pages as readonly OpenPage[],
    current,
    play,
    /** `getCurrentPages()` hands out the pages' own `this`. */
    instances: () =>
      Object.assign(
        threads.realm.copyIn([] as unknown[]),
        pages.map(({ instance }) => instance),
      ),
    setTitle: (title: string) => void (current() && (current()!.title = title)),
    navigateTo(url: string) {
      if (mini.tabs.has(parseUrl(url, current()?.path).path))
        throw new HostRefusal('can not navigateTo a tabbar page')
      if (pages.length >= PAGES_MAX) throw new HostRefusal(`webview count limit exceed`)
      play(current(), 'onHide')
      open(url)
    },
    redirectTo(url: string) {
      closeTop()
      open(url)
    },
    reLaunch(url: string) {
      closeAll()
      open(url)
    },
    switchTab(url: string) {
      if (!mini.tabs.has(parseUrl(url, current()?.path).path))
        throw new HostRefusal('can not switch to non-TabBar page')
      closeAll()
      open(url)
    },
    navigateBack(delta: number) {
      if (pages.length < 2) throw new HostRefusal('cannot navigate back at first page.')
      for (let step = 0; step < delta && pages.length > 1; step++) closeTop()
      play(current(), 'onShow')
    },
    closeAll,
  }
}

type Lifecycle = (this: unknown, ...values: unknown[]) => unknown

/** Hosts hand query values over as they stand in the address, still percent-encoded. */
export function parseUrl(url: string, from = ''): { path: string; query: Record<string, string> } {
  const [address = '', search = ''] = url.split('?')
  const path = (address.startsWith('/') ? address : posix.join('/', posix.dirname(from), address)).slice(1)
  const pairs = search
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    })
  return { path, query: Object.fromEntries(pairs) }
}
