import type { HostPort, RouteParameters } from '../../host'

/** The staff pages by name; the file of the page carries the same. */
export type StaffPageName =
  | 'sign-in'
  | 'desk'
  | 'runs'
  | 'run'
  | 'appeals'
  | 'appeal'
  | 'disputes'
  | 'credit-desk'
  | ConsolePageName
  | SupervisionPageName

type SupervisionPageName = 'search' | 'suspensions' | 'quality' | 'fraud-reports' | 'fraud-report' | 'actions'

/** Pages of the second package. */
const CONSOLE = [
  'methodologies',
  'methodology',
  'record',
  'draft-run',
  'version',
  'scenes',
  'scene',
  'projects',
  'project',
] as const
/** Pages of the third. */
const LISTS = ['exclusions', 'experts'] as const
type ConsolePageName = (typeof CONSOLE)[number] | (typeof LISTS)[number]

const PACKAGES: readonly (readonly [folder: string, pages: readonly string[]])[] = [
  ['console', CONSOLE],
  ['lists', LISTS],
]

const pathOf = (page: StaffPageName): string =>
  `/pages/${PACKAGES.find(([, pages]) => pages.includes(page))?.[0] ?? 'staff'}/${page}`

/** Ways between the staff pages; none leads to a resident's. */
export const createStaffNavigation = (nav: HostPort['nav']) => ({
  open: (page: StaffPageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: StaffPageName, parameters?: RouteParameters) => nav.replace(pathOf(page), parameters),
  back: () => nav.back(pathOf('desk')),
  /** Experts have a door of their own. */
  toExperts: () => nav.replace('/pages/expert/sign-in'),
})
