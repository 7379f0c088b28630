import type { HostPort, RouteParameters } from '../host'
import { pathOf, type PageName } from './page-path'

/** What a module inside a host's own mini-program brings along: its residents' pages. */
const RESIDENTS = /^\/pages\/(resident|account|mall)\//

/** Ways between the resident's pages. */
export const createNavigation = (nav: HostPort['nav']) => ({
  open: (page: PageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: PageName, parameters?: RouteParameters) => nav.replace(pathOf(page), parameters),
  /** Leaves everything behind, as after opening an account: going back leaves the module. */
  restart: (page: PageName) => nav.restart(pathOf(page)),
  back: () => nav.back(pathOf('home')),
  holdBack: nav.holdBack,
  /** Whether this build has the page. */
  leadsTo: (page: PageName) => ROUTE_ROOT === '' || RESIDENTS.test(pathOf(page)),
})

export type Navigation = ReturnType<typeof createNavigation>
