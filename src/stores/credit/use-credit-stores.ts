import { creditApi } from '../../api/resources/credit'
import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import { CreditStore } from './credit-store'
import { StatementsStore } from './statements-store'

/** Builds what the pages of a credit record read, over the session of the resident who is here. */
const createCreditStores = ({ client, lastKnown, now }: Stores) => {
  const api = creditApi(client)
  return { credit: new CreditStore(api, lastKnown), statements: new StatementsStore(api, now) }
}

type CreditStores = ReturnType<typeof createCreditStores>

const built = new WeakMap<Stores, CreditStores>()

/** The stores of these pages, one set for the app, made when the first of them opens: the home page never loads them. */
export function useCreditStores(): CreditStores {
  const stores = useStores()
  const known = built.get(stores)
  if (known) return known
  const made = createCreditStores(stores)
  built.set(stores, made)
  return made
}
