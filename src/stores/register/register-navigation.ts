import type { HostPort, RouteParameters } from '../../host'

type RegisterPageName = 'register' | 'rule-entry' | 'scene-entry' | 'project-entry'

const pathOf = (page: RegisterPageName): string => `/pages/register/${page}`

/** Ways between the register's pages. */
export const createRegisterNavigation = (nav: HostPort['nav']) => ({
  open: (page: RegisterPageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Whoever came by a link has nothing behind her: then the register itself. */
  back: () => nav.back(pathOf('register')),
})
