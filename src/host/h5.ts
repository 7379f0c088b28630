import { backKey, type BackKey } from './back-key'
import {
  browserDownload,
  browserFeel,
  browserNetwork,
  browserRandom,
  browserRequest,
  browserShare,
  browserStore,
  canDownload,
  keepAwake,
  onThemeChange,
  readBrowserUi,
} from './browser'
import {
  askCards,
  askCityCode,
  askText,
  askTicket,
  askToSave,
  followUi,
  type CityLink,
  type CityMethod,
} from './city'
import { eshiminLink, type Bridge } from './eshimin'
import type { Capability, HostPort, HostResult } from './port'
import { field, readLocation, textField } from './read'
import { answered, DONE, refused } from './result'
import { routeTo } from './route'

/** Taro's router of the page, which keeps the stack of pages that a mini-program host would keep. */
export interface H5Router {
  navigateTo(options: { url: string }): Promise<unknown>
  redirectTo(options: { url: string }): Promise<unknown>
  reLaunch(options: { url: string }): Promise<unknown>
  navigateBack(): Promise<unknown>
  getCurrentPages(): readonly unknown[]
}

type HostWindow = Window & { readonly eshimin?: Bridge }

/** The super-app names itself in the user agent before its bridge is there. */
const HOST_MARK = /eshiminapp/i
const BRIDGE_WAIT_MS = 3_000
const BRIDGE_POLL_MS = 50

const METHODS: Partial<Record<Capability, CityMethod>> = {
  cityCode: 'getCityCode',
  cards: 'getCards',
  scan: 'scan',
  location: 'getLocation',
  notify: 'subscribe',
  file: 'saveFile',
  binaryFile: 'saveBytes',
}

/** A page in the city super-app's web-view (bridge mode) or in any browser (stand-alone mode). */
export function h5Host(page: HostWindow, router: H5Router): HostPort {
  const findBridge = () => page.eshimin
  const isExpected = () => HOST_MARK.test(page.navigator.userAgent)
  const link = eshiminLink(findBridge, isExpected)
  const inWebView = () => isExpected() || findBridge() !== undefined
  const arrival = takeArrival(page)
  const { refresh, ...ui } = followUi(link, {
    read: () => readBrowserUi(page),
    onChange: (listener) => onThemeChange(page, listener),
  })
  return {
    get hostId() {
      return findBridge() ? (textField(findBridge(), 'hostId') ?? 'suishenban') : arrival.hostId
    },
    async init() {
      if (isExpected() && !(await waitFor(findBridge))) return refused('bridgeMissing')
      await refresh()
      return DONE
    },
    can(capability) {
      if (capability === 'ticket') return arrival.hasTicket() || link.has('getTicket')
      if (capability === 'share') return link.has('share') || typeof page.navigator.share === 'function'
      if ((capability === 'file' || capability === 'binaryFile') && !inWebView()) return canDownload(page)
      const method = METHODS[capability]
      return method !== undefined && link.has(method)
    },
    identity: {
      ticket: async () => arrival.takeTicket() ?? askTicket(link),
      cityCode: () => askCityCode(link),
    },
    cards: () => askCards(link),
    scan: () => askText(link, 'scan', 'text'),
    share: (content) => (link.has('share') ? done(link.ask('share', content)) : browserShare(page, content)),
    // A browser's own position is in another datum: hundreds of metres off on a Chinese map.
    // A web-view drops a download without a word: there only the app around it can save.
    handOver: (file) => (inWebView() ? askToSave(link, file) : browserDownload(page, file)),
    location: () => askFor(link, 'getLocation', {}, readLocation),
    store: browserStore(page),
    ui: { ...ui, paintTitleBar() {} },
    nav: h5Navigation(router, backKey(page)),
    screen: { keepBright: () => keepAwake(page), onScreenshot: () => () => {} },
    network: browserNetwork(page),
    notify: { subscribe: (templateIds) => askFor(link, 'subscribe', { templateIds }, readAccepted) },
    track(eventName, properties = {}) {
      if (link.has('track')) void link.ask('track', { eventName, properties })
    },
    feel: browserFeel(page),
    random: (bytes) => browserRandom(page, bytes),
    request: (request) => browserRequest(page, request),
  }
}

async function done(asked: Promise<HostResult<unknown>>): Promise<HostResult<void>> {
  const result = await asked
  return result.ok ? DONE : result
}

async function askFor<T>(
  link: CityLink,
  method: CityMethod,
  parameters: object,
  read: (answer: unknown) => T | undefined,
): Promise<HostResult<T>> {
  const result = await link.ask(method, parameters)
  if (!result.ok) return result
  const value = read(result.value)
  return value === undefined ? refused('unsupported') : answered(value)
}

function readAccepted(answer: unknown): readonly string[] | undefined {
  const accepted = field(answer, 'accepted')
  return Array.isArray(accepted) ? accepted.map(String) : undefined
}

async function waitFor(find: () => unknown): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < BRIDGE_WAIT_MS; waitedMs += BRIDGE_POLL_MS) {
    if (find()) return true
    await new Promise((resolve) => setTimeout(resolve, BRIDGE_POLL_MS))
  }
  return Boolean(find())
}

/** A host that only opens an address appends `?host=…&ticket=…`. The ticket works once and must not stay in the address. */
function takeArrival(page: Window) {
  const query = new URLSearchParams(page.location.search)
  let ticket = query.get('ticket') ?? undefined
  if (ticket !== undefined) {
    query.delete('ticket')
    const rest = query.toString()
    const address = `${page.location.pathname}${rest ? `?${rest}` : ''}${page.location.hash}`
    page.history.replaceState(page.history.state, '', address)
  }
  return {
    hostId: query.get('host') ?? 'web',
    hasTicket: () => ticket !== undefined,
    takeTicket(): HostResult<string> | undefined {
      const taken = ticket
      ticket = undefined
      return taken === undefined ? undefined : answered(taken)
    },
  }
}

function h5Navigation(router: H5Router, key: BackKey): HostPort['nav'] {
  const settle = async (move: () => Promise<unknown>): Promise<HostResult<void>> => {
    await key.free()
    try {
      await move()
      return DONE
    } catch {
      return refused('unsupported')
    }
  }
  return {
    to: (path, parameters) => settle(() => router.navigateTo({ url: routeTo(path, parameters) })),
    replace: (path, parameters) => settle(() => router.redirectTo({ url: routeTo(path, parameters) })),
    restart: (path, parameters) => settle(() => router.reLaunch({ url: routeTo(path, parameters) })),
    back: (fallback) =>
      settle(() =>
        router.getCurrentPages().length > 1
          ? router.navigateBack()
          : router.redirectTo({ url: routeTo(fallback) }),
      ),
    holdBack: key.hold,
  }
}
