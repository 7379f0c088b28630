import { DIALOG_TIMEOUT_MS, SILENT_TIMEOUT_MS } from './city'
import { invokeHostLink } from './invoke-host'
import { miniProgramHost, systemFacts } from './mini-program'
import type {
  HandedOver,
  HostFile,
  HostPort,
  HostRefusal,
  HostRequest,
  HostResponse,
  HostResult,
  HostUi,
} from './port'
import { bufferOf, field, readLocale, readLocation, textField, withinReason } from './read'
import { DONE, refused } from './result'
import { lowerCaseNames, readBody } from './response'
import { callNow, callVendor, functionOf, type VendorGlobal } from './vendor'

/** WeChat, and the containers that run WeChat mini-programs (FinClip, TCMPP): hence every function is probed. */
export function weappHost(wx: VendorGlobal): HostPort {
  const silent = { refusalOf: weappRefusal, timeoutMs: SILENT_TIMEOUT_MS }
  const login = { name: 'login', read: (answer: unknown) => textField(answer, 'code') }
  return miniProgramHost(wx, {
    hostId: 'wechat',
    link: invokeHostLink(wx, weappRefusal),
    refusalOf: weappRefusal,
    canGiveTicket: () => functionOf(wx, 'login') !== undefined,
    ticket: () => callVendor(wx, login, silent),
    calls: {
      scan: { name: 'scanCode', read: (answer) => textField(answer, 'result') },
      location: { name: 'getLocation', options: { type: 'gcj02' }, read: readLocation },
      notify: { name: 'requestSubscribeMessage', read: acceptedTemplates },
    },
    templateIdsOption: 'tmplIds',
    canShare: () => true,
    // WeChat opens its sharing only from a button with openType="share".
    share: () => Promise.resolve(refused('needsTap')),
    fileSharing: () => weappFileSharing(wx),
    readUi: () => readWeappUi(wx),
    paintTitleBar: ({ ground, words }) =>
      void callNow(wx, 'setNavigationBarColor', { backgroundColor: ground, frontColor: words }),
    brightnessField: 'value',
    store: {
      // WeChat answers '' for what was never kept.
      get: (key) => callNow(wx, 'getStorageSync', key) || undefined,
      set(key, value) {
        try {
          functionOf(wx, 'setStorageSync')?.(key, value)
          return DONE
        } catch {
          return refused('notPermitted')
        }
      },
      remove: (key) => void callNow(wx, 'removeStorageSync', key),
    },
    request: (request) => weappRequest(wx, request),
  })
}

/**
 * Into a chat, such as her own with the file helper: the one way a file leaves WeChat. Nothing is awaited before that call, for
 * it counts in the turn of the tap only; and the copy in the mini-program's folder goes as soon as it has left.
 */
function weappFileSharing(wx: VendorGlobal) {
  const files = callNow(wx, 'getFileSystemManager')
  if (!functionOf(wx, 'shareFileMessage') || typeof files !== 'object' || files === null) return undefined
  return async ({ name, content }: HostFile): Promise<HostResult<HandedOver>> => {
    const filePath = `${String(field(field(wx, 'env'), 'USER_DATA_PATH'))}/${name}`
    try {
      functionOf(files, 'writeFileSync')?.(filePath, bufferOf(content) ?? content, 'utf8')
    } catch {
      return refused('notPermitted')
    }
    const call = {
      name: 'shareFileMessage',
      options: { filePath, fileName: name },
      read: () => 'shared' as const,
    }
    const result = await callVendor(wx, call, { refusalOf: weappRefusal, timeoutMs: DIALOG_TIMEOUT_MS })
    callNow(files, 'unlinkSync', filePath)
    return result
  }
}

/** WeChat says what went wrong in errMsg, sometimes with errno (privacy) or errCode (subscriptions). */
const MEANINGS: readonly (readonly [RegExp, HostRefusal])[] = [
  [/privacy|"errno":(104|112)\b/i, 'privacyRefused'],
  [/tap gesture/i, 'needsTap'],
  [/cancel/i, 'cancelled'],
  [/time ?out/i, 'timeout'],
  [/auth(orize)?[ :]*(deny|denied|no response)|user (deny|denied|reject)|"errCode":20004\b/i, 'denied'],
  [/system permission|no permission|not permitted|unauthorized|"errCode":1000[57]\b/i, 'notPermitted'],
  [/network|ERR_INTERNET|ERR_NAME|ERR_CONNECTION|ERR_ADDRESS|request:fail|"errCode":1000[23]\b/i, 'offline'],
]

export function weappRefusal(error: unknown): HostRefusal {
  const errno = field(error, 'errno')
  const errCode = field(error, 'errCode')
  const said = `${String(field(error, 'errMsg') ?? error)} "errno":${String(errno)} "errCode":${String(errCode)}`
  return MEANINGS.find(([pattern]) => pattern.test(said))?.[1] ?? 'unsupported'
}

/** { [template id]: 'accept' | 'reject' | 'ban' | 'filter' } */
function acceptedTemplates(answer: unknown): readonly string[] | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  return Object.entries(answer).flatMap(([templateId, consent]) => (consent === 'accept' ? [templateId] : []))
}

/** WeChat's standard text is 16 px. */
const STANDARD_FONT_PX = 16

function readWeappUi(wx: VendorGlobal): HostUi {
  const names = functionOf(wx, 'getAppBaseInfo') ? ['getAppBaseInfo', 'getWindowInfo'] : ['getSystemInfoSync']
  const facts = systemFacts(wx, names)
  const scale =
    facts['fontSizeScaleFactor'] ?? Number(facts['fontSizeSetting'] ?? STANDARD_FONT_PX) / STANDARD_FONT_PX
  const screenHeight = Number(facts['screenHeight'] ?? 0)
  return {
    theme: facts['theme'] === 'dark' ? 'dark' : 'light',
    isElder: false,
    fontScale: withinReason(Number(scale)),
    locale: readLocale(facts['language']),
    safeArea: {
      topPx: Number(field(facts['safeArea'], 'top') ?? 0),
      bottomPx: Math.max(0, screenHeight - Number(field(facts['safeArea'], 'bottom') ?? screenHeight)),
    },
  }
}

function weappRequest(wx: VendorGlobal, request: HostRequest): Promise<HostResult<HostResponse>> {
  const { method, url, headers, body, wantsBytes, timeoutMs } = request
  const options = {
    method,
    url,
    header: headers,
    data: bufferOf(body) ?? (body === undefined ? undefined : JSON.stringify(body)),
    timeout: timeoutMs,
    // Any word but "json" leaves the text unparsed.
    dataType: 'text',
    responseType: wantsBytes ? 'arraybuffer' : 'text',
  }
  // The host's own time-out speaks first; ours is for a host that forgets to.
  const manners = { refusalOf: weappRefusal, timeoutMs: timeoutMs + 1_000 }
  return callVendor(wx, { name: 'request', options, read: readResponse }, manners)
}

function readResponse(answer: unknown): HostResponse | undefined {
  const status = Number(field(answer, 'statusCode'))
  if (!(status > 0)) return undefined
  return {
    status,
    headers: lowerCaseNames(field(answer, 'header')),
    ...readBody(status, field(answer, 'data') ?? ''),
  }
}
