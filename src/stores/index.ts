/** What the pages read: one plain class per subject, collaborators handed in, one set of them for the whole app. */
export { createStores, type Stores } from './create-stores'
export { StoresProvider, useStores } from './stores-context'
export { FormsOut } from './forms-out'
export { loadTogether, shownOf, type Remote } from './remote'
export type { PageName } from './page-path'
