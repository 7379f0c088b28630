import type { Membership } from '#contract'
import { may } from '#domain/institution'
import { operatorDeskApi } from '../../api/resources/operator-desk'
import type { Surroundings } from '../create-stores'
import type { Member } from '../member'
import { RemoteValue } from '../remote'
import { BookStore } from './book-store'
import { createOperatorNavigation } from './operator-navigation'
import { RefusedStore } from './refused-store'
import { RunsStore } from './runs-store'

/** Whether these pages are for this member: of an operator, and in charge there. */
export const suits = ({ isOperator, role }: Membership): boolean => isOperator && may(role, 'readOperations')

/** Builds what an operator's pages read, over the session of the member who acts. */
export function createOperatorStores(
  { host, now }: Pick<Surroundings, 'host' | 'now'>,
  { session, client }: Pick<Member, 'session' | 'client'>,
) {
  const api = operatorDeskApi(client)
  const stores = {
    desk: new RemoteValue(() => api.desk()),
    refused: new RefusedStore(api),
    runs: new RunsStore(api),
    books: new RemoteValue(() => api.books()),
    book: new BookStore(api),
    keys: new RemoteValue(() => api.keys()),
  }
  session.onLeave(() => Object.values(stores).forEach((store) => store.forget()))
  return { ...stores, session, now, navigation: createOperatorNavigation(host.nav) }
}

export type OperatorStores = ReturnType<typeof createOperatorStores>
