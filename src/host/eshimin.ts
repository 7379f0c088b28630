import { cityTimeoutMs, type CityLink, type CityMethod } from './city'
import type { HostRefusal, HostResult } from './port'
import { field } from './read'
import { answered, refused } from './result'
import { functionOf, settleOnce } from './vendor'

/** What a page inside the super-app's web-view finds on its window; docs/integration/hosts.md is the contract. */
export type Bridge = object

const ANSWERED = 200

/** Codes of the bridge. Below 300 and negative they are the super-app's own; 401 to 451 follow HTTP's meaning. */
const REFUSALS: Readonly<Record<number, HostRefusal>> = {
  [-1]: 'unsupported',
  [-2]: 'notPermitted',
  [-3]: 'unsupported',
  [-4]: 'unsupported',
  [-5]: 'cancelled',
  401: 'denied',
  403: 'denied',
  404: 'unsupported',
  405: 'bridgeMissing',
  408: 'timeout',
  428: 'needsTap',
  451: 'privacyRefused',
  503: 'offline',
}

type Deliver = (payload: unknown) => void

/** The two dialects in use: newer containers have `invoke(name, params, callback)`, older ones `method({...})`. */
function say(bridge: Bridge, method: CityMethod, parameters: object, deliver: Deliver): void {
  const invoke = functionOf(bridge, 'invoke')
  if (invoke) invoke(method, parameters, deliver)
  else functionOf(bridge, 'method')?.({ name: method, params: parameters, onResponse: deliver })
}

/** `findBridge` is asked at every call: containers inject the bridge when they please. */
export function eshiminLink(findBridge: () => Bridge | undefined, isExpected: () => boolean): CityLink {
  const missing = () => refused(isExpected() ? 'bridgeMissing' : 'unsupported')
  return {
    has(method) {
      const bridge = findBridge()
      if (!bridge) return false
      const listed = field(bridge, 'methods')
      return Array.isArray(listed) ? listed.includes(method) : true
    },
    ask(method, parameters = {}) {
      const bridge = findBridge()
      if (!bridge) return Promise.resolve(missing())
      return settleOnce(cityTimeoutMs(method), (settle) => {
        try {
          say(bridge, method, parameters, (payload) => settle(readAnswer(payload)))
        } catch {
          settle(refused('bridgeMissing'))
        }
      })
    },
    watch(method, listener) {
      let isListening = true
      const bridge = findBridge()
      if (bridge) {
        say(bridge, method, {}, (payload) => {
          const result = readAnswer(payload)
          if (isListening && result.ok) listener(result.value)
        })
      }
      return () => {
        isListening = false
      }
    },
  }
}

/** An answer is `{ code, msg, data }`; it and its data come as an object or as JSON text. */
function readAnswer(payload: unknown): HostResult<unknown> {
  const answer = unpack(payload)
  const code = Number(field(answer, 'code'))
  return code === ANSWERED
    ? answered(unpack(field(answer, 'data')))
    : refused(REFUSALS[code] ?? 'unsupported')
}

function unpack(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}
