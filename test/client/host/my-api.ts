import { bridgeServices, createInvokeHost, type ApiOptions, type Wording } from './api-bridge'
import type { Device } from './device'
import { askHost, HostRefusal, type HostApi, type HostRefusalReason } from './host-api'
import { guard, type Threads } from './logic-instance'
import { createMyRequest } from './my-request'
import type { Network } from './network'
import { pickedPath, readPicked } from './pictures'
import type { Service } from './services'
import { signals } from './signals'

interface MyParts {
  readonly threads: Threads
  readonly device: Device
  readonly network: Network
  readonly services: Record<string, Service>
  readonly hostApi: HostApi
  readonly launchOptions: object
  selectorQuery(): unknown
}

const WORDING: Wording = {
  result: (_, result) => result,
  failure: (_, reason) => ({
    error:
      REFUSAL_NUMBER[reason instanceof HostRefusal ? (reason.reason as HostRefusalReason) : 'notPermitted'] ??
      UNNAMED,
    errorMessage: reason instanceof Error ? reason.message : String(reason),
  }),
}
const REFUSAL_NUMBER: Readonly<Record<HostRefusalReason, number>> = {
  unsupported: 1,
  notPermitted: 4,
  cancelled: 11,
  denied: 2001,
}
const UNNAMED = 3

/** Alipay's `my`; 随申办's container is of the same family and adds its own methods behind `my.call`. */
export function createMy({
  threads,
  device,
  network,
  services,
  hostApi,
  launchOptions,
  selectorQuery,
}: MyParts) {
  const { realm } = threads
  const system = () => realm.copyIn(systemFacts(device))
  return {
    ...bridgeServices(threads, device, WORDING, {
      ...respell(services),
      chooseImage: () => ({ apFilePaths: [pickedPath(device)] }),
    }),
    getFileSystemManager: () => ({
      readFile: readPicked(threads, device, { error: 10022, errorMessage: 'no such file' }),
    }),
    ...signals(device, realm.copyIn),
    request: createMyRequest(threads, device, network),
    call: createCall(threads, hostApi),
    ...(hostApi.ask && { invokeHost: createInvokeHost(threads, hostApi, WORDING) }),
    getStorageSync: ({ key }: { key: string }) => {
      const stored = device.storage.get(key)
      return realm.copyIn({
        success: true,
        data: stored === undefined ? null : (JSON.parse(stored) as unknown),
      })
    },
    setStorageSync: ({ key, data }: { key: string; data: unknown }) =>
      void device.storage.set(key, JSON.stringify(data)),
    removeStorageSync: ({ key }: { key: string }) => void device.storage.delete(key),
    clearStorageSync: () => device.storage.clear(),
    getSystemInfoSync: system,
    getSystemInfo: ({ success }: ApiOptions = {}) => success?.(system()),
    getWindowInfo: system,
    getAppBaseInfo: system,
    getLaunchOptionsSync: () => realm.copyIn(launchOptions),
    getEnterOptionsSync: () => realm.copyIn(launchOptions),
    nextTick: (callback: () => void) => void Promise.resolve().then(() => guard(threads.onFault, callback)),
    canIUse: (name: string) =>
      name.split('.')[0]! in { ...services, ...respell(services), request: 1, call: 1 },
    createSelectorQuery: selectorQuery,
  }
}

/** Alipay's names and words for the same services. */
function respell(services: Record<string, Service>): Record<string, Service> {
  const {
    login,
    setNavigationBarTitle,
    getNetworkType,
    setClipboardData,
    getClipboardData,
    scanCode,
    showToast,
    showLoading,
    showModal,
    showActionSheet,
    getScreenBrightness,
    setScreenBrightness,
    ...same
  } = services
  const run = async (service: Service | undefined, options: object) =>
    (await service?.(options as never)) as Record<string, unknown>
  return {
    ...same,
    getAuthCode: async () => ({ authCode: (await run(login, {}))['code'], authSuccessScopes: ['auth_base'] }),
    setNavigationBar: ({ title }) => (title === undefined ? undefined : setNavigationBarTitle?.({ title })),
    getNetworkType: async () => {
      const { networkType } = await run(getNetworkType, {})
      return {
        networkAvailable: networkType !== 'none',
        networkType: networkType === 'none' ? 'NOTREACHABLE' : 'WIFI',
      }
    },
    setClipboard: ({ text }) => setClipboardData?.({ data: text }),
    getClipboard: async () => ({ text: (await run(getClipboardData, {}))['data'] }),
    getScreenBrightness: async () => ({ brightness: (await run(getScreenBrightness, {}))['value'] }),
    setScreenBrightness: ({ brightness }) => setScreenBrightness?.({ value: brightness }),
    scan: async () => ({ code: (await run(scanCode, {}))['result'] }),
    showToast: ({ content }) => showToast?.({ title: content }),
    showLoading: ({ content }) => showLoading?.({ title: content }),
    confirm: async ({ title, content, cancelButtonText, confirmButtonText }) => {
      const { confirm } = await run(showModal, {
        title,
        content,
        cancelText: cancelButtonText,
        confirmText: confirmButtonText,
      })
      return { confirm }
    },
    alert: ({ title, content, buttonText }) =>
      showModal?.({ title, content, showCancel: false, confirmText: buttonText }),
    showActionSheet: async ({ items }) => {
      try {
        return { index: (await run(showActionSheet, { itemList: items }))['tapIndex'] }
      } catch {
        return { index: -1 }
      }
    },
  }
}

/** `my.call('ssbName', params?, callback?)`: one callback for good and bad, told apart by `error`. */
function createCall({ realm, onFault }: Threads, hostApi: HostApi) {
  return (name: string, ...rest: unknown[]) => {
    const callback = rest.find((value) => typeof value === 'function') as
      ((answer: unknown) => void) | undefined
    const parameters = rest.find((value) => typeof value === 'object')
    const method = name.replace(/^ssb(.)/, (_, first: string) => first.toLowerCase())
    const report = (answer: object) => guard(onFault, () => callback?.(realm.copyIn(answer)))
    askHost(
      hostApi,
      { method, parameters },
      (data) => report({ data }),
      (reason) => report(WORDING.failure(name, reason)),
    )
  }
}

const systemFacts = (device: Device) => ({
  app: 'alipay',
  version: '10.6.0',
  platform: 'Android',
  language: device.language === 'zh_CN' ? 'zh-Hans' : 'en',
  colorScheme: device.theme,
  theme: device.theme,
  fontSizeSetting: device.fontSizePx,
  windowWidth: 375,
  windowHeight: 724,
  screenWidth: 375,
  screenHeight: 812,
  statusBarHeight: 44,
  titleBarHeight: 44,
  pixelRatio: 2,
  safeArea: { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 },
})
