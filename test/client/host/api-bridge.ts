import type { Device } from './device'
import { askHost, type HostApi } from './host-api'
import { guard, type Threads } from './logic-instance'
import type { Service } from './services'

export type Callbacks = {
  success?: (result: unknown) => void
  fail?: (reason: unknown) => void
  complete?: (outcome: unknown) => void
}
export type ApiOptions = Record<string, unknown> & Callbacks

export interface Wording {
  result(name: string, result: object): object
  failure(name: string, reason: unknown): object
}

/** A service as the mini-program calls it: callbacks or a promise, never in the same turn, everything copied across. */
export function bridgeService(
  { realm, onFault }: Pick<Threads, 'realm' | 'onFault'>,
  device: Device,
  wording: Wording,
  name: string,
  service: Service,
) {
  return (options: ApiOptions = {}) => {
    const { success, fail, complete, ...plain } = options
    device.calls.push({ name, options: plain })
    const report = (outcome: object, ...callbacks: (((outcome: unknown) => void) | undefined)[]) => {
      const copy = realm.copyIn(outcome)
      for (const callback of callbacks) guard(onFault, () => callback?.(copy))
      return copy
    }
    const run = async () => service(plain)
    const answered = (result: unknown) =>
      report(wording.result(name, (result ?? {}) as object), success, complete)
    const refused = (reason: unknown) => report(wording.failure(name, reason), fail, complete)
    if (success ?? fail ?? complete) return void run().then(answered, refused)
    return realm.tools.newPromise((resolve, reject) =>
      run().then(
        (result) => resolve(answered(result)),
        (reason) => reject(refused(reason)),
      ),
    )
  }
}

export function bridgeServices(
  threads: Pick<Threads, 'realm' | 'onFault'>,
  device: Device,
  wording: Wording,
  services: Readonly<Record<string, Service>>,
) {
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      bridgeService(threads, device, wording, name, service),
    ]),
  )
}

/** `invokeHost({ api, data, success, fail })`: how a city super-app adds its own methods to either dialect. */
export function createInvokeHost(
  { realm, onFault }: Pick<Threads, 'realm' | 'onFault'>,
  hostApi: HostApi,
  wording: Wording,
) {
  return ({ api, data, success, fail }: { api: string; data?: unknown } & Callbacks) => {
    const report = (answer: unknown, callback?: (answer: unknown) => void) =>
      guard(onFault, () => callback?.(realm.copyIn(answer)))
    askHost(
      hostApi,
      { method: api, parameters: data },
      (answer) => report(answer, success),
      (reason) => report(wording.failure('invokeHost', reason), fail),
    )
  }
}
