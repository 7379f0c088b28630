import { useMember, type Member } from '../member'
import { useStores } from '../stores-context'
import { createOperatorStores, type OperatorStores } from './create-operator-stores'

const built = new WeakMap<Member, OperatorStores>()

/** The operator's stores, one set for the app, made when the first of its pages opens. */
export function useOperatorStores(): OperatorStores {
  const { surroundings } = useStores()
  const member = useMember()
  const known = built.get(member)
  if (known) return known
  const made = createOperatorStores(surroundings, member)
  built.set(member, made)
  return made
}
