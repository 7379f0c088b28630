/** The super-apps of the simulated city: their servers, which speak the real protocol to ours, and a shell for the browser. */
export { listening } from './listening'
export { readText, sendJson } from './http-exchange'
export { nonceOfSigned, type KnownClient } from './signed-by-platform'
export { startHostServer, type HostConnection, type HostServer, type HostServerOptions } from './host-server'
export { HOST_IDS, type HostId } from './host-ids'
export { type InboxMessage } from './message-inbox'
export { startShell, type Shell, type ShellCity, type ShellOptions } from './shell/shell-server'
export { createSights, type Sights } from './shell/sights'
export { createHappenings, type Happenings, type NewHappening } from './shell/happenings'
export {
  type City,
  type HostAsk,
  type RideOrder,
  type ShownCard,
  type ShownPart,
  type ShownResident,
} from './shell/city-wire'
