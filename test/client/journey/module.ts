import type { Device, HostApi, SetDataCost } from '../host'

export type Target = 'weapp' | 'alipay' | 'suishenban' | 'h5'

/** One opened module, spoken to in the words of the person who uses it; the same for every target. */
export interface Module {
  readonly target: Target
  /** Waits until the text is on the screen; says what was there instead when it never came. */
  see(text: string | RegExp): Promise<void>
  /** Waits until the text is gone from the screen. */
  seeNot(text: string | RegExp): Promise<void>
  /** Taps what is announced with this name, e.g. a button, link or tab; `role` chooses when two things share a name. */
  tap(name: string | RegExp, role?: string): Promise<void>
  /** Taps the page behind an open sheet. */
  tapBeside(): Promise<void>
  /** Types into the field with this label. */
  type(label: string | RegExp, value: string): Promise<void>
  /** Picks an option of the picker with this label. */
  choose(label: string | RegExp, option: string): Promise<void>
  /** The codes on the screen, each as the picture it is drawn as. */
  codes(): Promise<readonly Buffer[]>
  /** What she picks from her album from now on; undefined when she closes it again. */
  picks(picture: Buffer | undefined): void
  /** The host's own back button or gesture. */
  back(): Promise<void>
  /** Scrolls the page to its end, as far as it is loaded. */
  scrollToEnd(): Promise<void>
  /** Pulls the page down to refresh it. */
  pullDown(): Promise<void>
  /** The person switches to another app and comes back. */
  leaveAndReturn(): Promise<void>
  /** Her phone loses or finds its network. */
  setOnline(isOnline: boolean): Promise<void>
  /** Everything she can read now, a line per block. */
  text(): Promise<string>
  /** Path of the open page, without a leading slash. */
  path(): Promise<string>
  title(): Promise<string>
  nodes(): Promise<{ readonly count: number; readonly depth: number }>
  /** What opening the current page sent to the render thread up to now; undefined in a browser, which has none. */
  setData(): Promise<SetDataCost | undefined>
  /** What one interaction sends. */
  costOf(action: () => Promise<void>): Promise<SetDataCost | undefined>
  /** What can be tapped or filled in but does not say its role and name. */
  unspoken(): Promise<readonly string[]>
  /** What the module threw, or reported to the console as an error. */
  faults(): readonly string[]
  /** Ends it; throws when the module threw on the way. */
  close(): Promise<void>
}

export interface ModuleSetup {
  readonly target: Target
  /** Base address of the platform service. */
  readonly server?: string
  readonly hostApi?: HostApi
  /** The page to start on with its query, e.g. `/pages/resident/home`; the module's first page by default. */
  readonly url?: string
  /** Another build than dist/<target>. */
  readonly dist?: string
  /** Sub-packages to put into that build: root → folder. */
  readonly embeds?: Readonly<Record<string, string>>
  /** A phone used before, with what it stored. Mini-programs only. */
  readonly device?: Device
}

/** How long `see` waits before it gives up. */
export const PATIENCE_MS = 5_000
const POLL_MS = 25

/** Tries until the attempt answers, then hands its answer on; when patience ends, throws what `complain` says. */
export async function waitUntil<T>(
  attempt: () => Promise<T | undefined>,
  complain: () => Promise<string>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await attempt()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(await complain())
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** A blank that keeps a number and its unit together looks like any other. */
export const matches = (text: string, wanted: string | RegExp): boolean => {
  const seen = text.replaceAll('\u00a0', ' ')
  return typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen)
}

/** A picture that stands in a style as a data URI. */
export const pictureIn = (style: string): Buffer[] => {
  const data = /url\("?data:image\/gif;base64,([^")]+)"?\)/.exec(style)?.[1]
  return data === undefined ? [] : [Buffer.from(data, 'base64')]
}
