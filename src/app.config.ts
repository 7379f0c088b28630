/** Page names under pages/resident: the main package, which everybody loads. */
const residentPages = ['home', 'rides', 'scenes', 'me', 'welcome', 'ride', 'instruments', 'methodology']

/** Subpackages: folder under pages/ → its page names. Each loads only when one of its pages is opened. */
const subpackages: Record<string, string[]> = {
  account: ['my-data', 'appeals', 'guardian', 'closure'],
  together: ['together', 'join', 'group', 'board', 'year', 'titles'],
  mall: ['points', 'goods', 'goods-detail', 'vouchers', 'voucher', 'approval'],
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
  institution: [
    'own-goods',
    'item',
    'new-goods',
    'figures',
    'collected',
    'budget',
    'consents',
    'dues',
    'disputes',
    'dispute',
    'given',
    'groups',
    'opened-group',
  ],
  merchant: ['work', 'till', 'today', 'members', 'shops', 'statements', 'statement'],
  register: ['register', 'rule-entry', 'scene-entry', 'project-entry'],
  applicant: [
    'applications',
    'project',
    'project-draft',
    'readings',
    'scene',
    'scene-draft',
    'proposal',
    'proposal-draft',
    'entrustments',
  ],
  console: [
    'methodologies',
    'methodology',
    'record',
    'draft-run',
    'version',
    'scenes',
    'scene',
    'projects',
    'project',
  ],
  operator: ['intake', 'refused', 'runs', 'books', 'book', 'keys'],
  lists: ['exclusions', 'experts'],
  expert: ['sign-in', 'reviews', 'review'],
  report: ['fraud', 'progress'],
  staff: [
    ...['sign-in', 'desk', 'runs', 'run', 'appeals', 'appeal', 'disputes'],
    ...['search', 'suspensions', 'quality', 'fraud-reports', 'fraud-report', 'actions', 'credit-desk'],
  ],
}

export default defineAppConfig({
  pages: residentPages.map((name) => `pages/resident/${name}`),
  subPackages: Object.entries(subpackages).map(([role, pages]) => ({ root: `pages/${role}`, pages })),
  // Whoever looks at what is hers may open one of its pages next, perhaps where the network is weak.
  preloadRule: { 'pages/resident/me': { network: 'all', packages: ['pages/account', 'pages/mall'] } },
  window: {
    navigationBarTitleText: '随碳',
    navigationBarBackgroundColor: '#f6f2e8',
    navigationBarTextStyle: 'black',
    backgroundTextStyle: 'light',
  },
  lazyCodeLoading: 'requiredComponents',
})
