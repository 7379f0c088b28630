/** What several of the console's pages are made of. */
export { NamesList, type NameUnder } from './names-list'
export { StateList } from './state-list'
export { useDay } from './use-day'
