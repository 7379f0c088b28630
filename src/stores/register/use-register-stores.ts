import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import { createRegisterStores, type RegisterStores } from './create-register-stores'

const built = new WeakMap<Stores, RegisterStores>()

/** The register's stores, one set for the app, made when the first of its pages opens. */
export function useRegisterStores(): RegisterStores {
  const stores = useStores()
  const known = built.get(stores)
  if (known) return known
  const made = createRegisterStores(stores)
  built.set(stores, made)
  return made
}
