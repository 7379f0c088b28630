/** What the pages of an operator's own people read: what came in, what was refused, runs, books and keys. */
export { suits } from './create-operator-stores'
export { type OperatorPageName } from './operator-navigation'
export { TURNS, type Turn } from './runs-store'
export { useOperatorStores } from './use-operator-stores'
