import { createApiClient } from '../../api'
import { codeReadingApi } from '../../api/resources/credit'
import type { Surroundings } from '../create-stores'
import { useStores } from '../stores-context'
import { CodeReadingStore } from './code-reading-store'

const built = new WeakMap<Surroundings, CodeReadingStore>()

/** One for the app, made when its page opens. Its calls carry no token: the holder is told who reads by what the reader writes. */
export function useCodeReadingStore(): CodeReadingStore {
  const { surroundings } = useStores()
  const known = built.get(surroundings)
  if (known) return known
  const { host, baseUrl } = surroundings
  const anonymous = { accessToken: () => undefined, refresh: () => Promise.resolve(false) }
  const client = createApiClient({ baseUrl, host, ...anonymous })
  const made = new CodeReadingStore(codeReadingApi(client), host)
  built.set(surroundings, made)
  return made
}
