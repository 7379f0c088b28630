import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import { createMallStores, type MallStores } from './create-mall-stores'

const built = new WeakMap<Stores, MallStores>()

/** The mall's stores, one set for the app, made when the first of its pages opens: the home page never loads them. */
export function useMallStores(): MallStores {
  const stores = useStores()
  const known = built.get(stores)
  if (known) return known
  const made = createMallStores(stores)
  built.set(stores, made)
  return made
}
