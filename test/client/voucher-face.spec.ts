import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage } from './browser-page'

/** What she holds out at a till: picture, digits and seconds are on the first screen of her phone, whatever the voucher is called. */
const HERS = { standing: 'open', rides: 45 } as const
const LOOKS = [
  ['normal', {}],
  ['elder', { isElder: true }],
  ['English, elder', { isElder: true, locale: 'en' }],
] as const
const NAMES = [
  ['a short name', 'voucher?voucherId=vch_00000000000000000000000001'],
  ['a name of three lines', 'voucher?voucherId=vch_00000000000000000000000002'],
] as const
/** A small phone, the same below the title bar of a super-app, one that is common, and one between. */
const HEIGHTS = [603, 667, 730, 812]
const WIDTH = 375
/** From so many pixels on a scanner reads it at arm's length: seven a module. */
const SIDE_MIN = 203

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

interface Face {
  readonly side: number
  /** Of the card, inside its edges. */
  readonly room: number
  readonly lowest: number
  readonly isOfOneSize: boolean
  /** Groups of each line, and the space between two against the width of a digit. */
  readonly lines: readonly number[]
  readonly spaceInDigits: number
}

const faceOf = (page: Page): Promise<Face> =>
  page.evaluate(() => {
    const boxOf = (selector: string) => document.querySelector(selector)!.getBoundingClientRect()
    const qr = boxOf('.qr')
    const groups = [...document.querySelectorAll('.code-g')].map((group) => {
      const range = document.createRange()
      range.selectNodeContents(group)
      return range.getBoundingClientRect()
    })
    const tops = [...new Set(groups.map(({ top }) => top))]
    const [first, second] = groups
    const shown = document.querySelector('.qr > *')!.getBoundingClientRect()
    return {
      side: qr.width,
      room: boxOf('.code').width,
      lowest: Math.max(qr.bottom, boxOf('.code-d').bottom, boxOf('.code > .nums').bottom),
      isOfOneSize: Math.abs(shown.width - shown.height) < 1 && Math.abs(shown.width - qr.width) < 1,
      lines: tops.map((top) => groups.filter((group) => group.top === top).length),
      spaceInDigits: (second!.left - first!.right) / (first!.width / 3),
    }
  })

/** What is wrong with the page at each height, in words. */
async function faults(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const height of HEIGHTS) {
    await page.setViewportSize({ width: WIDTH, height })
    const face = await faceOf(page)
    const say = (fault: string) => found.push(`${height} px high: ${fault}`)
    if (face.lowest > height) say(`ends at ${face.lowest}`)
    if (face.side < SIDE_MIN) say(`the picture is ${face.side} px wide`)
    if (face.side > face.room) say(`the picture is wider than the ${face.room} px of its card`)
    if (!face.isOfOneSize) say('the picture is no square')
    if (face.lines.join() !== '3,3') say(`groups stand ${face.lines.join()}`)
    if (face.spaceInDigits < 0.9) say(`groups are ${face.spaceInDigits} digits apart`)
  }
  return found
}

describe.each(LOOKS)('%s', (_, look) => {
  test.each(NAMES)('%s: all on the first screen, with and without network', async (__, name) => {
    const { page, context } = await openBrowserPage(browser, { page: name, resident: HERS, look })
    await page.locator('.code-g').first().waitFor()
    expect(await faults(page)).toEqual([])
    await context.setOffline(true)
    await page.locator('.offline').waitFor()
    expect(await faults(page)).toEqual([])
    await context.close()
  })
})

test('large type: the picture fills its card where the phone is tall enough', async () => {
  const [, [, name]] = NAMES
  const { page, context } = await openBrowserPage(browser, {
    page: name,
    resident: HERS,
    look: { isElder: true },
  })
  await page.locator('.code-g').first().waitFor()
  const { side, room } = await faceOf(page)
  expect(side).toBe(room)
  await context.close()
})
