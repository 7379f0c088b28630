/** What this element is in a browser; undefined in a mini-program, whose elements have a `focus` too, but it is a message to the host. */
export const inBrowser = (element: unknown): HTMLElement | undefined =>
  typeof HTMLElement === 'function' && element instanceof HTMLElement ? element : undefined

export const isInBrowser = (): boolean => typeof HTMLElement === 'function'

/** About half a second of frames. */
const OFFERS = 30

/**
 * Puts the keyboard and the screen reader on something that is no stop of its own. A new element of Taro's takes no focus until it
 * is set up, and a new page loses it once more when it is moved to its place, so for a moment it is offered with every frame;
 * whoever moves the focus elsewhere meanwhile keeps it.
 */
export function focusOn(element: HTMLElement): void {
  const page = element.ownerDocument
  const before = page.activeElement
  element.setAttribute('tabindex', '-1')
  const offer = (left: number) => {
    const at = page.activeElement
    if (left === 0 || (at !== before && at !== page.body && at !== element)) return
    if (at !== element) element.focus({ preventScroll: true })
    requestAnimationFrame(() => offer(left - 1))
  }
  offer(OFFERS)
}
