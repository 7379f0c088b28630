import { bridgeServices, createInvokeHost, type ApiOptions, type Wording } from './api-bridge'
import type { Device, Signal } from './device'
import { HostRefusal, type HostApi } from './host-api'
import { guard, type Threads } from './logic-instance'
import { NetworkFault, type createNetwork, type Incoming, type Outgoing } from './network'
import type { Service } from './services'

const WORDING: Wording = {
  result: (name, result) => ({ errMsg: `${name}:ok`, ...result }),
  failure: (name, reason) => ({ errMsg: `${name}:fail ${wordsFor(reason)}` }),
}

const REFUSAL_WORDS: Readonly<Record<string, string>> = {
  cancelled: 'cancel',
  denied: 'auth deny',
  notPermitted: 'no permission',
  unsupported: 'not supported',
}

function wordsFor(reason: unknown): string {
  if (reason instanceof HostRefusal) return REFUSAL_WORDS[reason.reason] ?? reason.reason
  return reason instanceof Error ? reason.message : String(reason)
}

interface WxParts {
  readonly threads: Threads
  readonly device: Device
  readonly network: ReturnType<typeof createNetwork>
  readonly services: Record<string, Service>
  readonly hostApi: HostApi
  readonly launchOptions: object
  selectorQuery(): unknown
}

/** WeChat's `wx`, as far as this module and Taro ask for it. */
export function createWx({
  threads,
  device,
  network,
  services,
  hostApi,
  launchOptions,
  selectorQuery,
}: WxParts) {
  const { realm } = threads
  const copied = (answer: () => object) => () => realm.copyIn(answer())
  const system = copied(() => ({ ...systemFacts(device), ...windowFacts(device) }))
  return {
    ...bridgeServices(threads, device, WORDING, services),
    ...signals(device, realm.copyIn),
    request: createRequest(threads, device, network),
    ...(hostApi.ask && { invokeHost: createInvokeHost(threads, hostApi, WORDING) }),
    getStorageSync: (key: string) => {
      const stored = device.storage.get(key)
      return stored === undefined ? '' : realm.tools.parse(stored)
    },
    setStorageSync: (key: string, data: unknown) => void device.storage.set(key, JSON.stringify(data)),
    removeStorageSync: (key: string) => void device.storage.delete(key),
    clearStorageSync: () => device.storage.clear(),
    getStorageInfoSync: copied(() => ({
      keys: [...device.storage.keys()],
      currentSize: 1,
      limitSize: 10240,
    })),
    getSystemInfoSync: system,
    getSystemInfo: ({ success }: ApiOptions = {}) => success?.(system()),
    getWindowInfo: copied(() => windowFacts(device)),
    getAppBaseInfo: copied(() => systemFacts(device)),
    getDeviceInfo: copied(() => ({
      brand: 'headless',
      model: 'headless',
      platform: 'devtools',
      system: 'Linux',
    })),
    getMenuButtonBoundingClientRect: copied(() => ({
      left: 281,
      top: 26,
      right: 368,
      bottom: 58,
      width: 87,
      height: 32,
    })),
    getAccountInfoSync: copied(() => ({
      miniProgram: { appId: 'wx0000000000000000', envVersion: 'develop', version: '' },
    })),
    getLaunchOptionsSync: copied(() => launchOptions),
    getEnterOptionsSync: copied(() => launchOptions),
    nextTick: (callback: () => void) => void Promise.resolve().then(() => guard(threads.onFault, callback)),
    canIUse: (name: string) => name.split('.')[0]! in services || name === 'request',
    createSelectorQuery: selectorQuery,
  }
}

const WINDOW = {
  windowWidth: 375,
  windowHeight: 724,
  screenWidth: 375,
  screenHeight: 812,
  statusBarHeight: 44,
  pixelRatio: 2,
}
const SAFE_AREA = { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 }

const windowFacts = (device: Device) => ({
  ...WINDOW,
  safeArea: SAFE_AREA,
  fontSizeSetting: device.fontSizePx,
})
const systemFacts = (device: Device) => ({
  language: device.language,
  theme: device.theme,
  fontSizeSetting: device.fontSizePx,
  SDKVersion: '3.5.5',
  version: '8.0.50',
  platform: 'devtools',
  host: { env: 'WeChat' },
})

/** `onX(listener)` and `offX(listener?)` for everything the device tells of its own accord. */
export function signals(device: Device, copyIn: <T>(value: T) => T) {
  const names: Signal[] = ['themeChange', 'networkStatusChange', 'appShow', 'appHide']
  const wrapped = new WeakMap<object, (news: object) => void>()
  return Object.fromEntries(
    names.flatMap((signal) => {
      const suffix = signal[0]!.toUpperCase() + signal.slice(1)
      const listen = (listener: (news: object) => void) => {
        const copying = (news: object) => listener(copyIn(news))
        wrapped.set(listener, copying)
        device.listen(signal, copying)
      }
      return [
        [`on${suffix}`, listen],
        [
          `off${suffix}`,
          (listener?: (news: object) => void) => device.forget(signal, listener && wrapped.get(listener)),
        ],
      ]
    }),
  )
}

const FAILURE = {
  offline: { errMsg: 'request:fail ', errno: 600001 },
  timeout: { errMsg: 'request:fail timeout', errno: 5 },
  aborted: { errMsg: 'request:fail abort' },
}

function createRequest({ realm, onFault }: Threads, device: Device, network: WxParts['network']) {
  return (options: ApiOptions) => {
    device.calls.push({
      name: 'request',
      options: { url: options['url'], method: options['method'] ?? 'GET' },
    })
    const abort = new AbortController()
    const outgoing = { ...options, headers: options['header'] } as unknown as Outgoing
    const report = (outcome: object, callback?: (outcome: unknown) => void) => {
      const copy = realm.copyIn(outcome)
      for (const each of [callback, options.complete]) guard(onFault, () => each?.(copy))
    }
    network.send(outgoing, abort.signal).then(
      (answer) => report(success(answer, options['dataType']), options.success),
      (fault: NetworkFault) => report(FAILURE[fault.failure], options.fail),
    )
    return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} }
  }
}

/** WeChat parses JSON unless told not to and hands over text where that fails; every status is a success. */
function success({ status, headers, body }: Incoming, dataType: unknown) {
  return {
    errMsg: 'request:ok',
    statusCode: status,
    header: headers,
    cookies: [],
    data: dataType && dataType !== 'json' ? body : jsonOrText(body),
  }
}

export function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
