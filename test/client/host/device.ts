/** Something the host itself draws over the page and, for a choice, waits on. */
export type Overlay =
  | { readonly kind: 'toast' | 'loading'; readonly text: string }
  | {
      readonly kind: 'choice'
      readonly text: string
      readonly buttons: readonly string[]
      answer(index: number | undefined): void
    }

export type Theme = 'light' | 'dark'
type Listener = (news: object) => void
export type Signal = 'themeChange' | 'networkStatusChange' | 'userCaptureScreen' | 'appShow' | 'appHide'

/** The phone around the mini-program: what it stores, shows and tells. One device outlives a killed client. */
export interface Device {
  /** Values as JSON text, since real hosts keep nothing else. */
  readonly storage: Map<string, string>
  theme: Theme
  isOnline: boolean
  /** The user's own font size in px; the hosts' standard is 16. */
  fontSizePx: number
  language: string
  overlay: Overlay | undefined
  /** Every call of the host's API, oldest first. */
  readonly calls: { readonly name: string; readonly options: unknown }[]
  clipboard: string
  /** The mini-program's own folder: path → what was written. */
  readonly files: Map<string, Buffer>
  /** Files she sent into a chat, oldest first. */
  readonly sentFiles: { readonly name: string; readonly text: string; readonly bytes: Buffer }[]
  /** A tap is being told to the page just now: some services answer in that turn only. */
  isTapped: boolean
  /** 0 to 1. */
  brightness: number
  /** Whether it goes dark by itself when nobody touches it. */
  isKeptOn: boolean
  /** What she picks when she is asked for a picture; without one she closes the album again. */
  picked: Buffer | undefined
  /** What the camera is pointed at. */
  scannable: string | undefined
  listen(signal: Signal, listener: Listener): void
  forget(signal: Signal, listener?: Listener): void
  tell(signal: Signal, news: object): void
}

export function createDevice(): Device {
  const listeners = new Map<Signal, Set<Listener>>()
  const listenersOf = (signal: Signal) =>
    listeners.get(signal) ?? listeners.set(signal, new Set()).get(signal)!
  return {
    storage: new Map(),
    theme: 'light',
    isOnline: true,
    fontSizePx: 16,
    language: 'zh_CN',
    overlay: undefined,
    calls: [],
    clipboard: '',
    files: new Map(),
    sentFiles: [],
    isTapped: false,
    brightness: 0.4,
    isKeptOn: false,
    picked: undefined,
    scannable: undefined,
    listen: (signal, listener) => void listenersOf(signal).add(listener),
    forget: (signal, listener) =>
      listener ? void listenersOf(signal).delete(listener) : listenersOf(signal).clear(),
    tell: (signal, news) => listenersOf(signal).forEach((listener) => listener(news)),
  }
}
