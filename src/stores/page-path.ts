/** Folder below pages/ → the resident's pages in it; the file of a page carries its name. */
const PAGES = {
  /** What she comes for, in the main package. */
  resident: ['home', 'rides', 'scenes', 'me', 'welcome', 'ride', 'instruments', 'methodology'],
  /** What she does with her account now and then, in a package of its own. */
  account: ['my-data', 'appeals', 'guardian', 'closure'],
  /** Riding with others: districts, groups, titles and the year, in a package of its own. */
  together: ['together', 'join', 'group', 'board', 'year', 'titles'],
  /** Points and what they buy, in a package of its own. */
  mall: ['points', 'goods', 'goods-detail', 'vouchers', 'voucher', 'approval'],
  /** Her credit record and whom she lets look at it, in a package of its own. */
  credit: [
    'credit',
    'credit-falls',
    'medals',
    'credit-corrections',
    'credit-statements',
    'credit-statement',
    'new-statement',
    'read-statement',
  ],
  /** The work of a merchant's people, in a package of its own. */
  merchant: ['work', 'till', 'today', 'members', 'shops', 'statements', 'statement'],
  /** Where her work for a mall operator or a sponsor begins, and where a merchant too answers a mall. */
  institution: ['own-goods', 'consents', 'given', 'groups'],
  /** What anybody may read of methodologies, scenes and projects, in a package of its own. */
  register: ['register', 'rule-entry', 'scene-entry', 'project-entry'],
  /** Projects, scenes and methodologies that are applied for. */
  applicant: ['applications', 'project', 'proposal'],
  /** What a transit company's own people look at. */
  operator: ['intake'],
  /** Suspected fraud, reported and followed by anybody. */
  report: ['fraud', 'progress'],
} as const

type Folder = keyof typeof PAGES

export type PageName = (typeof PAGES)[Folder][number]

const FOLDERS = Object.keys(PAGES) as Folder[]

/** Where the module has the page. */
export const pathOf = (page: PageName): string =>
  `/pages/${FOLDERS.find((folder) => PAGES[folder].some((name) => name === page))}/${page}`
