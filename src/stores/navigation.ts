import type { HostPort, RouteParameters } from '../host'

/** The resident's pages by name; the file of the page carries the same. */
export type PageName =
  | 'home'
  | 'rides'
  | 'scenes'
  | 'me'
  | 'welcome'
  | 'ride'
  | 'instruments'
  | 'methodology'
  | 'my-data'
  | 'appeals'
  | 'guardian'
  | 'closure'

const pathOf = (page: PageName): string => `/pages/resident/${page}`

/** Ways between the resident's pages. */
export const createNavigation = (nav: HostPort['nav']) => ({
  open: (page: PageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: PageName, parameters?: RouteParameters) => nav.replace(pathOf(page), parameters),
  /** Leaves everything behind, as after opening an account: going back leaves the module. */
  restart: (page: PageName) => nav.restart(pathOf(page)),
  back: () => nav.back(pathOf('home')),
})

export type Navigation = ReturnType<typeof createNavigation>
