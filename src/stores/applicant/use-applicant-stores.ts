import { useRouter } from '@tarojs/taro'
import { useMember, type Member } from '../member'
import { useStores } from '../stores-context'
import type { Stores } from '../create-stores'
import { createApplicantStores, type ApplicantStores } from './create-applicant-stores'

/** In whose name a page is open: her own, or that of the institution she acts for. */
export type As = 'me' | 'institution'

const own = new WeakMap<Stores, ApplicantStores>()
const institutions = new WeakMap<Member, ApplicantStores>()

/** The applicant's stores of this page's name, made when the first of its pages opens; an institution's are emptied when another is acted for. */
export function useApplicantStores(): ApplicantStores {
  const { as } = useRouter().params
  const stores = useStores()
  const member = useMember()
  if (as === 'institution') {
    const known = institutions.get(member)
    if (known) return known
    const made = createApplicantStores(stores, { as, ...member })
    institutions.set(member, made)
    member.session.onLeave(made.forget)
    return made
  }
  const known = own.get(stores)
  if (known) return known
  const made = createApplicantStores(stores, { as: 'me', ...stores })
  own.set(stores, made)
  return made
}
