import { useRouter } from '@tarojs/taro'
import type { CreditRecord } from '#contract'
import { creditApi } from '../../api/resources/credit'
import type { Stores } from '../create-stores'
import { useMember, type Member } from '../member'
import { useStores } from '../stores-context'
import { createCreditNavigation, type As } from './credit-navigation'
import { CreditStore } from './credit-store'
import { StatementsStore } from './statements-store'

interface Authority extends Pick<Stores, 'client' | 'lastKnown'> {
  readonly as: As
}

/** Builds what the pages of a record read, over her own authority or that of the institution she acts for. */
function createCreditStores(
  { surroundings: { host, now }, client: hers }: Stores,
  { as, client, lastKnown }: Authority,
) {
  const isInstitution = as === 'institution'
  const api = creditApi(client, isInstitution ? '/v1/institution' : '/v1/me', hers)
  const kept = lastKnown.of<CreditRecord>(isInstitution ? 'institution-credit' : 'credit')
  const credit = new CreditStore(api, kept)
  const statements = new StatementsStore(api, now)
  return {
    as,
    navigation: createCreditNavigation(host.nav, as),
    credit,
    statements,
    /** Nothing of one institution is shown in another's name. */
    forget() {
      credit.forget()
      statements.forget()
    },
  }
}

type CreditStores = ReturnType<typeof createCreditStores>

const own = new WeakMap<Stores, CreditStores>()
const institutions = new WeakMap<Member, CreditStores>()

/** The stores of this page's name, made when the first of its pages opens; an institution's are emptied when another is acted for. */
export function useCreditStores(): CreditStores {
  const { as } = useRouter().params
  const stores = useStores()
  const member = useMember()
  if (as === 'institution') {
    const known = institutions.get(member)
    if (known) return known
    const made = createCreditStores(stores, { as, ...member })
    institutions.set(member, made)
    member.session.onLeave(made.forget)
    return made
  }
  const known = own.get(stores)
  if (known) return known
  const made = createCreditStores(stores, { as: 'me', ...stores })
  own.set(stores, made)
  return made
}
