/**
 * The one typed port to whatever host we run in: identity, cards, scanner, look, navigation, network.
 * A build for a mini-program takes index.<platform>.ts in place of this file, which is the port in a browser.
 */
export { host } from './index.h5'
export type {
  Capability,
  FeelKind,
  HandedOver,
  HostLocation,
  HostPort,
  HostRefusal,
  HostRequest,
  HostResponse,
  HostResult,
  HostUi,
  Json,
  RouteParameters,
  Unsubscribe,
} from './port'
