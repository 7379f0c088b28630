import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compileString } from 'sass'

const UI = path.resolve(__dirname, '../../../src/ui')
const STYLE = path.join(UI, 'style')
const RATIO_MIN = 4.5

const css = compileString("@use 'tokens'; @include tokens.themes;", { loadPaths: [UI] }).css

/** The custom properties a class set sees, later rules over earlier ones as in a browser. */
const properties = (...selectors: string[]): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if (!selectors.some((wanted) => selector.split(',').some((one) => one.trim() === wanted))) continue
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(name, value)
  }
  return found
}

const THEMES = {
  light: properties('.sui'),
  dark: properties('.sui', '.dark'),
  elder: properties('.sui', '.elder'),
  'elder and dark': properties('.sui', '.dark', '.elder', '.elder.dark'),
}

/** Every pair the styles may use, as `text/ground`. */
const PAIRS = [
  ...compileString(
    "@use 'tokens'; @each $ground, $texts in tokens.$pairs { @each $text in $texts { .#{$ground}__#{$text} { a: b; } } }",
    { loadPaths: [UI] },
  ).css.matchAll(/\.([\w-]+)__([\w-]+)/g),
].map(([, ground = '', text = '']) => ({ ground, text }))

/** WCAG 2.2, relative luminance of #rrggbb. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const partials = readdirSync(STYLE).map((name) => ({
  name,
  text: readFileSync(path.join(STYLE, name), 'utf8'),
}))

describe('tokens', () => {
  test.each(Object.entries(THEMES))(
    '%s: every text on its ground has a contrast of 4.5 or more',
    (_, theme) => {
      const weak = PAIRS.map(({ text, ground }) => ({
        pair: `${text} on ${ground}`,
        ratio: contrast(theme.get(text) ?? '', theme.get(ground) ?? ''),
      })).filter(({ ratio }) => !(ratio >= RATIO_MIN))
      expect(PAIRS.length).toBeGreaterThan(15)
      expect(weak).toEqual([])
    },
  )

  test.each(Object.entries(THEMES))('%s: edges of controls stand out from what they lie on', (_, theme) => {
    for (const ground of ['sheet', 'ground']) {
      expect(contrast(theme.get('edge') ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(3)
    }
  })

  test('a pair that nobody proved does not compile', () => {
    const unproved = "@use 'tokens'; .x { @include tokens.on(accent, ink); }"
    expect(() => compileString(unproved, { loadPaths: [UI] })).toThrow('not a pair whose contrast is proved')
  })

  test('colours come only from tokens, and ink only through a proved pair', () => {
    const offences = partials.flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => /^\s*color:(?!\s*inherit)/.test(line) || /#[0-9a-f]{3,8}\b(?!\{)/i.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    )
    expect(offences).toEqual([])
  })

  test('elder type begins at 18 px and its main targets are 60 px', () => {
    const elder = THEMES.elder
    expect(elder.get('t1')).toBe('calc(18px * var(--k, 1))')
    expect(elder.get('tap')).toBe('60px')
    expect(THEMES.light.get('tap')).toBe('44px')
  })

  test('those who asked for less motion get none', () => {
    const page = partials.find(({ name }) => name === '_page.scss')?.text ?? ''
    expect(page).toMatch(/prefers-reduced-motion: reduce[\s\S]*animation: none !important/)
  })
})
