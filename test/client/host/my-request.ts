import type { ApiOptions } from './api-bridge'
import type { Device } from './device'
import { guard, type Threads } from './logic-instance'
import type { Incoming, Network, NetworkFailure, NetworkFault, Outgoing } from './network'
import { answerIn, jsonOrText, type Outcome } from './wx-request'

/** Alipay's numbers for what can go wrong with a request. */
const FAILURE: Readonly<Record<NetworkFailure, Outcome>> = {
  offline: { error: 12, errorMessage: '网络出错' },
  timeout: { error: 13, errorMessage: '超时' },
  aborted: { error: 9, errorMessage: 'request:fail abort' },
}
const HTTP_ERROR = 19
const NOT_DECODABLE = 14
const PARAMETER_WRONG = 2
const METHODS = ['GET', 'POST', 'PUT', 'DELETE']

/** `my.request`: an answer of status 400 and above is a failure, only four methods exist. */
export function createMyRequest({ realm, onFault }: Threads, device: Device, network: Network) {
  return (options: ApiOptions) => {
    device.calls.push({
      name: 'request',
      options: { url: options['url'], method: options['method'] ?? 'GET' },
    })
    const abort = new AbortController()
    const report = (outcome: Outcome) => {
      const copy = answerIn(realm, outcome)
      for (const each of ['error' in outcome ? options.fail : options.success, options.complete])
        guard(onFault, () => each?.(copy))
    }
    if (!METHODS.includes(String(options['method'] ?? 'GET')))
      setTimeout(
        () =>
          report({
            error: PARAMETER_WRONG,
            errorMessage: `method ${String(options['method'])} is not supported`,
          }),
        0,
      )
    else
      network.send(options as unknown as Outgoing, abort.signal).then(
        (answer) => report(outcomeOf(answer, options['dataType'])),
        (fault: NetworkFault) => report(FAILURE[fault.failure]),
      )
    return { abort: () => abort.abort() }
  }
}

/** A status from 400 up goes to `fail` as error 19, with the answer beside it. */
function outcomeOf({ status, headers, body, bytes }: Incoming, dataType: unknown): Outcome {
  const asked = String(dataType ?? 'json_or_text').toLowerCase()
  const data = asked === 'text' ? body : jsonOrText(body)
  if (status >= 400) return { error: HTTP_ERROR, errorMessage: 'http status error', status, headers, data }
  if (asked === 'arraybuffer') return { status, headers, bytes }
  if (asked === 'json' && data === body && body !== '')
    return { error: NOT_DECODABLE, errorMessage: 'JSON parse data error' }
  return { status, headers, data }
}
