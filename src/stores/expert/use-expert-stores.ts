import type { Surroundings } from '../create-stores'
import { useStores } from '../stores-context'
import { createExpertStores, type ExpertStores } from './create-expert-stores'

const built = new WeakMap<Surroundings, ExpertStores>()

/** An expert's stores, one set for the app, made when the first of her pages opens. */
export function useExpertStores(): ExpertStores {
  const { surroundings } = useStores()
  const known = built.get(surroundings)
  if (known) return known
  const made = createExpertStores(surroundings)
  built.set(surroundings, made)
  return made
}
