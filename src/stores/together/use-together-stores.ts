import { togetherApi } from '../../api/resources/together'
import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import { RankingStore } from './ranking-store'
import { TogetherStore } from './together-store'
import { YearStore } from './year-store'

const createTogetherStores = ({
  client,
  lastKnown,
  now,
  surroundings: { host },
}: Pick<Stores, 'client' | 'lastKnown' | 'now' | 'surroundings'>) => {
  const api = togetherApi(client)
  return {
    together: new TogetherStore(api, host, lastKnown),
    ranking: new RankingStore(api),
    years: new YearStore(api, host, lastKnown, now),
  }
}

type TogetherStores = ReturnType<typeof createTogetherStores>

const built = new WeakMap<Stores, TogetherStores>()

/** One set for the app, made when the first of these pages opens. */
export function useTogetherStores(): TogetherStores {
  const stores = useStores()
  const known = built.get(stores)
  if (known) return known
  const made = createTogetherStores(stores)
  built.set(stores, made)
  return made
}
