import { THIS_WINDOW } from './this-window'

const LOOK_MILLISECONDS = 300
/** How the module draws a code. */
const CODES = '.qr > *'

/** Lets other windows' scanners see the codes on this phone: only what really lies on top and within the screen. */
export const showScreen = (screen: HTMLElement): void => {
  let shown = ''
  const show = (pictures: readonly string[]): void => {
    const body = JSON.stringify({ window: THIS_WINDOW, pictures })
    if (body === shown) return
    shown = body
    void fetch('/shell/sights', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).catch(() => (shown = ''))
  }
  const look = (): void => show(codesOn(screen.querySelector('iframe')?.contentDocument))
  setInterval(look, LOOK_MILLISECONDS)
}

const codesOn = (page: Document | null | undefined): string[] =>
  [...(page?.querySelectorAll<HTMLElement>(CODES) ?? [])]
    .filter((code) => {
      const { left, top, width, height } = code.getBoundingClientRect()
      const above = page?.elementFromPoint(left + width / 2, top + height / 2)
      return width > 0 && above !== null && code.contains(above ?? null)
    })
    .map((code) => /^url\("?(data:[^")]+)"?\)$/.exec(getComputedStyle(code).backgroundImage)?.[1])
    .filter((picture) => picture !== undefined)
