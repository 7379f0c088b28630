import { cityTimeoutMs, type CityLink, type CityMethod } from './city'
import type { HostRefusal } from './port'
import { callVendor, functionOf, type VendorGlobal } from './vendor'

/**
 * A city super-app around a WeChat or Alipay mini-program answers through one added function,
 * `invokeHost({ api, data, success, fail })`: on `wx`/`my` when its container adds it there,
 * on the host's app object when we are a sub-package of its own mini-program.
 */
export function invokeHostLink(vendor: VendorGlobal, refusalOf: (error: unknown) => HostRefusal): CityLink {
  const holder = () => (functionOf(vendor, 'invokeHost') ? vendor : hostApp())
  const call = (api: CityMethod, data: object) => ({
    name: 'invokeHost',
    options: { api, data },
    // A host with nothing to add to its yes may leave the answer out.
    read: (answer: unknown) => answer ?? {},
  })
  return {
    has: () => functionOf(holder(), 'invokeHost') !== undefined,
    ask: (method, parameters = {}) =>
      callVendor(holder(), call(method, parameters), { refusalOf, timeoutMs: cityTimeoutMs(method) }),
    watch(method, listener) {
      let isListening = true
      const success = (answer: unknown) => {
        if (isListening) listener(answer)
      }
      functionOf(holder(), 'invokeHost')?.({ api: method, data: {}, success, fail: () => undefined })
      return () => {
        isListening = false
      }
    },
  }
}

/** In an independent sub-package the host's app may not have started: allowDefault answers with an empty one. */
function hostApp(): object {
  if (typeof getApp !== 'function') return {}
  const app: unknown = getApp({ allowDefault: true })
  return typeof app === 'object' && app !== null ? app : {}
}
