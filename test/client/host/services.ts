import type { Device, Overlay } from './device'
import { HostRefusal, type HostApi } from './host-api'
import type { PageStack } from './page-stack'

type Options = Readonly<Record<string, unknown>>
export type Service = (options: Options) => unknown

/**
 * What both dialects can do, under WeChat's names and with WeChat's words for options and results; `my` re-words them.
 * A service answers with its result, or throws what the host would report as `fail`.
 */
export function createServices(device: Device, stack: PageStack, hostApi: HostApi): Record<string, Service> {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const show = (overlay: Overlay) => void (device.overlay = overlay)
  const hide = () => void (device.overlay = undefined)
  const choose = (content: string, buttons: readonly string[]) =>
    new Promise<number | undefined>((resolve) =>
      show({ kind: 'choice', text: content, buttons, answer: (index) => (hide(), resolve(index)) }),
    )

  return {
    navigateTo: ({ url }) => stack.navigateTo(text(url)),
    redirectTo: ({ url }) => stack.redirectTo(text(url)),
    reLaunch: ({ url }) => stack.reLaunch(text(url)),
    switchTab: ({ url }) => stack.switchTab(text(url)),
    navigateBack: ({ delta }) => stack.navigateBack(typeof delta === 'number' ? delta : 1),
    setNavigationBarTitle: ({ title }) => stack.setTitle(text(title)),

    login: async () => {
      if (!hostApi.ticket) throw new HostRefusal('unsupported')
      return { code: await hostApi.ticket() }
    },
    getNetworkType: () => ({ networkType: device.isOnline ? 'wifi' : 'none' }),
    setClipboardData: ({ data }) => void (device.clipboard = text(data)),
    getClipboardData: () => ({ data: device.clipboard }),
    scanCode: () => {
      if (device.scannable === undefined) throw new HostRefusal('cancelled')
      return { result: device.scannable, scanType: 'QR_CODE', charSet: 'UTF-8', path: '' }
    },
    getScreenBrightness: () => ({ value: device.brightness }),
    setScreenBrightness: ({ value }) => void (device.brightness = Number(value)),
    setKeepScreenOn: ({ keepScreenOn }) => void (device.isKeptOn = keepScreenOn === true),

    getStorage: ({ key }) => {
      const stored = device.storage.get(text(key))
      if (stored === undefined) throw new HostRefusal('data not found')
      return { data: JSON.parse(stored) as unknown }
    },
    setStorage: ({ key, data }) => void device.storage.set(text(key), JSON.stringify(data)),
    removeStorage: ({ key }) => void device.storage.delete(text(key)),
    clearStorage: () => device.storage.clear(),

    showToast: ({ title }) => show({ kind: 'toast', text: text(title) }),
    hideToast: hide,
    showLoading: ({ title }) => show({ kind: 'loading', text: text(title) }),
    hideLoading: hide,
    showModal: async ({ title, content, showCancel = true, cancelText = '取消', confirmText = '确定' }) => {
      const buttons = [...(showCancel ? [text(cancelText)] : []), text(confirmText)]
      const confirm = (await choose(`${text(title)} ${text(content)}`, buttons)) === buttons.length - 1
      return { confirm, cancel: !confirm }
    },
    showActionSheet: async ({ itemList }) => {
      const tapIndex = await choose('', itemList as string[])
      if (tapIndex === undefined) throw new HostRefusal('cancelled')
      return { tapIndex }
    },

    ...Object.fromEntries(SILENT.map((name) => [name, () => undefined])),
  }
}

/** Accepted without an effect that a page could see. */
const SILENT = [
  'setNavigationBarColor',
  'setBackgroundColor',
  'setBackgroundTextStyle',
  'showNavigationBarLoading',
  'hideNavigationBarLoading',
  'startPullDownRefresh',
  'stopPullDownRefresh',
  'pageScrollTo',
  'vibrateShort',
  'vibrateLong',
  'showShareMenu',
  'hideShareMenu',
  'makePhoneCall',
  'previewImage',
]
