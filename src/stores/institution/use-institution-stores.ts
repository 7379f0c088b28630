import { pictures } from '../../host/picture'
import { useMember, type Member } from '../member'
import { useStores } from '../stores-context'
import { createInstitutionStores, type InstitutionStores } from './create-institution-stores'

const built = new WeakMap<Member, InstitutionStores>()

/** The institution's stores, one set for the app, made when the first of its pages opens. */
export function useInstitutionStores(): InstitutionStores {
  const { surroundings } = useStores()
  const member = useMember()
  const known = built.get(member)
  if (known) return known
  const made = createInstitutionStores(surroundings, member, pictures)
  built.set(member, made)
  return made
}
