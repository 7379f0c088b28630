/** The super-apps of the simulated city: their servers, which speak the real protocol to ours, and a shell for the browser. */
export {
  HOST_IDS,
  startHostServer,
  type HostConnection,
  type HostId,
  type HostServer,
  type HostServerOptions,
} from './host-server'
