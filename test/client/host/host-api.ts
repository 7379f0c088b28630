/**
 * What the super-app around the module can be asked for, beyond what every mini-program host offers. A test gives small
 * functions or a client of a host server; docs/integration/hosts.md has the methods and their answers.
 */
export interface HostApi {
  /** A one-time ticket, however the host names it: WeChat's `code`, Alipay's `authCode`, the super-app's `getTicket`. */
  ticket?(): string | Promise<string>
  /**
   * One of the super-app's own methods (`getTicket`, `getCards`, `getCityCode`, `getUi` …). The answer may be late;
   * throw a HostRefusal to refuse. `tell` may be called again and again, for a method that is watched.
   */
  ask?(method: string, parameters: unknown, tell: (answer: unknown) => void): unknown
}

export type HostRefusalReason = 'cancelled' | 'denied' | 'notPermitted' | 'unsupported'

/** The host says no. Each dialect spells the reason its own way; other text is passed on as it is. */
export class HostRefusal extends Error {
  constructor(readonly reason: HostRefusalReason | (string & {})) {
    super(reason)
  }
}

/** Asks and hands every answer on; `refuse` hears the reason when there is none. */
export function askHost(
  hostApi: HostApi,
  { method, parameters }: { method: string; parameters: unknown },
  tell: (answer: unknown) => void,
  refuse: (reason: unknown) => void,
): void {
  const ask = async () => {
    if (method === 'getTicket' && hostApi.ticket) return { ticket: await hostApi.ticket() }
    if (!hostApi.ask) throw new HostRefusal('unsupported')
    return hostApi.ask(method, parameters, tell)
  }
  ask().then((answer) => answer !== undefined && tell(answer), refuse)
}
