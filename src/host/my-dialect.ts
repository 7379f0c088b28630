import type { CityLink } from './city'
import { systemFacts, type Dialect } from './mini-program'
import type { HostRefusal, HostRequest, HostResponse, HostResult, HostUi } from './port'
import { bufferOf, field, readLocale, readLocation, textField, withinReason } from './read'
import { lowerCaseNames, readBody } from './response'
import { answered, DONE, refused } from './result'
import { callNow, callVendor, functionOf, type VendorGlobal } from './vendor'

/** What Alipay and the city super-app's container, which speaks Alipay's `my`, have in common. */
export function myDialect(
  my: VendorGlobal,
  link: CityLink,
): Omit<Dialect, 'hostId' | 'ticket' | 'canGiveTicket' | 'share' | 'canShare'> {
  return {
    link,
    refusalOf: myRefusal,
    calls: {
      scan: { name: 'scan', options: { type: 'qr' }, read: (answer) => textField(answer, 'code') },
      location: { name: 'getLocation', options: { type: 0 }, read: readLocation },
      notify: { name: 'requestSubscribeMessage', read: acceptedTemplates },
    },
    templateIdsOption: 'entityIds',
    readUi: () => readMyUi(my),
    paintTitleBar: ({ ground, words }) =>
      void callNow(my, 'setNavigationBar', { backgroundColor: ground, frontColor: words }),
    brightnessField: 'brightness',
    store: {
      get: (key) => field(callNow(my, 'getStorageSync', { key }), 'data') ?? undefined,
      set(key, value) {
        try {
          const answer = functionOf(my, 'setStorageSync')?.({ key, data: value })
          return field(answer, 'error') === undefined ? DONE : refused('notPermitted')
        } catch {
          return refused('notPermitted')
        }
      },
      remove: (key) => void callNow(my, 'removeStorageSync', { key }),
    },
    request: (request) => myRequest(my, request),
  }
}

/** Alipay's common error numbers as they are generally known: unconfirmed (docs/integration/hosts.md). */
const NUMBERS: Readonly<Record<number, HostRefusal>> = {
  1: 'unsupported',
  4: 'notPermitted',
  10: 'cancelled',
  11: 'cancelled',
  12: 'offline',
  13: 'timeout',
  2001: 'denied',
  2002: 'denied',
  2003: 'denied',
}

/** Where the number alone does not say it: 11 is also "location is switched off for this app". */
const WORDS: readonly (readonly [RegExp, HostRefusal])[] = [
  [/隐私|privacy/i, 'privacyRefused'],
  [/点击|手势|tap gesture/i, 'needsTap'],
  [/权限|permission/i, 'notPermitted'],
]

export function myRefusal(error: unknown): HostRefusal {
  const words = String(field(error, 'errorMessage') ?? '')
  const meant = WORDS.find(([pattern]) => pattern.test(words))?.[1]
  return meant ?? NUMBERS[Number(field(error, 'error'))] ?? 'unsupported'
}

/** { behavior: 'subscribe' | 'cancel', result: { subscribeEntityIds } } */
function acceptedTemplates(answer: unknown): readonly string[] | undefined {
  const ids = field(field(answer, 'result'), 'subscribeEntityIds') ?? field(answer, 'subscribeEntityIds')
  if (Array.isArray(ids)) return ids.map(String)
  return field(answer, 'behavior') === 'cancel' ? [] : undefined
}

/** Alipay's standard text is 16 px. */
const STANDARD_FONT_PX = 16

function readMyUi(my: VendorGlobal): HostUi {
  const facts = systemFacts(my, ['getSystemInfoSync'])
  const screenHeight = Number(facts['screenHeight'] ?? 0)
  return {
    theme: facts['theme'] === 'dark' ? 'dark' : 'light',
    isElder: false,
    fontScale: withinReason(Number(facts['fontSizeSetting'] ?? STANDARD_FONT_PX) / STANDARD_FONT_PX),
    locale: readLocale(facts['language']),
    safeArea: {
      topPx: Number(field(facts['safeArea'], 'top') ?? 0),
      bottomPx: Math.max(0, screenHeight - Number(field(facts['safeArea'], 'bottom') ?? screenHeight)),
    },
  }
}

async function myRequest(my: VendorGlobal, request: HostRequest): Promise<HostResult<HostResponse>> {
  const { method, url, headers, body, wantsBytes, timeoutMs } = request
  // Alipay serialises the body itself when the content type, named in lower case, is JSON.
  const headersNamed = lowerCaseNames(headers)
  const data = bufferOf(body) ?? body
  const dataType = wantsBytes ? 'arraybuffer' : 'text'
  const options = { method, url, headers: headersNamed, data, timeout: timeoutMs, dataType }
  let failure: HostResponse | undefined
  const refusalOf = (error: unknown) => {
    failure = readResponse(error)
    return myRefusal(error)
  }
  const call = { name: functionOf(my, 'request') ? 'request' : 'httpRequest', options, read: readResponse }
  const result = await callVendor(my, call, { refusalOf, timeoutMs: timeoutMs + 1_000 })
  // A status of 400 and above comes through `fail`: for us it is an answer like any other.
  return !result.ok && failure ? answered(failure) : result
}

function readResponse(answer: unknown): HostResponse | undefined {
  const status = Number(field(answer, 'status') ?? field(answer, 'statusCode'))
  if (!(status > 0)) return undefined
  return {
    status,
    headers: lowerCaseNames(field(answer, 'headers') ?? field(answer, 'header')),
    ...readBody(status, field(answer, 'data')),
  }
}
