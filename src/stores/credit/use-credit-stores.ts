import type { CreditRecord } from '#contract'
import { creditApi } from '../../api/resources/credit'
import type { Stores } from '../create-stores'
import { byAuthority, type Authority } from '../member'
import { createCreditNavigation } from './credit-navigation'
import { CreditStore } from './credit-store'
import { StatementsStore } from './statements-store'

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

/** The stores of this page's name. */
export const useCreditStores = byAuthority(createCreditStores)
