import { randomBytes } from 'node:crypto'
import { bridgeServices, createInvokeHost, type ApiOptions, type Wording } from './api-bridge'
import type { Device } from './device'
import { HostRefusal, type HostApi } from './host-api'
import { guard, type Threads } from './logic-instance'
import { bytesOf, isBuffer, type Network } from './network'
import { pickedPath, readPicked } from './pictures'
import type { Service } from './services'
import { signals } from './signals'
import { createWxRequest } from './wx-request'

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
  readonly network: Network
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
    ...bridgeServices(threads, device, WORDING, { ...services, ...fileServices(device) }),
    env: realm.copyIn({ USER_DATA_PATH }),
    getFileSystemManager: () => ({
      writeFileSync: (path: string, data: unknown) => void device.files.set(path, bufferFrom(data)),
      readFile: readPicked(threads, device, { errMsg: 'readFile:fail no such file' }),
      unlinkSync: (path: string) => void device.files.delete(path),
    }),
    ...signals(device, realm.copyIn),
    getRandomValues: ({ length, success }: { length: number; success?(answer: unknown): void }) => {
      const randomValues = realm.tools.buffer(JSON.stringify([...randomBytes(length)]))
      void Promise.resolve().then(() => guard(threads.onFault, () => success?.({ randomValues })))
    },
    request: createWxRequest(threads, device, network),
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

const USER_DATA_PATH = 'wxfile://usr'

const bufferFrom = (data: unknown): Buffer =>
  isBuffer(data) ? Buffer.from(bytesOf(data)) : Buffer.from(String(data), 'utf8')

/** WeChat sends a file into a chat she picks, and only in the turn of her tap. */
const fileServices = (device: Device): Record<string, Service> => ({
  chooseMedia: () => ({
    type: 'image',
    tempFiles: [{ tempFilePath: pickedPath(device), fileType: 'image' }],
  }),
  shareFileMessage({ filePath, fileName }) {
    if (!device.isTapped) throw new HostRefusal('can only be invoked by user TAP gesture.')
    const bytes = device.files.get(String(filePath))
    if (bytes === undefined) throw new HostRefusal('file not exist')
    device.sentFiles.push({ name: String(fileName), text: bytes.toString('utf8'), bytes })
  },
})

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
