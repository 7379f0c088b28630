import type { Surroundings } from '../create-stores'
import { useStores } from '../stores-context'
import { createStaffStores, type StaffStores } from './create-staff-stores'

const built = new WeakMap<Surroundings, StaffStores>()

/** The desk's stores, one set for the app, made when the first of its pages opens: a resident never loads them. */
export function useStaffStores(): StaffStores {
  const { surroundings } = useStores()
  const known = built.get(surroundings)
  if (known) return known
  const made = createStaffStores(surroundings)
  built.set(surroundings, made)
  return made
}
