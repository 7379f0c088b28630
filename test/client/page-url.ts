import { pathOf, type PageName } from '../../src/stores/page-path'

/** Where the module has a page of this name; what stands after a question mark stays. */
export const pageUrl = (page: string): string => {
  const [name, query] = page.split('?')
  return pathOf(name as PageName) + (query === undefined ? '' : `?${query}`)
}
