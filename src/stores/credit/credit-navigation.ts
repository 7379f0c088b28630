import type { HostPort, RouteParameters } from '../../host'
import type { As } from '../member'
import { pathOf, type PageName } from '../page-path'

/** The pages of one record. */
type CreditPageName = Extract<
  PageName,
  | 'credit'
  | 'credit-falls'
  | 'medals'
  | 'credit-corrections'
  | 'credit-statements'
  | 'credit-statement'
  | 'new-statement'
>

const named = (as: As): RouteParameters => (as === 'institution' ? { as } : {})

/** Ways between the pages of a record; each keeps whose it is. */
export const createCreditNavigation = (nav: HostPort['nav'], as: As) => ({
  open: (page: CreditPageName, parameters: RouteParameters = {}) =>
    nav.to(pathOf(page), { ...named(as), ...parameters }),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: CreditPageName, parameters: RouteParameters = {}) =>
    nav.replace(pathOf(page), { ...named(as), ...parameters }),
  /** The same in another's name. */
  actAs: (other: As) => nav.replace(pathOf('credit'), named(other)),
  /** Back to the record. */
  back: () => nav.back(`${pathOf('credit')}?as=${as}`),
  /** From the record back to what is her own. */
  leave: () => nav.back(pathOf('me')),
})
