import type { ShownMessage } from '../city-wire'
import type { ChoicesStore } from './choices'
import { element } from './element'
import { wordIn } from './words'

/** What the app shows of the messages its server took for this person. */
export interface MessageViews {
  /** The list on the app's home page. */
  readonly list: HTMLElement
  /** Where the newest appears for a moment, whatever is on the screen. */
  readonly banner: HTMLElement
}

const ASK_MILLISECONDS = 2_000
const BANNER_MILLISECONDS = 8_000
const SHOWN_MAX = 3

/** Asks the app's own server again and again, and shows what is there; a tap opens the module on the page the message is about. */
export const createMessages = (choices: ChoicesStore, open: (path: string) => void): MessageViews => {
  const list = element('section', { class: 'messages' })
  const banner = element('div', { class: 'banner', role: 'status' })
  let shown: readonly ShownMessage[] = []
  let isFirst = true
  let hiding = 0

  const draw = (): void => {
    const { locale } = choices.current()
    list.replaceChildren(
      ...(shown.length === 0
        ? []
        : [
            element('h2', {}, wordIn(locale, 'messages')),
            element('ul', {}, ...shown.slice(0, SHOWN_MAX).map((message) => rowOf(message, locale, open))),
          ]),
    )
  }
  const announce = ({ title }: ShownMessage): void => {
    const { locale } = choices.current()
    clearTimeout(hiding)
    banner.replaceChildren(
      element('b', {}, wordIn(locale, 'tile')),
      element('span', {}, locale === 'en' ? title.en : title.zh),
    )
    hiding = window.setTimeout(() => banner.replaceChildren(), BANNER_MILLISECONDS)
  }
  const look = async (): Promise<void> => {
    const { hostId, residentId, isOnline } = choices.current()
    if (!isOnline) return
    const messages = await askServer(hostId, residentId)
    // Somebody else may hold the phone by now.
    if (residentId !== choices.current().residentId || hostId !== choices.current().hostId) return
    const newest = messages[0]
    const isNew = newest !== undefined && newest.messageId !== shown[0]?.messageId
    if (isNew || messages.length !== shown.length) {
      shown = messages
      draw()
    }
    if (isNew && !isFirst) announce(newest)
    isFirst = false
  }
  choices.onChange((now, before) => {
    if (now.residentId !== before.residentId || now.hostId !== before.hostId) {
      shown = []
      isFirst = true
      banner.replaceChildren()
    }
    draw()
  })
  setInterval(() => void look().catch(() => undefined), ASK_MILLISECONDS)
  return { list, banner }
}

const askServer = async (hostId: string, residentId: string): Promise<readonly ShownMessage[]> => {
  const response = await fetch('/shell/host', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hostId, residentId, question: 'messages' }),
  })
  return ((await response.json()) as { messages?: readonly ShownMessage[] }).messages ?? []
}

const rowOf = (
  { title, text, path }: ShownMessage,
  locale: 'zh-CN' | 'en',
  open: (path: string) => void,
): HTMLElement =>
  element(
    'li',
    {},
    element(
      'button',
      { type: 'button', onclick: () => open(path) },
      element('b', {}, locale === 'en' ? title.en : title.zh),
      element('span', {}, locale === 'en' ? text.en : text.zh),
    ),
  )
