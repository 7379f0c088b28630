import {
  askCards,
  askCityCode,
  askToSave,
  DIALOG_TIMEOUT_MS,
  followUi,
  SILENT_TIMEOUT_MS,
  type CityLink,
} from './city'
import type {
  Capability,
  HandedOver,
  HostFile,
  HostLocation,
  HostPort,
  HostRefusal,
  HostRequest,
  HostResponse,
  HostResult,
  HostUi,
  Unsubscribe,
} from './port'
import { miniFeel, miniRandom } from './mini-feel'
import { field } from './read'
import { DONE } from './result'
import { routeTo } from './route'
import { callNow, callVendor, functionOf, listenTo, type VendorCall, type VendorGlobal } from './vendor'

/** As #rrggbb; the words on it are white or black, nothing else is possible. */
export interface TitleBarColours {
  readonly ground: string
  readonly words: '#ffffff' | '#000000'
}

/** The grounds of the two themes, as the tokens have them: a mini-program's own bar cannot read a stylesheet. */
const TITLE_BAR: Readonly<Record<HostUi['theme'], TitleBarColours>> = {
  light: { ground: '#f6f2e8', words: '#000000' },
  dark: { ground: '#0e1814', words: '#ffffff' },
}

/** How one vendor says what all mini-programs can do. */
export interface Dialect {
  readonly hostId: string
  readonly link: CityLink
  readonly refusalOf: (error: unknown) => HostRefusal
  readonly calls: {
    readonly scan: VendorCall<string>
    readonly location: VendorCall<HostLocation>
    readonly notify: VendorCall<readonly string[]>
  }
  /** The option under which the vendor takes the template ids. */
  readonly templateIdsOption: string
  readonly ticket: () => Promise<HostResult<string>>
  readonly canGiveTicket: () => boolean
  readonly share: HostPort['share']
  readonly canShare: () => boolean
  /** The vendor's own way of giving her a file; undefined where it has none. */
  readonly fileSharing?: () => ((file: HostFile) => Promise<HostResult<HandedOver>>) | undefined
  readonly readUi: () => HostUi
  readonly paintTitleBar: (colours: TitleBarColours) => void
  /** What the vendor calls the brightness of the screen, in what it takes and what it answers. */
  readonly brightnessField: string
  readonly store: HostPort['store']
  readonly request: (request: HostRequest) => Promise<HostResult<HostResponse>>
}

export function miniProgramHost(vendor: VendorGlobal, dialect: Dialect): HostPort {
  const { link, calls, refusalOf } = dialect
  const dialogs = { refusalOf, timeoutMs: DIALOG_TIMEOUT_MS }
  const network = followNetwork(vendor)
  const { refresh, ...ui } = followUi(link, {
    read: dialect.readUi,
    onChange: (listener) => listenTo(vendor, 'ThemeChange', listener),
  })
  const shareFile = () => dialect.fileSharing?.()
  const probes: Record<Capability, () => boolean> = {
    ticket: dialect.canGiveTicket,
    cityCode: () => link.has('getCityCode'),
    cards: () => link.has('getCards'),
    scan: () => functionOf(vendor, calls.scan.name) !== undefined,
    share: dialect.canShare,
    location: () => functionOf(vendor, calls.location.name) !== undefined,
    notify: () => functionOf(vendor, calls.notify.name) !== undefined,
    file: () => shareFile() !== undefined || link.has('saveFile'),
    binaryFile: () => shareFile() !== undefined || link.has('saveBytes'),
  }
  return {
    hostId: dialect.hostId,
    async init() {
      await Promise.all([refresh(), network.refresh()])
      return DONE
    },
    can: (capability) => probes[capability](),
    identity: { ticket: dialect.ticket, cityCode: () => askCityCode(link) },
    cards: () => askCards(link),
    scan: () => callVendor(vendor, calls.scan, dialogs),
    share: dialect.share,
    location: () => callVendor(vendor, calls.location, dialogs),
    handOver: (file) => shareFile()?.(file) ?? askToSave(link, file),
    store: dialect.store,
    ui: { ...ui, paintTitleBar: (theme) => dialect.paintTitleBar(TITLE_BAR[theme]) },
    nav: navigation(vendor, refusalOf),
    screen: {
      keepBright: () => keepBright(vendor, dialect),
      onScreenshot: (listener) => listenTo(vendor, 'UserCaptureScreen', () => listener()),
    },
    network,
    notify: {
      subscribe(templateIds) {
        const options = { [dialect.templateIdsOption]: templateIds }
        return callVendor(vendor, { ...calls.notify, options }, dialogs)
      },
    },
    track(eventName, properties = {}) {
      if (link.has('track')) void link.ask('track', { eventName, properties })
    },
    feel: miniFeel(vendor, refusalOf),
    random: (bytes) => miniRandom(vendor, link, refusalOf, bytes),
    request: dialect.request,
  }
}

/** The hosts keep at most this many pages; the next one has to take the place of the last. */
const PAGE_STACK_MAX = 10

function navigation(vendor: VendorGlobal, refusalOf: (error: unknown) => HostRefusal): HostPort['nav'] {
  const open = async (name: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'navigateBack', options: object) => {
    const call = { name, options, read: () => true }
    const result = await callVendor(vendor, call, { refusalOf, timeoutMs: SILENT_TIMEOUT_MS })
    return result.ok ? DONE : result
  }
  return {
    to: (path, parameters) =>
      open(pageCount() < PAGE_STACK_MAX ? 'navigateTo' : 'redirectTo', { url: routeTo(path, parameters) }),
    replace: (path, parameters) => open('redirectTo', { url: routeTo(path, parameters) }),
    // No mini-program gives its back key away.
    holdBack: () => () => {},
    restart: (path, parameters) => open('reLaunch', { url: routeTo(path, parameters) }),
    back: (fallback) =>
      pageCount() > 1 ? open('navigateBack', { delta: 1 }) : open('redirectTo', { url: routeTo(fallback) }),
  }
}

function pageCount(): number {
  return typeof getCurrentPages === 'function' ? getCurrentPages().length : 1
}

const FULL_BRIGHTNESS = 1

/** A brightness that cannot be read could not be given back: then it stays as it is. */
function keepBright(vendor: VendorGlobal, { refusalOf, brightnessField }: Dialect): Unsubscribe {
  const manners = { refusalOf, timeoutMs: SILENT_TIMEOUT_MS }
  const set = (name: string, options: object) =>
    void callVendor(vendor, { name, options, read: () => true }, manners)
  const setBrightness = (brightness: number) => set('setScreenBrightness', { [brightnessField]: brightness })
  let isKept = true
  let before: number | undefined
  const readBrightness = (answer: unknown) => {
    const brightness = field(answer, brightnessField)
    return typeof brightness === 'number' ? brightness : undefined
  }
  void callVendor(vendor, { name: 'getScreenBrightness', read: readBrightness }, manners).then((result) => {
    if (!result.ok || !isKept) return
    before = result.value
    setBrightness(FULL_BRIGHTNESS)
  })
  set('setKeepScreenOn', { keepScreenOn: true })
  return () => {
    isKept = false
    set('setKeepScreenOn', { keepScreenOn: false })
    if (before !== undefined) setBrightness(before)
  }
}

/** Online until told otherwise: a host that cannot tell must not look offline. */
function followNetwork(vendor: VendorGlobal): HostPort['network'] & { refresh(): Promise<void> } {
  let online = true
  const note = (answer: unknown) => {
    online = readOnline(answer)
    return online
  }
  return {
    isOnline: () => online,
    async refresh() {
      listenTo(vendor, 'NetworkStatusChange', note)
      const call = { name: 'getNetworkType', read: (answer: unknown) => answer }
      const result = await callVendor(vendor, call, { refusalOf: () => 'unsupported', timeoutMs: 1_000 })
      if (result.ok) note(result.value)
    },
    onChange: (listener) => listenTo(vendor, 'NetworkStatusChange', (answer) => listener(note(answer))),
  }
}

/** WeChat says networkType `none`, Alipay networkAvailable false; a change says isConnected. */
function readOnline(answer: unknown): boolean {
  const connected = field(answer, 'isConnected') ?? field(answer, 'networkAvailable')
  return typeof connected === 'boolean' ? connected : field(answer, 'networkType') !== 'none'
}

/** What a vendor tells about itself, from as many functions as it spreads it over. */
export function systemFacts(vendor: VendorGlobal, names: readonly string[]): Record<string, unknown> {
  const parts = names.map((name) => callNow(vendor, name))
  return Object.assign({}, ...parts.filter((part) => typeof part === 'object' && part !== null))
}
