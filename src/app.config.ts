/** Page names under pages/resident: the main package, and everything an embedded module carries. */
const residentPages = [
  'home',
  'rides',
  'scenes',
  'me',
  'welcome',
  'ride',
  'instruments',
  'methodology',
  'my-data',
  'appeals',
  'guardian',
  'closure',
]

/** Subpackages: folder under pages/ → its page names. Each loads only when one of its pages is opened. */
const subpackages: Record<string, string[]> = {
  staff: ['sign-in', 'desk', 'run', 'appeals', 'appeal'],
}

export default defineAppConfig({
  pages: residentPages.map((name) => `pages/resident/${name}`),
  subPackages: Object.entries(subpackages).map(([role, pages]) => ({ root: `pages/${role}`, pages })),
  window: {
    navigationBarTitleText: '随碳',
    navigationBarBackgroundColor: '#f6f2e8',
    navigationBarTextStyle: 'black',
    backgroundTextStyle: 'light',
  },
  lazyCodeLoading: 'requiredComponents',
})
