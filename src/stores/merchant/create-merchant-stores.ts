import { reaction } from 'mobx'
import { institutionApi } from '../../api/resources/institution'
import { statementApi } from '../../api/resources/statements'
import { tillApi } from '../../api/resources/tills'
import type { Surroundings } from '../create-stores'
import type { Member } from '../member'
import { MembersStore } from './members-store'
import { OfflineStore } from './offline-store'
import { ShopsStore } from './shops-store'
import { StatementStore } from './statement-store'
import { StatementsStore } from './statements-store'
import { LogBook } from './till-log'
import { TillShelf } from './till-shelf'
import { TillStore } from './till-store'
import { TodayStore } from './today-store'

/** Builds what a merchant's pages read, over the session of the member who acts. */
export function createMerchantStores({ session, client }: Member, { host, now }: Surroundings) {
  const shelf = new TillShelf(host.store)
  const api = tillApi(client)
  const offline = new OfflineStore(api, session, shelf, new LogBook(host.store), host, now)
  const till = new TillStore(host, api, session, shelf, offline)
  const today = new TodayStore(api, till, now)
  const members = new MembersStore(institutionApi(client))
  const shops = new ShopsStore(institutionApi(client), () => session.renew())
  const statements = new StatementsStore(statementApi(client), now)
  const statement = new StatementStore(statementApi(client), host)
  session.onLeave(() => {
    till.leave()
    for (const { list } of [members, shops]) list.forget()
    today.forget()
    statements.forget()
    statement.forget()
  })
  forgetDismissed(session, shelf)
  host.network.onChange((isOnline) => {
    if (isOnline && till.till) void offline.sync()
  })
  return {
    till,
    offline,
    today,
    members,
    shops,
    statements,
    statement,
    scan: () => host.scan(),
    canScan: () => host.can('scan'),
    /** As long as a code is on the screen; returns how to end it. */
    keepBright: () => host.screen.keepBright(),
  }
}

export type MerchantStores = ReturnType<typeof createMerchantStores>

/** Keys of whoever does not work here any more go from this device as soon as it hears of it. */
function forgetDismissed(session: Member['session'], shelf: TillShelf): void {
  reaction(
    () => session.memberships.remote,
    (remote) => {
      if (remote.state !== 'ready') return
      const mine = remote.value.items.map(({ memberId }) => memberId)
      shelf.forget(({ memberId }) => !mine.includes(memberId))
    },
  )
  // Whom she acted for she no longer does: her list is asked for again.
  reaction(
    () => session.end,
    (end) => end === 'dismissed' && void session.memberships.load(),
  )
}
