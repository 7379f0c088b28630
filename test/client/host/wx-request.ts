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
    const report = (outcome: Outcome, callback?: (outcome: unknown) => void) => {
      const copy = answerIn(realm, outcome)
      for (const each of [callback, options.complete]) guard(onFault, () => each?.(copy))
    }
    network.send(outgoing, abort.signal).then(
      (answer) => report(success(answer, options), options.success),
      (fault: NetworkFault) => report(FAILURE[fault.failure], options.fail),
    )
    return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} }
  }
}

/** WeChat parses JSON unless told not to and hands over text where that fails; every status is a success. */
function success({ status, headers, body, bytes }: Incoming, { dataType, responseType }: ApiOptions) {
  return {
    ...(responseType === 'arraybuffer' && { bytes }),
    errMsg: 'request:ok',
    statusCode: status,
    header: headers,
    cookies: [],
    data: dataType && dataType !== 'json' ? body : jsonOrText(body),
  }
}

/** What a mini-program is told of a request. */
export type Outcome = Record<string, unknown> & { readonly bytes?: Buffer }

/** An answer in the mini-program's own realm; bytes that were asked for are its data there. */
export function answerIn({ copyIn, tools }: Threads['realm'], { bytes, ...rest }: Outcome): object {
  return Object.assign(copyIn(rest), bytes && { data: tools.buffer(JSON.stringify([...bytes])) })
}

export function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
