import type { ApiOptions } from './api-bridge'
import type { Device } from './device'
import { guard, type Threads } from './logic-instance'
import type { Incoming, Network, NetworkFault, Outgoing } from './network'

const FAILURE = {
  offline: { errMsg: 'request:fail ', errno: 600001 },
  timeout: { errMsg: 'request:fail timeout', errno: 5 },
  aborted: { errMsg: 'request:fail abort' },
}

/** `wx.request`: whatever the status, an answer is a success. */
export function createWxRequest({ realm, onFault }: Threads, device: Device, network: Network) {
  return (options: ApiOptions) => {
    device.calls.push({
      name: 'request',
      options: { url: options['url'], method: options['method'] ?? 'GET' },
    })
    const abort = new AbortController()
    const outgoing = { ...options, headers: options['header'] } as unknown as Outgoing
    const report = (outcome: object, callback?: (outcome: unknown) => void) => {
      const copy = realm.copyIn(outcome)
      for (const each of [callback, options.complete]) guard(onFault, () => each?.(copy))
    }
    network.send(outgoing, abort.signal).then(
      (answer) => report(success(answer, options['dataType']), options.success),
      (fault: NetworkFault) => report(FAILURE[fault.failure], options.fail),
    )
    return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} }
  }
}

/** WeChat parses JSON unless told not to and hands over text where that fails; every status is a success. */
function success({ status, headers, body }: Incoming, dataType: unknown) {
  return {
    errMsg: 'request:ok',
    statusCode: status,
    header: headers,
    cookies: [],
    data: dataType && dataType !== 'json' ? body : jsonOrText(body),
  }
}

export function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
