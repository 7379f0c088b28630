import { createApiClient } from '../../api'
import { creditDeskApi } from '../../api/resources/credit-desk'
import { staffApi, staffSessionApi } from '../../api/resources/staff'
import { staffDeskApi } from '../../api/resources/staff-desk'
import { supervisionApi } from '../../api/resources/supervision'
import type { Surroundings } from '../create-stores'
import { RemoteValue } from '../remote'
import { afterActs } from './after-acts'
import { AppealsStore } from './appeals-store'
import { DeskStore } from './desk-store'
import { CreditDeskStore } from './credit-desk-store'
import { RunStore } from './run-store'
import { RunsStore } from './runs-store'
import { createStaffNavigation } from './staff-navigation'
import { createSupervisionStores } from './create-supervision-stores'
import { StaffSessionStore } from './staff-session-store'

/** A replay reads every ride of a run again. */
const TIMEOUT_MS = 60_000

/** Builds the desk's stores around the host and the service that the app runs on. */
export function createStaffStores({ host, baseUrl, now }: Surroundings) {
  const anonymous = createApiClient({
    baseUrl,
    host,
    accessToken: () => undefined,
    refresh: () => Promise.resolve(false),
  })
  const signedIn = createApiClient({
    baseUrl,
    host,
    timeoutMs: TIMEOUT_MS,
    accessToken: () => session.accessToken(),
    // Only a new signature brings a new token, and nothing is signed unseen.
    refresh() {
      session.expire()
      return Promise.resolve(false)
    },
  })
  // What she has done waits for her no more, wherever she stands.
  const client = afterActs(signedIn, () => void desk.recount())
  const api = staffApi(client)
  const session = new StaffSessionStore(host.store, staffSessionApi(anonymous), now, () => {
    client.forget()
    runs.forget()
    run.forget()
    appeals.forget()
    disputes.forget()
    desk.forget()
    leavings.forEach((drop) => drop())
    for (const store of Object.values(supervision)) store.forget()
    creditDesk.forget()
  })
  const leavings = new Set<() => void>()
  const runs = new RunsStore(api, session)
  const run = new RunStore(api, session)
  const appeals = new AppealsStore(api)
  const creditDesk = new CreditDeskStore(creditDeskApi(client))
  const disputes = new RemoteValue(() => api.disputes())
  const desk = new DeskStore(staffDeskApi(client), session, now)
  const supervision = createSupervisionStores(supervisionApi(client), { host, now })
  return {
    navigation: createStaffNavigation(host.nav),
    session,
    runs,
    run,
    appeals,
    disputes,
    desk,
    /** For what other sub-packages read with her authority: they drop what they fetched for the person before. */
    client,
    whenSheLeaves: (drop: () => void) => void leavings.add(drop),
    supervision,
    creditDesk,
    init: () => host.init(),
  }
}

export type StaffStores = ReturnType<typeof createStaffStores>
