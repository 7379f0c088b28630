import { useMember, type Member } from '../member'
import { useStores } from '../stores-context'
import { createMerchantStores, type MerchantStores } from './create-merchant-stores'

const built = new WeakMap<Member, MerchantStores>()

/** The merchant's stores, one set for the app, made when the first of these pages opens: a resident never loads them. */
export function useMerchantStores(): MerchantStores {
  const { surroundings } = useStores()
  const member = useMember()
  const known = built.get(member)
  if (known) return known
  const made = createMerchantStores(member, surroundings)
  built.set(member, made)
  return made
}
