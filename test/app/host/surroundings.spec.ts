/** Look, navigation, storage and network of each host, and how the H5 port finds out where it is. */
import { h5Host, type H5Router } from '../../../src/host/h5'
import { suishenbanHost } from '../../../src/host/suishenban'
import { alipayHost } from '../../../src/host/alipay'
import { weappHost } from '../../../src/host/weapp'
import { pageWith } from './worlds'

type Listener = (answer: unknown) => void

const settled = (options: { success(answer: unknown): void }) => options.success({})

function recordingRouter(pageCount = 1) {
  const asked: string[] = []
  const go = (verb: string) => (options?: { url: string }) => {
    asked.push(`${verb} ${options?.url ?? ''}`.trim())
    return Promise.resolve()
  }
  const router: H5Router = {
    navigateTo: go('to'),
    redirectTo: go('replace'),
    reLaunch: go('restart'),
    navigateBack: go('back'),
    getCurrentPages: () => Array.from({ length: pageCount }),
  }
  return { asked, router }
}

describe('look', () => {
  it('follows the size of text and the theme WeChat tells', () => {
    const facts = { theme: 'dark', language: 'en', fontSizeScaleFactor: 1.3 }
    const frame = { screenHeight: 812, safeArea: { top: 44, bottom: 778 } }
    const host = weappHost({ getAppBaseInfo: () => facts, getWindowInfo: () => frame })
    expect(host.ui.current()).toEqual({
      theme: 'dark',
      isElder: false,
      fontScale: 1.3,
      locale: 'en',
      safeArea: { topPx: 44, bottomPx: 34 },
    })
  })

  it('falls back to an ordinary look where the host tells nothing', () => {
    expect(weappHost({}).ui.current()).toMatchObject({ theme: 'light', fontScale: 1, locale: 'zh-CN' })
    expect(alipayHost({}).ui.current()).toMatchObject({ theme: 'light', fontScale: 1, locale: 'zh-CN' })
  })

  it('lets the city super-app decide over the container, and tells every change', async () => {
    let change: Listener = () => undefined
    const host = suishenbanHost({
      getSystemInfoSync: () => ({ language: 'zh-Hans', fontSizeSetting: 16 }),
      call(name: string, _parameters: object, callback: Listener) {
        if (name === 'ssbGetUi')
          callback({ data: { theme: 'dark', elder: true, fontScale: 9, locale: 'en' } })
        if (name === 'ssbWatchUi') change = callback
      },
    })
    await host.init()
    expect(host.ui.current()).toMatchObject({ theme: 'dark', isElder: true, fontScale: 2, locale: 'en' })

    const seen: boolean[] = []
    const stop = host.ui.onChange((ui) => seen.push(ui.isElder))
    change({ data: { elder: false } })
    stop()
    change({ data: { elder: true } })
    expect(seen).toEqual([false])
  })

  it('hears the host of an embedded module through the host app', async () => {
    const invokeHost = ({ api, success }: { api: string; success: Listener }) =>
      success(api === 'getUi' ? { elder: true } : { token: 'from the host app' })
    Object.assign(globalThis, { getApp: () => ({ invokeHost }) })
    const host = weappHost({})
    await host.init()
    expect(host.ui.current().isElder).toBe(true)
    expect(await host.identity.cityCode()).toEqual({ ok: true, value: 'from the host app' })
    Reflect.deleteProperty(globalThis, 'getApp')
  })
})

describe('the host’s own title bar', () => {
  it('is painted in the colours of the theme, and does without where the host has no such call', () => {
    const painted: object[] = []
    const note = (colours: object) => void painted.push(colours)
    weappHost({ setNavigationBarColor: note }).ui.paintTitleBar('dark')
    alipayHost({ setNavigationBar: note }).ui.paintTitleBar('light')
    weappHost({}).ui.paintTitleBar('dark')
    h5Host(pageWith(), recordingRouter().router).ui.paintTitleBar('dark')
    expect(painted).toEqual([
      { backgroundColor: '#0e1814', frontColor: '#ffffff' },
      { backgroundColor: '#f6f2e8', frontColor: '#000000' },
    ])
  })
})

describe('the screen', () => {
  const soon = () => new Promise((resolve) => setTimeout(resolve))

  /** A vendor whose screen stands at 0.4 and notes what is asked of it. */
  function vendorCalling(brightness: 'value' | 'brightness') {
    const asked: string[] = []
    const note =
      (name: string) =>
      ({ success, ...options }: { success(answer: unknown): void }) => {
        asked.push(`${name} ${JSON.stringify(options)}`)
        success({})
      }
    const vendor = {
      getScreenBrightness: ({ success }: { success: Listener }) => success({ [brightness]: 0.4 }),
      setScreenBrightness: note('brightness'),
      setKeepScreenOn: note('on'),
    }
    return { asked, vendor }
  }

  it.each([
    ['weapp', weappHost, 'value'],
    ['alipay', alipayHost, 'brightness'],
    ['suishenban', suishenbanHost, 'brightness'],
  ] as const)('%s stays bright and awake until it is let go, then is as before', async (_, hostOf, named) => {
    const { asked, vendor } = vendorCalling(named)
    const letGo = hostOf(vendor).screen.keepBright()
    await soon()
    letGo()
    expect(asked).toEqual([
      'on {"keepScreenOn":true}',
      `brightness {"${named}":1}`,
      'on {"keepScreenOn":false}',
      `brightness {"${named}":0.4}`,
    ])
  })

  it('keeps its brightness where that cannot be read, for it could not be given back', async () => {
    const { asked, vendor } = vendorCalling('value')
    const letGo = weappHost({ ...vendor, getScreenBrightness: undefined }).screen.keepBright()
    await soon()
    letGo()
    expect(asked).toEqual(['on {"keepScreenOn":true}', 'on {"keepScreenOn":false}'])
  })

  it('let go before its brightness was read stays as it was', async () => {
    const { asked, vendor } = vendorCalling('value')
    weappHost(vendor).screen.keepBright()()
    await soon()
    expect(asked.filter((call) => call.startsWith('brightness'))).toEqual([])
  })

  it.each([
    ['weapp', weappHost],
    ['alipay', alipayHost],
  ] as const)('%s tells of a screenshot while somebody listens', (_, hostOf) => {
    const listeners = new Set<Listener>()
    const host = hostOf({
      onUserCaptureScreen: (listener: Listener) => void listeners.add(listener),
      offUserCaptureScreen: (listener: Listener) => void listeners.delete(listener),
    })
    let shots = 0
    const stop = host.screen.onScreenshot(() => (shots += 1))
    for (const listener of listeners) listener({})
    stop()
    for (const listener of listeners) listener({})
    expect(shots).toBe(1)
  })

  it('of a browser is kept awake where it can be, and nobody is told of screenshots', async () => {
    let locks = 0
    const wakeLock = {
      request: () =>
        Promise.resolve({ release: () => Promise.resolve(void (locks -= 1)) }).finally(() => (locks += 1)),
    }
    const page = pageWith(undefined, { navigator: { userAgent: '', language: 'zh', onLine: true, wakeLock } })
    const { screen } = h5Host(page, recordingRouter().router)
    const letGo = screen.keepBright()
    await soon()
    expect(locks).toBe(1)
    letGo()
    await soon()
    expect(locks).toBe(0)
    expect(() => h5Host(pageWith(), recordingRouter().router).screen.keepBright()()).not.toThrow()
    expect(() => screen.onScreenshot(() => undefined)()).not.toThrow()
  })
})

describe('navigation', () => {
  afterEach(() => Object.assign(globalThis, { ROUTE_ROOT: '' }))

  it('opens pages under the folder the module got in its host', async () => {
    Object.assign(globalThis, { ROUTE_ROOT: '/carbon' })
    const urls: string[] = []
    const host = weappHost({
      navigateTo(options: { url: string; success: Listener }) {
        urls.push(options.url)
        options.success({})
      },
    })
    expect(await host.nav.to('/pages/resident/ride', { rideId: 'rid_1', from: '首页' })).toMatchObject({
      ok: true,
    })
    expect(urls).toEqual(['/carbon/pages/resident/ride?rideId=rid_1&from=%E9%A6%96%E9%A1%B5'])
  })

  it('leaves every page behind when it starts anew', async () => {
    const { asked, router } = recordingRouter(3)
    expect(await h5Host(pageWith(), router).nav.restart('/pages/resident/home')).toMatchObject({ ok: true })
    const relaunched: string[] = []
    const host = weappHost({
      reLaunch(options: { url: string; success: Listener }) {
        relaunched.push(options.url)
        options.success({})
      },
    })
    await host.nav.restart('/pages/resident/home')
    expect([...asked, ...relaunched]).toEqual(['restart /pages/resident/home', '/pages/resident/home'])
  })

  it('goes to the fallback when there is no page to go back to', async () => {
    const alone = recordingRouter(1)
    await h5Host(pageWith(), alone.router).nav.back('/pages/resident/home')
    const stacked = recordingRouter(2)
    await h5Host(pageWith(), stacked.router).nav.back('/pages/resident/home')
    expect([...alone.asked, ...stacked.asked]).toEqual(['replace /pages/resident/home', 'back'])
  })

  it('replaces the page when the host holds no more of them', async () => {
    Object.assign(globalThis, { getCurrentPages: () => Array.from({ length: 10 }) })
    const names: string[] = []
    const host = alipayHost({
      navigateTo: (options: { success: Listener }) => (names.push('navigateTo'), settled(options)),
      redirectTo: (options: { success: Listener }) => (names.push('redirectTo'), settled(options)),
    })
    await host.nav.to('/pages/resident/ride')
    expect(names).toEqual(['redirectTo'])
    Reflect.deleteProperty(globalThis, 'getCurrentPages')
  })
})

describe('storage', () => {
  const kept = new Map<string, unknown>()
  const wx = {
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void kept.set(key, value),
    removeStorageSync: (key: string) => void kept.delete(key),
  }
  const my = {
    getStorageSync: ({ key }: { key: string }) => ({ data: kept.get(key) ?? null }),
    setStorageSync: ({ key, data }: { key: string; data: unknown }) => void kept.set(key, data),
    removeStorageSync: ({ key }: { key: string }) => void kept.delete(key),
  }
  const hosts = {
    weapp: weappHost(wx),
    alipay: alipayHost(my),
    h5: h5Host(pageWith(), recordingRouter().router),
  }

  it.each(Object.entries(hosts))(
    '%s gives back what was kept, and undefined for the rest',
    (_name, { store }) => {
      expect(store.set('home', { grams: 1197 })).toEqual({ ok: true, value: undefined })
      expect(store.get('home')).toEqual({ grams: 1197 })
      store.remove('home')
      expect(store.get('home')).toBeUndefined()
    },
  )

  it('refuses, and does not throw, when the device is full', () => {
    const full = () => {
      throw new Error('quota')
    }
    const refusal = { ok: false, refusal: 'notPermitted' }
    expect(weappHost({ setStorageSync: full }).store.set('a', 1)).toEqual(refusal)
    expect(alipayHost({ setStorageSync: full }).store.set('a', 1)).toEqual(refusal)
    expect(alipayHost({ setStorageSync: () => ({ error: 14 }) }).store.set('a', 1)).toEqual(refusal)
    const page = pageWith(undefined, { localStorage: { setItem: full } })
    expect(h5Host(page, recordingRouter().router).store.set('a', 1)).toEqual(refusal)
  })
})

describe('a file', () => {
  const file = { name: 'suitan-2026-11-23.json', content: '{"rides":[]}' }
  const workbook = { name: 'statement.xlsx', content: Uint8Array.of(0x50, 0x4b, 3, 4, 0xff) }

  /** A WeChat with a folder of files, whose sharing answers as it is told. */
  function wechatWithFiles(
    share: (options: { filePath: string; success: Listener; fail: Listener }) => void,
  ) {
    const folder = new Map<string, unknown>()
    const shared: { path: string; content: unknown }[] = []
    const host = weappHost({
      env: { USER_DATA_PATH: 'wxfile://usr' },
      getFileSystemManager: () => ({
        writeFileSync: (path: string, content: unknown) => void folder.set(path, content),
        unlinkSync: (path: string) => void folder.delete(path),
      }),
      shareFileMessage(options: { filePath: string; success: Listener; fail: Listener }) {
        shared.push({ path: options.filePath, content: folder.get(options.filePath) })
        share(options)
      },
    })
    return { host, folder, shared }
  }

  it('leaves WeChat in the turn of the tap, and no copy stays behind', async () => {
    const { host, folder, shared } = wechatWithFiles(settled)
    const asked = host.handOver(file)
    expect(shared).toEqual([{ path: `wxfile://usr/${file.name}`, content: file.content }])
    expect(await asked).toEqual({ ok: true, value: 'shared' })
    expect(folder.size).toBe(0)
  })

  it('stays in no folder when she sends it nowhere', async () => {
    const { host, folder } = wechatWithFiles(({ fail }) => fail({ errMsg: 'shareFileMessage:fail cancel' }))
    expect(await host.handOver(file)).toEqual({ ok: false, refusal: 'cancelled' })
    expect(folder.size).toBe(0)
  })

  it('that the device has no room for is refused, not thrown', async () => {
    const host = weappHost({
      getFileSystemManager: () => ({
        writeFileSync() {
          throw new Error('the maximum size of the file storage limit is exceeded')
        },
      }),
      shareFileMessage: settled,
    })
    expect(await host.handOver(file)).toEqual({ ok: false, refusal: 'notPermitted' })
  })

  it('goes through the app around a WeChat container that shares no files', async () => {
    const said: unknown[] = []
    const invokeHost = ({ api, data, success }: { api: string; data: unknown; success: Listener }) => {
      said.push([api, data])
      success({})
    }
    expect(await weappHost({ invokeHost }).handOver(file)).toEqual({ ok: true, value: 'saved' })
    expect(said).toEqual([['saveFile', { name: file.name, text: file.content }]])
  })

  it('of bytes leaves WeChat as the bytes it is', async () => {
    const { host, shared } = wechatWithFiles(settled)
    expect(host.can('binaryFile')).toBe(true)
    await host.handOver(workbook)
    expect([...new Uint8Array(shared[0]?.content as ArrayBuffer)]).toEqual([...workbook.content])
  })

  it('of bytes goes to the app around as base64, or not at all where that knows texts only', async () => {
    const said: unknown[] = []
    const bridge = (methods: readonly string[]) => ({
      methods,
      invoke(name: string, parameters: object, deliver: Listener) {
        said.push([name, parameters])
        deliver({ code: methods.includes(name) ? 200 : 404, data: {} })
      },
    })
    const hostOf = (methods: readonly string[]) => h5Host(pageWith(bridge(methods)), recordingRouter().router)
    const able = hostOf(['saveFile', 'saveBytes'])
    expect(able.can('binaryFile')).toBe(true)
    expect(await able.handOver(workbook)).toEqual({ ok: true, value: 'saved' })
    expect(said).toEqual([['saveBytes', { name: workbook.name, base64: 'UEsDBP8=' }]])
    const older = hostOf(['saveFile'])
    expect([older.can('file'), older.can('binaryFile')]).toEqual([true, false])
    expect(await older.handOver(workbook)).toEqual({ ok: false, refusal: 'unsupported' })
  })

  it('is not Alipay’s to give: it says so beforehand', async () => {
    const host = alipayHost({})
    expect(host.can('file')).toBe(false)
    expect(await host.handOver(file)).toEqual({ ok: false, refusal: 'unsupported' })
  })

  describe('in a browser', () => {
    const texts: Blob[] = []
    const addresses = {
      createObjectURL: (blob: Blob) => `blob:${texts.push(blob)}`,
      revokeObjectURL: () => undefined,
    }
    beforeEach(() => void (texts.length = 0))

    it('is downloaded', async () => {
      const clicked: string[] = []
      const listen = (event: Event) => {
        event.preventDefault()
        const { download, href } = event.target as HTMLAnchorElement
        clicked.push(`${download} ${href}`)
      }
      const document = Object.assign(Object.create(window.document) as Document, {
        createElement() {
          const anchor = window.document.createElement('a')
          anchor.addEventListener('click', listen)
          return anchor
        },
      })
      const host = h5Host(pageWith(undefined, { URL: addresses, document }), recordingRouter().router)
      expect(host.can('file')).toBe(true)
      expect(await host.handOver(file)).toEqual({ ok: true, value: 'saved' })
      expect(clicked).toEqual([`${file.name} blob:1`])
      expect(texts[0]?.size).toBe(file.content.length)
    })

    it('inside a web-view is the app’s to save: a download would be lost there without a word', async () => {
      const bridge = {
        invoke: (_name: string, _parameters: object, deliver: Listener) => deliver({ code: 404 }),
      }
      const host = h5Host(pageWith(bridge, { URL: addresses }), recordingRouter().router)
      expect(await host.handOver(file)).toEqual({ ok: false, refusal: 'unsupported' })
      expect(texts).toEqual([])
    })
  })
})

describe('randomness', () => {
  const answering = (bytes: number) => ({
    getRandomValues: ({ success }: { success: Listener }) =>
      success({ randomValues: Uint8Array.from({ length: bytes }, (_, index) => index).buffer }),
  })
  const city = (hex: string) => ({
    call: (_name: string, _parameters: object, callback: Listener) => callback({ data: { hex } }),
  })

  it('is WeChat’s own, the city super-app’s, or the browser’s', async () => {
    expect(await weappHost(answering(4)).random(4)).toEqual({ ok: true, value: Uint8Array.of(0, 1, 2, 3) })
    expect(await suishenbanHost(city('00ff10a0')).random(4)).toEqual({
      ok: true,
      value: Uint8Array.of(0, 255, 16, 160),
    })
    const crypto = { getRandomValues: (bytes: Uint8Array) => bytes.fill(7) }
    expect(await h5Host(pageWith(undefined, { crypto }), recordingRouter().router).random(2)).toEqual({
      ok: true,
      value: Uint8Array.of(7, 7),
    })
  })

  it('is never made up: a host that has none says so, and so does one that gives too little', async () => {
    const none = { ok: false, refusal: 'unsupported' }
    expect(await alipayHost({}).random(32)).toEqual(none)
    expect(await weappHost(answering(31)).random(32)).toEqual(none)
    expect(await suishenbanHost(city('00ff')).random(32)).toEqual(none)
    const page = pageWith(undefined, { crypto: undefined })
    expect(await h5Host(page, recordingRouter().router).random(32)).toEqual(none)
  })
})

describe('what is heard and felt', () => {
  const playing = () => {
    const played: number[] = []
    const createOscillator = () => {
      const frequency = { value: 0 }
      return {
        frequency,
        connect() {},
        start: () => void played.push(frequency.value),
        stop() {},
      }
    }
    return { played, context: { currentTime: 0, destination: {}, createOscillator } }
  }

  it('shakes a phone shortly for yes and long for no', async () => {
    const shaken: string[] = []
    const shake = (name: string) => (options: { success: Listener }) => (shaken.push(name), settled(options))
    const vendor = { vibrateShort: shake('short'), vibrateLong: shake('long') }
    for (const host of [weappHost(vendor), alipayHost(vendor)])
      for (const kind of ['done', 'refused'] as const)
        expect(await host.feel.vibrate(kind)).toEqual({ ok: true, value: undefined })
    const navigator = { vibrate: (pattern: number[]) => shaken.push(pattern.join()) > 0 }
    await h5Host(pageWith(undefined, { navigator }), recordingRouter().router).feel.vibrate('refused')
    expect(shaken).toEqual(['short', 'long', 'short', 'long', '300'])
  })

  it('plays tones that rise for yes and fall for no, on one context', async () => {
    const { played, context } = playing()
    let made = 0
    const host = weappHost({ createWebAudioContext: () => ((made += 1), context) })
    await host.feel.sound('done')
    await host.feel.sound('refused')
    expect(played).toEqual([880, 1320, 330, 220])
    expect(made).toBe(1)
  })

  it('stays silent, and says so, where the host cannot', async () => {
    const none = { ok: false, refusal: 'unsupported' }
    const browser = h5Host(pageWith(undefined, { AudioContext: undefined }), recordingRouter().router)
    for (const host of [weappHost({}), alipayHost({}), browser]) {
      expect(await host.feel.sound('done')).toEqual(none)
      expect(await host.feel.vibrate('done')).toEqual(none)
    }
    const broken = weappHost({
      createWebAudioContext() {
        throw new Error('too many')
      },
    })
    expect(await broken.feel.sound('wait')).toEqual(none)
  })
})

describe('network', () => {
  it('starts with what the host says and follows it', async () => {
    let change: Listener = () => undefined
    const host = weappHost({
      getNetworkType: ({ success }: { success: Listener }) => success({ networkType: 'none' }),
      onNetworkStatusChange: (listener: Listener) => (change = listener),
    })
    expect(host.network.isOnline()).toBe(true)
    await host.init()
    expect(host.network.isOnline()).toBe(false)
    const seen: boolean[] = []
    host.network.onChange((isOnline) => seen.push(isOnline))
    change({ isConnected: true })
    expect(seen).toEqual([true])
    expect(host.network.isOnline()).toBe(true)
  })
})

describe('h5', () => {
  const inSuperApp = {
    navigator: { userAgent: 'Mozilla/5.0 eshiminapp/7.2', language: 'zh-CN', onLine: true },
  }

  it('waits for a bridge its host announced, then says it is missing', async () => {
    jest.useFakeTimers()
    const host = h5Host(pageWith(undefined, inSuperApp), recordingRouter().router)
    const started = host.init()
    await jest.advanceTimersByTimeAsync(3_100)
    expect(await started).toEqual({ ok: false, refusal: 'bridgeMissing' })
    expect(await host.cards()).toEqual({ ok: false, refusal: 'bridgeMissing' })
    jest.useRealTimers()
  })

  it('stand-alone has no cards and says so', async () => {
    const host = h5Host(pageWith(), recordingRouter().router)
    expect(await host.init()).toMatchObject({ ok: true })
    expect([host.hostId, host.can('cards'), host.can('ticket')]).toEqual(['web', false, false])
    expect(await host.cards()).toEqual({ ok: false, refusal: 'unsupported' })
  })

  it('takes the ticket out of the address it was opened with, once', async () => {
    window.history.replaceState(null, '', '/?host=suishenban&ticket=t-1#/pages/resident/home')
    const host = h5Host(pageWith(), recordingRouter().router)
    expect([host.hostId, host.can('ticket')]).toEqual(['suishenban', true])
    expect(window.location.href).not.toContain('t-1')
    expect(await host.identity.ticket()).toEqual({ ok: true, value: 't-1' })
    expect(await host.identity.ticket()).toEqual({ ok: false, refusal: 'unsupported' })
    window.history.replaceState(null, '', '/')
  })

  it('takes the name of the host from its bridge', () => {
    const bridge = { hostId: 'alipay', invoke: () => undefined }
    expect(h5Host(pageWith(bridge), recordingRouter().router).hostId).toBe('alipay')
  })
})
