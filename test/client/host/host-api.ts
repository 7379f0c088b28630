/**
 * What the super-app around the module can be asked for, apart from what every mini-program host offers. A test gives
 * small functions or a client of a host server; each answer may be late, and a rejection is the host's refusal.
 */
export interface HostApi {
  /** A one-time login ticket: WeChat's `code`, Alipay's `authCode`. */
  ticket?(): string | Promise<string>
  /** An extension method of the super-app by its name, as `my.call` reaches it. */
  call?(method: string, params: unknown): unknown
}

/** A refusal in the host's own words and number; anything else that is thrown is reported as a plain failure. */
export class HostRefusal extends Error {
  constructor(
    message: string,
    readonly code?: number,
  ) {
    super(message)
  }
}
