import type { HostRefusal, HostResult, Unsubscribe } from './port'
import { answered, refused } from './result'

/** `wx` or `my`: hosts add and leave out functions, so each one is looked for before it is called. */
export type VendorGlobal = object

type VendorFunction = (...args: unknown[]) => unknown

/** One function of a vendor that answers through `success` or `fail`. */
export interface VendorCall<T> {
  readonly name: string
  readonly options?: object
  /** Takes what we need from the answer; undefined when it is not there. */
  readonly read: (answer: unknown) => T | undefined
}

export interface VendorManners {
  /** What a failure of this vendor means. */
  readonly refusalOf: (error: unknown) => HostRefusal
  /** How long a call that shows nothing may take. */
  readonly timeoutMs: number
}

export function functionOf(vendor: VendorGlobal, name: string): VendorFunction | undefined {
  const found = (vendor as Record<string, unknown>)[name]
  return typeof found === 'function' ? (...args) => (found as VendorFunction).apply(vendor, args) : undefined
}

/** Calls `vendor[name]({ ...options, success, fail })`. Never throws and always settles, if need be with `timeout`. */
export function callVendor<T>(
  vendor: VendorGlobal,
  { name, options, read }: VendorCall<T>,
  { refusalOf, timeoutMs }: VendorManners,
): Promise<HostResult<T>> {
  const call = functionOf(vendor, name)
  if (!call) return Promise.resolve(refused('unsupported'))
  return settleOnce(timeoutMs, (settle) => {
    const success = (answer: unknown) => {
      const value = read(answer)
      settle(value === undefined ? refused('unsupported') : answered(value))
    }
    const fail = (error: unknown) => settle(refused(refusalOf(error)))
    try {
      call({ ...options, success, fail })
    } catch (error) {
      fail(error)
    }
  })
}

/** The first answer counts; silence becomes `timeout`. */
export function settleOnce<T>(
  timeoutMs: number,
  start: (settle: (result: HostResult<T>) => void) => void,
): Promise<HostResult<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(refused('timeout')), timeoutMs)
    start((result) => {
      clearTimeout(timer)
      resolve(result)
    })
  })
}

/** The value of a synchronous function; undefined when the host lacks it or it fails. */
export function callNow(vendor: VendorGlobal, name: string, ...args: unknown[]): unknown {
  try {
    return functionOf(vendor, name)?.(...args)
  } catch {
    return undefined
  }
}

/** Listens to `vendor.on<event>`, as far as the host has it. */
export function listenTo(
  vendor: VendorGlobal,
  event: string,
  listener: (answer: unknown) => void,
): Unsubscribe {
  callNow(vendor, `on${event}`, listener)
  return () => void callNow(vendor, `off${event}`, listener)
}
