import { useRouter } from '@tarojs/taro'
import type { Stores } from '../create-stores'
import { useStores } from '../stores-context'
import type { Member } from './create-member'
import { useMember } from './use-member'

/** In whose name a page is open: her own, or that of the institution she acts for. */
export type As = 'me' | 'institution'

/** By what a page's stores ask the service. */
export interface Authority extends Pick<Stores, 'client' | 'lastKnown'> {
  readonly as: As
}

/**
 * A hook that gives the stores of the open page's name (`?as=institution`, else her own), each set made when the first of its pages opens; an
 * institution's are emptied when another is acted for.
 */
export function byAuthority<Made extends { forget(): void }>(
  make: (stores: Stores, authority: Authority) => Made,
): () => Made {
  const own = new WeakMap<Stores, Made>()
  const institutions = new WeakMap<Member, Made>()
  return () => {
    const { as } = useRouter().params
    const stores = useStores()
    const member = useMember()
    if (as === 'institution') {
      const known = institutions.get(member)
      if (known) return known
      const made = make(stores, { as, ...member })
      institutions.set(member, made)
      member.session.onLeave(made.forget)
      return made
    }
    const known = own.get(stores)
    if (known) return known
    const made = make(stores, { as: 'me', ...stores })
    own.set(stores, made)
    return made
  }
}
