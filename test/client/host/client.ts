import { inspect } from 'node:util'
import { createDevice, type Device } from './device'
import { createGestures, type Gestures } from './gestures'
import type { HostApi } from './host-api'
import { componentOf, type Threads } from './logic-instance'
import { createLogicRealm } from './logic-realm'
import { independentRootOf, type MiniPackage } from './mini-package'
import { createMy } from './my-api'
import { createNetwork } from './network'
import { createPageStack, parseUrl, type PageStack } from './page-stack'
import { createRegistry } from './registry'
import { createSelectorQuery } from './selector-query'
import { createServices } from './services'
import { createSetDataMeter, type SetDataMeter } from './setdata-meter'
import { createViewEngine } from './view-engine'
import { createWx } from './wx-api'

export interface ClientSetup {
  readonly mini: MiniPackage
  /** Where the page to open first lives, with its query; the package's first page by default. */
  readonly url?: string
  /** Base address every request is sent to, whatever host name it was made for. */
  readonly server?: string
  readonly hostApi?: HostApi
  /** A phone that was used before; a fresh one by default. */
  readonly device?: Device
}

export interface Client {
  readonly mini: MiniPackage
  readonly device: Device
  readonly stack: PageStack
  readonly meter: SetDataMeter
  readonly gestures: Gestures
  /** What the mini-program threw or wrote to console.error, oldest first. */
  readonly faults: readonly string[]
  /** Waits until no request is under way and nothing has been drawn for a moment. */
  settle(): Promise<void>
  close(): void
}

/** Starts a compiled mini-program in a simulated host, up to its first page being shown. */
export async function startClient({
  mini,
  url,
  server,
  hostApi = {},
  device = createDevice(),
}: ClientSetup): Promise<Client> {
  const faults: string[] = []
  const onFault = (...fault: unknown[]) =>
    void faults.push(fault.map((each) => (typeof each === 'string' ? each : inspect(each))).join(' '))
  const realm = createLogicRealm(mini, onFault)
  const view = createViewEngine(mini)
  const meter = createSetDataMeter()
  const threads: Threads = { realm, view, meter, onFault }
  const registry = createRegistry(mini, threads)
  const stack = createPageStack(mini, threads, registry.load)
  const network = createNetwork(device, server)
  const launchUrl = url ?? `/${mini.pages[0]!}`
  const { path, query } = parseUrl(launchUrl)
  const launchOptions = { path, query, scene: LAUNCH_SCENE, referrerInfo: {} }
  const app = realm.copyIn({}) as App
  const selectorQuery = () =>
    createSelectorQuery({
      dialect: mini.dialect,
      currentPage: () => stack.current()?.component,
      componentOf,
      copyIn: realm.copyIn,
      canvasContext: realm.tools.canvasContext,
    })
  const services = createServices(device, stack, hostApi)
  const parts = { threads, device, network, launchOptions, hostApi, selectorQuery, services }
  realm.define({
    ...(mini.dialect === 'wx'
      ? { wx: createWx(parts) }
      : { my: createMy(parts), navigator: realm.copyIn(ALIPAY_NAVIGATOR) }),
    ...registry.globals,
    App: (definition: object) => Object.assign(app, definition),
    getApp: () => app,
    getCurrentPages: () => stack.instances(),
    Behavior: (definition: object) => definition,
    console: { ...QUIET, error: onFault },
  })
  // An independent sub-package is started without the host's own app.js.
  if (independentRootOf(mini, launchUrl.slice(1)) === undefined) realm.requireScript('app')
  for (const lifecycle of ['onLaunch', 'onShow'] as const)
    app[lifecycle]?.call(app, realm.copyIn(launchOptions))
  stack.reLaunch(launchUrl)

  const settle = () => quiet(() => [meter.mark, network.isIdle() && realm.isIdle()])
  await settle()
  return {
    mini,
    device,
    stack,
    meter,
    gestures: createGestures(view, mini.dialect, device),
    faults,
    settle,
    close() {
      stack.closeAll()
      realm.stop()
      view.stop()
    },
  }
}

type App = Partial<Record<'onLaunch' | 'onShow', (options: unknown) => void>>

/** Opened from the list of mini-programs. */
const LAUNCH_SCENE = 1001

/** The one thing of a browser that Alipay's logic thread has. */
const ALIPAY_NAVIGATOR = { swuserAgent: 'AlipayClient MiniProgram' }

const QUIET = { log() {}, info() {}, warn() {}, debug() {}, time() {}, timeEnd() {} }

const QUIET_MS = 30
const SETTLE_MS_MAX = 2_000

/** Resolves when the reading has stood still for a moment and says that nothing is under way. */
async function quiet(read: () => [mark: number, isIdle: boolean]): Promise<void> {
  const deadline = Date.now() + SETTLE_MS_MAX
  let [last] = read()
  for (let still = 0; still < QUIET_MS && Date.now() < deadline; still += 10) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    const [mark, isIdle] = read()
    if (!isIdle || mark !== last) still = 0
    last = mark
  }
}
