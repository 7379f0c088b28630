import type { Phone, ResidentWorld } from '#test/harness/resident-world'
import { sizeFindings } from '../gates'
import { openH5Module, type HostApi, type ModuleSetup } from '../journey'
import { pageUrl } from '../page-url'

/** What a super-app may tell about how it looks, while the page stands. */
const LOOKS = {
  normal: { theme: 'light', elder: false, locale: 'zh-CN' },
  elder: { theme: 'light', elder: true, locale: 'zh-CN' },
  dark: { theme: 'dark', elder: false, locale: 'zh-CN' },
  english: { theme: 'light', elder: false, locale: 'en' },
} as const

/** What a finger needs; for older fingers 工信部适老化通用设计规范 asks 60 for main targets, which we give all. */
const targetPx = ({ elder }: { readonly elder: boolean }) => (elder ? 60 : 44)

/** Time for a theme to have been drawn: the longest transition of the tokens is a quarter of a second. */
const REDRAWN_MS = 400

interface InLooks {
  readonly app: Awaited<ReturnType<typeof openH5Module>>
  /** What is too much on the page, what axe finds in each look, and which targets are too small for a finger; the first look is back then. */
  complaints(): Promise<string[]>
}

/** The web page in a super-app that changes how it looks. */
export async function openInLooks(
  setup: Omit<ModuleSetup, 'target'> & { readonly hostApi: HostApi },
): Promise<InLooks> {
  let tell: (ui: object) => void = () => undefined
  const { hostApi } = setup
  const changing: HostApi = {
    ...hostApi,
    ask: (method, parameters, answer) => {
      if (method === 'watchUi') tell = answer
      return hostApi.ask?.(method, parameters, answer)
    },
  }
  const app = await openH5Module({ ...setup, hostApi: changing, target: 'h5' })
  return {
    app,
    async complaints() {
      const found = await sizeFindings(app)
      for (const [look, ui] of Object.entries(LOOKS)) {
        tell(ui)
        await new Promise((resolve) => setTimeout(resolve, REDRAWN_MS))
        found.push(...(await app.unspoken()).map((violation) => `${look}: ${violation}`))
        found.push(...(await app.narrow(targetPx(ui))).map((target) => `${look}: too small: ${target}`))
      }
      tell(LOOKS.normal)
      return found
    },
  }
}

/** A page that is opened by its name, and what stands on it then. */
export type Shown<P extends string = string> = readonly (readonly [page: P, sign: string | RegExp])[]
/** What opens over a page: the tap, or taps one after the other, and what then stands there. */
export type Over<P extends string = string> = readonly (readonly [
  page: P,
  tap: string | RegExp | readonly (string | RegExp)[],
  sign: string | RegExp,
])[]

/** Specs: axe finds nothing on pages, nor on what opens over them, in any look, and a finger finds every target. */
export function itStandsEveryLook<P extends string>(
  { pages, sheets }: { pages: Shown<P>; sheets: Over<P> },
  open: (page: P) => Promise<InLooks>,
): void {
  it.each(pages)('axe finds nothing on %s, in any look, and a finger finds every target', async (page) => {
    const { app, complaints } = await open(page)
    expect(await complaints()).toEqual([])
    await app.close()
  })

  it.each(sheets)('nor on what opens over %s by %s', async (page, tap, sign) => {
    const { app, complaints } = await open(page)
    for (const one of [tap].flat()) await app.tap(one)
    await app.see(sign)
    expect(await complaints()).toEqual([])
    await app.close()
  })
}

interface Her {
  readonly world: ResidentWorld
  readonly phone: Phone
}

/** The module in the city's own super-app on somebody's phone, at one of its addresses. */
export const openForHer = ({ world, phone }: Her, page: string): Promise<InLooks> =>
  openInLooks({
    server: world.platform.url,
    hostApi: {
      ticket: () => world.suishenban.ticketFor(phone.person),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    },
    url: pageUrl(page),
  })

/** A resident's page: what it is called in the spec, its address, and what stands on it. */
type Addressed = readonly [name: string, page: () => string, sign: string | RegExp]

/** The same specs for pages a resident opens by their addresses. */
export const itStandsEveryLookForHer = (
  who: () => Her,
  { pages, sheets }: { pages: readonly Addressed[]; sheets: Over },
): void =>
  itStandsEveryLook({ pages: pages.map(([name, , sign]) => [name, sign] as const), sheets }, async (name) => {
    const [, page, sign] = pages.find(([known]) => known === name)!
    const opened = await openForHer(who(), page())
    await opened.app.see(sign)
    return opened
  })
