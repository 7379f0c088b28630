import { useStaffStores, type StaffStores } from '../staff'
import { createConsoleStores, type ConsoleStores } from './create-console-stores'

const built = new WeakMap<StaffStores, ConsoleStores>()

/** The console's stores, one set for the desk, made when the first of its pages opens. */
export function useConsoleStores(): ConsoleStores {
  const staff = useStaffStores()
  const known = built.get(staff)
  if (known) return known
  const made = createConsoleStores(staff)
  built.set(staff, made)
  return made
}
