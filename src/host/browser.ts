import type {
  FeelKind,
  HandedOver,
  HostFile,
  HostPort,
  HostRequest,
  HostResponse,
  HostResult,
  HostUi,
  Unsubscribe,
} from './port'
import { bufferOf, readLocale, withinReason } from './read'
import { readBody } from './response'
import { answered, DONE, refused } from './result'
import { tonePlayer } from './tone'

/** What a browser gives by itself, with or without a super-app around it. */

const KEY_PREFIX = 'suitan:'

export function browserStore(page: Window): HostPort['store'] {
  return {
    get(key) {
      try {
        const text = page.localStorage.getItem(KEY_PREFIX + key)
        return text === null ? undefined : (JSON.parse(text) as unknown)
      } catch {
        return undefined
      }
    },
    set(key, value) {
      try {
        page.localStorage.setItem(KEY_PREFIX + key, JSON.stringify(value))
        return DONE
      } catch {
        return refused('notPermitted')
      }
    },
    remove(key) {
      try {
        page.localStorage.removeItem(KEY_PREFIX + key)
      } catch {
        // A browser that keeps nothing has nothing to remove.
      }
    },
  }
}

/** Browsers' standard text is 16 px; a person who chose another size is followed. */
const STANDARD_FONT_PX = 16
const DARK = '(prefers-color-scheme: dark)'

export function readBrowserUi(page: Window): HostUi {
  const fontPx = parseFloat(page.getComputedStyle(page.document.documentElement).fontSize)
  return {
    theme: page.matchMedia?.(DARK).matches ? 'dark' : 'light',
    isElder: false,
    fontScale: withinReason(fontPx / STANDARD_FONT_PX),
    locale: readLocale(page.navigator.language),
    // The page's own style asks for env(safe-area-inset-*).
    safeArea: { topPx: 0, bottomPx: 0 },
  }
}

export function onThemeChange(page: Window, listener: () => void): Unsubscribe {
  const query = page.matchMedia?.(DARK)
  // addListener: iOS 13 and older have no addEventListener on a media query.
  query?.addListener(listener)
  return () => query?.removeListener(listener)
}

export function browserNetwork(page: Window): HostPort['network'] {
  return {
    isOnline: () => page.navigator.onLine,
    onChange(listener) {
      const online = () => listener(true)
      const offline = () => listener(false)
      page.addEventListener('online', online)
      page.addEventListener('offline', offline)
      return () => {
        page.removeEventListener('online', online)
        page.removeEventListener('offline', offline)
      }
    },
  }
}

interface WakeLock {
  release(): Promise<void>
}

/** A browser keeps its screen awake where it has the Screen Wake Lock API; its brightness is nobody's but hers. */
export function keepAwake(page: Window): Unsubscribe {
  const { wakeLock } = page.navigator as { wakeLock?: { request(kind: 'screen'): Promise<WakeLock> } }
  // Refused when the battery is low or the page is out of sight: then the phone does as it always does.
  const held = wakeLock?.request('screen').catch(() => undefined)
  return () => void held?.then((lock) => lock?.release())
}

export async function browserShare(
  page: Window,
  content: { readonly title: string; readonly path: string },
): Promise<HostResult<void>> {
  if (typeof page.navigator.share !== 'function') return refused('unsupported')
  try {
    const url = `${page.location.origin}${page.location.pathname}#${content.path}`
    await page.navigator.share({ title: content.title, url })
    return DONE
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    return refused(
      name === 'AbortError' ? 'cancelled' : name === 'NotAllowedError' ? 'needsTap' : 'unsupported',
    )
  }
}

const SHAKES_MS: Readonly<Record<FeelKind, readonly number[]>> = {
  done: [40],
  wait: [40, 60, 40],
  refused: [300],
}

/** iOS browsers shake nothing; sound comes once the page was tapped. */
export function browserFeel(page: Window): HostPort['feel'] {
  return {
    vibrate: async (kind) =>
      page.navigator.vibrate?.([...SHAKES_MS[kind]]) === true ? DONE : refused('unsupported'),
    sound: tonePlayer(() => {
      const { AudioContext } = page as Partial<Pick<typeof globalThis, 'AudioContext'>>
      return AudioContext && new AudioContext()
    }),
  }
}

export async function browserRandom(page: Window, bytes: number): Promise<HostResult<Uint8Array>> {
  return page.crypto ? answered(page.crypto.getRandomValues(new Uint8Array(bytes))) : refused('unsupported')
}

/** A page that is kept from making addresses of its own has nothing to download from. */
export const canDownload = (page: Window): boolean => typeof addressesOf(page)?.createObjectURL === 'function'

const addressesOf = (page: Window) => (page as Partial<Pick<typeof globalThis, 'URL'>>).URL

/** Long enough for the slowest phone to begin; the text must not stay behind in memory for ever. */
const ADDRESS_MS = 60_000

export async function browserDownload(
  page: Window,
  { name, content }: HostFile,
): Promise<HostResult<HandedOver>> {
  const addresses = addressesOf(page)
  if (!addresses || !canDownload(page)) return refused('unsupported')
  const address = addresses.createObjectURL(new Blob([bufferOf(content) ?? (content as string)]))
  const anchor = page.document.createElement('a')
  Object.assign(anchor, { href: address, download: name })
  anchor.click()
  setTimeout(() => addresses.revokeObjectURL(address), ADDRESS_MS)
  return answered('saved')
}

export async function browserRequest(
  page: Pick<Window, 'fetch'>,
  request: HostRequest,
): Promise<HostResult<HostResponse>> {
  const { method, url, headers, body, wantsBytes, timeoutMs } = request
  // iOS 11.0 has no AbortController: there the answer is only ignored, not stopped.
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined
  let isLate = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true
      controller?.abort()
      reject(new Error('late'))
    }, timeoutMs)
  })
  const exchange = async (): Promise<HostResponse> => {
    const response = await page.fetch(url, {
      method,
      headers: { ...headers },
      // Conditional requests are ours: the browser's own cache would hide the 304.
      cache: 'no-store',
      ...(body === undefined ? {} : { body: bufferOf(body) ?? JSON.stringify(body) }),
      ...(controller ? { signal: controller.signal } : {}),
    })
    const received: Record<string, string> = {}
    response.headers.forEach((value, name) => {
      received[name.toLowerCase()] = value
    })
    const { status } = response
    return {
      status,
      headers: received,
      ...readBody(status, await (wantsBytes ? response.arrayBuffer() : response.text())),
    }
  }
  try {
    return answered(await Promise.race([exchange(), lateness]))
  } catch {
    return refused(isLate ? 'timeout' : 'offline')
  } finally {
    clearTimeout(timer)
  }
}
