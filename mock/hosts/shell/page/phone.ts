import type { ChoicesStore } from './choices'
import { drawing, element } from './element'
import { GLYPHS, SKYLINE, type GlyphName } from './glyphs'
import { createMessages } from './messages'
import { changePhones } from './phone-storage'
import { wordIn, type Word } from './words'

export interface Phone {
  /** Where dialogs of the app are drawn. */
  readonly screen: HTMLElement
}

const HOST_NAMES = {
  suishenban: ['随申办（模拟）', 'Suishenban (simulated)'],
  wechat: ['微信（模拟）', 'WeChat (simulated)'],
  alipay: ['支付宝（模拟）', 'Alipay (simulated)'],
} as const

export const hostName = (hostId: keyof typeof HOST_NAMES, locale: 'zh-CN' | 'en'): string =>
  HOST_NAMES[hostId][locale === 'en' ? 1 : 0]

const SERVICES: readonly (readonly [GlyphName, zh: string, en: string])[] = [
  ['code', '随申码', 'City code'],
  ['ride', '公交地铁', 'Transit'],
  ['health', '医保', 'Health'],
  ['pension', '社保', 'Pension'],
  ['bill', '生活缴费', 'Bills'],
  ['library', '图书馆', 'Library'],
  ['school', '入学', 'Schools'],
  ['more', '全部', 'All'],
]

/** The phone: a super-app's home page, and over it the module in a web-view once its tile is tapped. */
export const createPhone = (root: HTMLElement, choices: ChoicesStore): Phone => {
  const screen = element('div', { class: 'screen' })
  root.append(element('div', { class: 'bezel' }, screen))
  let isOpen = new URLSearchParams(location.search).has('open')
  let webView: HTMLElement | undefined
  const messages = createMessages(choices, (path) => {
    webView?.remove()
    webView = undefined
    setOpen(true, path)
  })
  screen.append(messages.banner)

  const draw = (path = ''): void => {
    const { hostId, theme, isElder, locale } = choices.current()
    root.dataset['host'] = hostId
    root.dataset['theme'] = theme
    root.dataset['elder'] = String(isElder)
    screen.lang = locale
    screen.querySelector('.home')?.remove()
    screen.prepend(
      homePage(choices, { open: () => setOpen(true), isCovered: isOpen, messages: messages.list }),
    )
    if (isOpen && !webView)
      messages.banner.before((webView = webViewPage(choices, path, () => setOpen(false))))
    if (!isOpen && webView) {
      webView.remove()
      webView = undefined
    }
    drawStatus()
  }
  const drawStatus = (): void => {
    for (const bar of screen.querySelectorAll('.status-bar')) bar.replaceWith(statusBar(choices))
  }
  const setOpen = (open: boolean, path?: string): void => {
    isOpen = open
    draw(path)
    screen.querySelector<HTMLElement>(open ? '.web-view iframe' : '.tile')?.focus()
  }

  choices.onChange((now, before) => {
    document.cookie = `simulated-network=${now.isOnline ? 'on' : 'off'}; path=/v1; SameSite=Strict`
    if (now.residentId !== before.residentId || now.hostId !== before.hostId) {
      webView?.remove()
      webView = undefined
      isOpen = false
      changePhones(`${before.hostId}:${before.residentId}`, `${now.hostId}:${now.residentId}`)
    }
    draw()
  })
  document.cookie = `simulated-network=${choices.current().isOnline ? 'on' : 'off'}; path=/v1; SameSite=Strict`
  draw()
  setInterval(drawStatus, CLOCK_MILLISECONDS)
  return { screen }
}

const CLOCK_MILLISECONDS = 10_000

interface HomeParts {
  readonly open: () => void
  readonly isCovered: boolean
  readonly messages: HTMLElement
}

const homePage = (choices: ChoicesStore, { open, isCovered, messages }: HomeParts): HTMLElement => {
  const { locale, hostId } = choices.current()
  const word = (name: Word): string => wordIn(locale, name)
  const service = ([glyph, zh, en]: (typeof SERVICES)[number]): HTMLElement =>
    element('li', {}, drawing(GLYPHS[glyph]), element('span', {}, locale === 'en' ? en : zh))
  return element(
    'div',
    { class: 'home', inert: isCovered },
    element(
      'div',
      { class: 'head' },
      statusBar(choices),
      element('strong', { class: 'app-name' }, hostName(hostId, locale)),
      element('div', { class: 'search', 'aria-hidden': 'true' }, drawing(GLYPHS.search), word('search')),
      drawing(SKYLINE),
    ),
    element('h2', {}, word('services')),
    element('ul', { class: 'services' }, ...SERVICES.map(service)),
    element(
      'button',
      { type: 'button', class: 'tile', onclick: open },
      drawing(GLYPHS.leaf),
      element(
        'span',
        { class: 'tile-words' },
        element('b', {}, word('tile')),
        element('span', {}, word('tileLine')),
      ),
      element('span', { class: 'tile-open' }, word('open')),
    ),
    messages,
    element('h2', {}, word('news')),
    element('ul', { class: 'news' }, ...newsOf(locale).map((line) => element('li', {}, line))),
  )
}

const newsOf = (locale: 'zh-CN' | 'en'): readonly string[] =>
  locale === 'en'
    ? [
        'Air quality good, 16 to 21 °C',
        'Line 10 runs until midnight on Friday',
        'Museum bookings for December are open',
      ]
    : ['空气质量良，16—21℃', '周五地铁 10 号线延长运营到零点', '博物馆 12 月预约已开放']

const statusBar = (choices: ChoicesStore): HTMLElement => {
  const clock = new Date().toLocaleTimeString('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Shanghai',
  })
  return element(
    'div',
    { class: 'status-bar', 'aria-hidden': 'true' },
    element('span', {}, clock),
    drawing(choices.current().isOnline ? GLYPHS.signal : GLYPHS.noSignal),
  )
}

/** `path`: the module's page to begin on; empty: its own first. */
const webViewPage = (choices: ChoicesStore, path: string, close: () => void): HTMLElement => {
  const { locale } = choices.current()
  const name = wordIn(locale, 'tile')
  const bar = element(
    'div',
    { class: 'web-bar' },
    element(
      'button',
      { type: 'button', 'aria-label': wordIn(locale, 'close'), onclick: close },
      drawing(GLYPHS.close),
    ),
    element('span', {}, name),
    element('span', { class: 'web-bar-balance' }),
  )
  const page = element('iframe', { src: path === '' ? '/module/' : `/module/#${path}`, title: name })
  return element('div', { class: 'web-view' }, statusBar(choices), bar, page)
}
