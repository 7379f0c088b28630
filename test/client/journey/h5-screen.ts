import type { Locator, Page } from 'playwright-core'
import { waitUntil } from './module'

export const TAPPABLE_ROLES = [
  'button',
  'link',
  'tab',
  'switch',
  'checkbox',
  'radio',
  'menuitem',
  'option',
  'combobox',
]
type AriaRole = Parameters<Page['getByRole']>[0]

export function findOne(page: Page, name: string | RegExp, roles: readonly string[]): Promise<Locator> {
  const search = async (exact: boolean) => {
    const found: Locator[] = []
    for (const role of roles) {
      const all = page.getByRole(role as AriaRole, { name, exact }).filter({ visible: true })
      for (const locator of await all.all()) found.push(locator)
    }
    if (found.length > 1) throw new Error(`${found.length} things are called ${String(name)}`)
    return found[0]
  }
  return waitUntil(
    async () => (await search(true)) ?? (await search(false)),
    async () => `nothing called ${String(name)}; there is:\n${await page.locator('body').ariaSnapshot()}`,
  )
}

/** What was found takes a tap within this time, on a busy machine too, unless its name has changed meanwhile. */
const TAP_MS = 5_000

/** Taps what is called so; found a second time where it came to be called otherwise before the tap, e.g. by a count that had not arrived yet. */
export async function tapOne(page: Page, name: string | RegExp, roles: readonly string[]): Promise<void> {
  const tap = async () => (await findOne(page, name, roles)).click({ timeout: TAP_MS })
  await tap().catch(tap)
}

/** Sent to the page, so nothing named inside. */
export const focusedName = (): string => {
  const at = document.activeElement
  if (at === null || at === document.body) return ''
  return at.getAttribute('aria-label') ?? at.textContent ?? ''
}

/** Sent to the page, so nothing named inside. Half a pixel is the browser's rounding. */
export const narrowTargets = (px: number): string[] =>
  [
    ...document.querySelectorAll<HTMLElement>(
      '[role=button], [role=link], [role=switch], [role=radio], [role=tab], [role=checkbox], input, textarea',
    ),
  ]
    .filter((target) => target.offsetParent !== null || getComputedStyle(target).position === 'fixed')
    // A field is as large as its frame, which hands the tap on.
    .map((target) => ({ target, box: (target.closest('.field-c') ?? target).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < px - 0.5 || box.width < px - 0.5))
    .map(
      ({ target, box }) =>
        `${target.getAttribute('aria-label') ?? target.textContent ?? ''} ${Math.round(box.width)}×${Math.round(box.height)}`,
    )

/** The text a person sees, fields with what they hold. */
export function readScreen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
    const shown = fields
      .filter((field) => field.offsetParent !== null)
      .map((field) => field.value || field.placeholder)
    return [document.body.innerText, ...shown].join('\n').replace(/\n\s*\n/g, '\n')
  })
}

/** Script that makes the page believe it went behind another app, or came back. */
export const showState = (state: 'hidden' | 'visible') => `
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' })
  Object.defineProperty(document, 'hidden', { configurable: true, value: ${state === 'hidden'} })
  document.dispatchEvent(new Event('visibilitychange'))`

/** No named function inside: what is sent to the page must stand alone, however it was compiled. */
export const COUNT_NODES = () => {
  const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')].filter(
    (each) => each.offsetParent !== null,
  )
  const page = shown.at(-1) ?? document.body
  const elements = [...page.querySelectorAll('*')]
  const depths = elements.map((element) => {
    let depth = 0
    for (let at: Element | null = element; at !== null && at !== page; at = at.parentElement) depth += 1
    return depth
  })
  return { count: elements.length, depth: Math.max(0, ...depths) }
}
