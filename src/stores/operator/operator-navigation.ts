import type { HostPort, RouteParameters } from '../../host'

/** The operator's pages by name; the file of the page carries the same. */
export type OperatorPageName = 'intake' | 'refused' | 'runs' | 'books' | 'book' | 'keys'

const pathOf = (page: OperatorPageName): string => `/pages/operator/${page}`

/** Ways between the operator's pages. */
export const createOperatorNavigation = (nav: HostPort['nav']) => ({
  open: (page: OperatorPageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: OperatorPageName) => nav.replace(pathOf(page)),
  /** Leaves everything behind, as when another institution acts from now on. */
  restart: () => nav.restart(pathOf('intake')),
  back: () => nav.back(pathOf('intake')),
  /** From a main place back to what is her own. */
  leave: () => nav.back('/pages/resident/me'),
  toApplications: () => nav.to('/pages/applicant/applications', { as: 'institution' }),
})
