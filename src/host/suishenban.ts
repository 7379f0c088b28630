import { askTicket, cityTimeoutMs, type CityLink, type CityMethod } from './city'
import { miniProgramHost } from './mini-program'
import { myDialect, myRefusal } from './my-dialect'
import type { HostPort, HostResult } from './port'
import { field } from './read'
import { answered, DONE, refused } from './result'
import { functionOf, settleOnce, type VendorGlobal } from './vendor'

/** The city super-app's mini-program container: Alipay's `my`, and `my.call(name, parameters, callback)` for what is the city's. */
export function suishenbanHost(my: VendorGlobal): HostPort {
  const link = callLink(my)
  return miniProgramHost(my, {
    ...myDialect(my, link),
    hostId: 'suishenban',
    canGiveTicket: () => link.has('getTicket'),
    ticket: () => askTicket(link),
    canShare: () => link.has('share'),
    async share(content) {
      const result = await link.ask('share', content)
      return result.ok ? DONE : result
    },
  })
}

const ssbName = (method: CityMethod) => `ssb${method.charAt(0).toUpperCase()}${method.slice(1)}`

/** An answer is `{ error, errorMessage }` or `{ data }`. */
function readAnswer(answer: unknown): HostResult<unknown> {
  const error = field(answer, 'error')
  return error === undefined || error === 0 ? answered(field(answer, 'data')) : refused(myRefusal(answer))
}

function callLink(my: VendorGlobal): CityLink {
  return {
    has: () => functionOf(my, 'call') !== undefined,
    ask(method, parameters = {}) {
      const call = functionOf(my, 'call')
      if (!call) return Promise.resolve(refused('unsupported'))
      return settleOnce(cityTimeoutMs(method), (settle) => {
        try {
          call(ssbName(method), parameters, (answer: unknown) => settle(readAnswer(answer)))
        } catch (error) {
          settle(refused(myRefusal(error)))
        }
      })
    },
    watch(method, listener) {
      let isListening = true
      functionOf(my, 'call')?.(ssbName(method), {}, (answer: unknown) => {
        const result = readAnswer(answer)
        if (isListening && result.ok) listener(result.value)
      })
      return () => {
        isListening = false
      }
    },
  }
}
