import { openH5Module, type HostApi, type ModuleSetup } from '../journey'

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
  /** What axe finds on the page in each look, and which targets are too small for a finger; the first look is back then. */
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
      const found: string[] = []
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
