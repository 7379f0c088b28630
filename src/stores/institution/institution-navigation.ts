import type { HostPort, RouteParameters } from '../../host'

/** The institution's pages by name; the file of the page carries the same. */
export type InstitutionPageName =
  | 'own-goods'
  | 'item'
  | 'new-goods'
  | 'figures'
  | 'collected'
  | 'budget'
  | 'consents'
  | 'dues'
  | 'disputes'
  | 'dispute'
  | 'given'
  | 'groups'
  | 'opened-group'

const pathOf = (page: InstitutionPageName): string => `/pages/institution/${page}`

/** Ways between the institution's pages; none leads to a resident's but the one home. */
export const createInstitutionNavigation = (nav: HostPort['nav']) => ({
  open: (page: InstitutionPageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: InstitutionPageName, parameters?: RouteParameters) => nav.replace(pathOf(page), parameters),
  /** Leaves everything behind, as when another institution acts from now on. */
  restart: (page: InstitutionPageName) => nav.restart(pathOf(page)),
  back: () => nav.back(pathOf('own-goods')),
  /** For whom only her shops bring here. */
  backToShops: () => nav.back('/pages/merchant/shops'),
})
