import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import { createMember, type Member } from './create-member'

const built = new WeakMap<Stores, Member>()

/** Who acts for which institution: one for the app, whatever role's page asks first. */
export function useMember(): Member {
  const stores = useStores()
  const known = built.get(stores)
  if (known) return known
  const made = createMember(stores)
  built.set(stores, made)
  return made
}
