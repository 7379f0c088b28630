import type { HostPort, RouteParameters } from '../host'
import { pathOf, type PageName } from './page-path'

/** Ways between the resident's pages. */
export const createNavigation = (nav: HostPort['nav']) => ({
  open: (page: PageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: PageName, parameters?: RouteParameters) => nav.replace(pathOf(page), parameters),
  /** Leaves everything behind, as after opening an account: going back leaves the module. */
  restart: (page: PageName) => nav.restart(pathOf(page)),
  back: () => nav.back(pathOf('home')),
  holdBack: nav.holdBack,
})

export type Navigation = ReturnType<typeof createNavigation>
