import { createApiClient } from '../api'
import { createApi, sessionApi } from '../api/resources'
import type { HostPort } from '../host'
import { HomeStore } from './home-store'
import { InstrumentsStore } from './instruments-store'
import { LastKnown } from './last-known'
import { MeStore } from './me-store'
import { MessagesStore } from './messages-store'
import { MethodologyStore } from './methodology-store'
import { createNavigation } from './navigation'
import { RideStore } from './ride-store'
import { RidesStore } from './rides-store'
import { ScenesStore } from './scenes-store'
import { SessionStore } from './session-store'
import { UiStore } from './ui-store'

/** What all stores are built around, those of another role in their own subpackage too. */
export interface Surroundings {
  readonly host: HostPort
  /** Address of the platform service without a trailing slash. */
  readonly baseUrl: string
  readonly now: () => Date
}

/** Builds every store of the app around one host and one service. */
export function createStores(surroundings: Surroundings) {
  const { host, baseUrl, now } = surroundings
  // The calls that bring a token carry none, so they cannot wait for their own renewal.
  const anonymous = createApiClient({
    baseUrl,
    host,
    accessToken: () => undefined,
    refresh: () => Promise.resolve(false),
  })
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => session.tokens?.accessToken,
    refresh: () => session.refresh(),
  })
  const api = createApi(client)
  const session = new SessionStore(host, sessionApi(anonymous), api.account, client.forget)
  const lastKnown = new LastKnown(host.store, () => session.accountId)
  const navigation = createNavigation(host.nav)
  host.network.onChange((isOnline) => {
    if (isOnline) void session.recover()
  })
  return {
    surroundings,
    client,
    lastKnown,
    now,
    navigation,
    session,
    ui: new UiStore(host, navigation),
    home: new HomeStore(api.rides, lastKnown),
    rides: new RidesStore(api.rides, lastKnown, now),
    ride: new RideStore(api.rides, lastKnown),
    scenes: new ScenesStore(api.scenes, lastKnown),
    instruments: new InstrumentsStore(host, api.instruments, api.account, lastKnown),
    messages: new MessagesStore(api.messages, lastKnown),
    methodology: new MethodologyStore(api.methodologies, lastKnown),
    me: new MeStore(api.account, session, host, now, lastKnown),
  }
}

export type Stores = ReturnType<typeof createStores>
