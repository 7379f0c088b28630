/** What a resident comes for, in the main package. */
type DailyPage = 'home' | 'rides' | 'scenes' | 'me' | 'welcome' | 'ride' | 'instruments' | 'methodology'

/** What she does with her account now and then, in a package of its own. */
const RARE_PAGES = ['my-data', 'appeals', 'guardian', 'closure'] as const

/** The resident's pages by name; the file of the page carries the same. */
export type PageName = DailyPage | (typeof RARE_PAGES)[number]

/** Where the module has the page. */
export const pathOf = (page: PageName): string =>
  `/pages/${RARE_PAGES.some((rare) => rare === page) ? 'account' : 'resident'}/${page}`
