import type { HostId } from '../../host-ids'
import type { HostQuestion } from '../city-wire'
import type { Choices, ChoicesStore, Deniable } from './choices'
import type { Dialogs } from './dialogs'

/** What the super-app's window offers the bridge script inside its web-view. */
export interface ShellWindow extends Window {
  suitanShell?: { equip(page: Window): void }
}

/** Bridge codes: 200 answered, the others as HTTP means them, negative ones the super-app's own. */
const CODE = { ok: 200, denied: 401, unknown: 404, offline: 503, cancelled: -5, failed: -3 } as const

interface Answer {
  readonly code: number
  readonly msg: string
  readonly data?: unknown
}
type Deliver = (payload: unknown) => void
type Method = (parameters: Record<string, unknown>) => Promise<Answer>

const ok = (data: unknown): Answer => ({ code: CODE.ok, msg: 'ok', data })
const refused = (code: number, msg: string): Answer => ({ code, msg })

export interface PhoneBridge {
  /** Puts the bridge, the user agent and the network state of this phone on a page. */
  equip(page: Window): void
}

/** The app's side of the bridge; what the person does with the desk reaches the page through it. */
export const createPhoneBridge = (choices: ChoicesStore, dialogs: Dialogs): PhoneBridge => {
  let watchers: Deliver[] = []
  let equipped: Window | undefined
  const methods = bridgeMethods(choices, dialogs)

  choices.onChange((now, before) => {
    // A web-view that was closed is gone: nothing of it may be called.
    if (!equipped?.frameElement?.isConnected) return
    if (now.theme !== before.theme || now.isElder !== before.isElder || now.locale !== before.locale) {
      for (const deliver of watchers) deliver(packed(now.hostId, ok(lookOf(now))))
    }
    if (now.isOnline !== before.isOnline)
      equipped.dispatchEvent(new Event(now.isOnline ? 'online' : 'offline'))
  })

  const say = async (name: string, parameters: unknown, deliver: Deliver): Promise<void> => {
    const { hostId } = choices.current()
    const send = (answer: Answer): void => deliver(packed(hostId, answer))
    if (name === 'watchUi') {
      watchers.push(deliver)
      return send(ok(lookOf(choices.current())))
    }
    const method = methods[name]
    if (!method) return send(refused(CODE.unknown, `no method ${name}`))
    if (choices.current().denied.includes(name as Deniable)) return send(refused(CODE.denied, 'denied'))
    const answer = await method((parameters ?? {}) as Record<string, unknown>).catch(() =>
      refused(CODE.failed, 'failed'),
    )
    send(answer)
  }

  return {
    equip: (page) => {
      watchers = []
      equipped = page
      const { hostId } = choices.current()
      Object.assign(page, { eshimin: bridgeObject(hostId, [...Object.keys(methods), 'watchUi'], say) })
      const agent = `${page.navigator.userAgent} eshiminapp/9.0 (simulated ${hostId})`
      Object.defineProperty(page.navigator, 'userAgent', { get: () => agent })
      Object.defineProperty(page.navigator, 'onLine', { get: () => choices.current().isOnline })
    },
  }
}

/** The two dialects in use: the older one has `method({ name, params, onResponse })`, the newer `invoke(name, params, callback)`. */
const bridgeObject = (
  hostId: HostId,
  methods: readonly string[],
  say: (name: string, parameters: unknown, deliver: Deliver) => Promise<void>,
): object =>
  hostId === 'wechat'
    ? {
        hostId,
        methods,
        method: (call: { name: string; params?: unknown; onResponse: Deliver }) =>
          void say(call.name, call.params, call.onResponse),
      }
    : {
        hostId,
        methods,
        invoke: (name: string, parameters: unknown, deliver: Deliver) => void say(name, parameters, deliver),
      }

/** The city's own app answers with JSON text, the other two with objects: a module has to take both. */
const packed = (hostId: HostId, answer: Answer): unknown =>
  hostId === 'suishenban' ? JSON.stringify(answer) : answer

const lookOf = ({ theme, isElder, locale }: Choices): object => ({
  theme,
  elder: isElder,
  fontScale: 1,
  locale: locale === 'en' ? 'en_US' : 'zh_CN',
})

const bridgeMethods = (choices: ChoicesStore, dialogs: Dialogs): Readonly<Record<string, Method>> => {
  const askServer = async (question: HostQuestion): Promise<Answer> => {
    const { hostId, residentId, isOnline } = choices.current()
    if (!isOnline) return refused(CODE.offline, 'offline')
    const body = JSON.stringify({ hostId, residentId, question })
    const response = await fetch('/shell/host', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    return response.ok ? ok(await response.json()) : refused(CODE.failed, 'host unreachable')
  }
  return {
    getTicket: () => askServer('tickets'),
    getCards: async () =>
      (await dialogs.permit('asksCards')) ? askServer('card-statements') : refused(CODE.denied, 'denied'),
    getCityCode: async () =>
      (await dialogs.permit('asksCityCode')) ? askServer('city-codes') : refused(CODE.denied, 'denied'),
    getLocation: async () =>
      (await dialogs.permit('asksLocation'))
        ? ok({ latitude: 31.2327, longitude: 121.4751 })
        : refused(CODE.denied, 'denied'),
    scan: async () => {
      const text = await dialogs.scan()
      return text === undefined ? refused(CODE.cancelled, 'cancelled') : ok({ text })
    },
    share: async ({ title }) =>
      (await dialogs.permit('asksShare', String(title ?? '')))
        ? ok({})
        : refused(CODE.cancelled, 'cancelled'),
    saveFile: async ({ name, text }) => {
      saveOnDesk(String(name ?? ''), String(text ?? ''))
      return ok({})
    },
    saveBytes: async ({ name, base64 }) => {
      saveOnDesk(
        String(name ?? ''),
        Uint8Array.from(atob(String(base64 ?? '')), (byte) => byte.charCodeAt(0)),
      )
      return ok({})
    },
    subscribe: async ({ templateIds }) => ok({ accepted: templateIds }),
    getUi: async () => ok(lookOf(choices.current())),
    track: async () => ok({}),
  }
}

/** This phone keeps its files where the browser it is drawn in keeps them. */
function saveOnDesk(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content]))
  const anchor = document.createElement('a')
  Object.assign(anchor, { href: address, download: name })
  anchor.click()
  URL.revokeObjectURL(address)
}
