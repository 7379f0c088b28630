import type { HostPort, RouteParameters } from '../../host'
import type { As } from '../member'

/** The applicant's pages by name; the file of the page carries the same. */
export type ApplicantPageName =
  | 'applications'
  | 'project'
  | 'project-draft'
  | 'readings'
  | 'scene'
  | 'scene-draft'
  | 'proposal'
  | 'proposal-draft'
  | 'entrustments'

const pathOf = (page: ApplicantPageName): string => `/pages/applicant/${page}`

/** Ways between the applicant's pages; each keeps in whose name it is. */
export const createApplicantNavigation = (nav: HostPort['nav'], as: As) => ({
  open: (page: ApplicantPageName, parameters: RouteParameters = {}) =>
    nav.to(pathOf(page), { as, ...parameters }),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: ApplicantPageName, parameters: RouteParameters = {}) =>
    nav.replace(pathOf(page), { as, ...parameters }),
  /** The same list in another's name. */
  actAs: (other: As) => nav.replace(pathOf('applications'), { as: other }),
  back: () => nav.back(`${pathOf('applications')}?as=${as}`),
  /** From the list back to what is her own. */
  leave: () => nav.back('/pages/resident/me'),
})

export type ApplicantNavigation = ReturnType<typeof createApplicantNavigation>
