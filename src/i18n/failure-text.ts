import { defineWords, type Locale } from './words'

/** What the client can report; structural, so that words need nothing of the transport. */
type Failure =
  | { readonly kind: 'offline' | 'timeout' }
  | { readonly kind: 'broken'; readonly status: number }
  | { readonly kind: 'refused'; readonly code: string; readonly body: unknown }

interface Problem {
  readonly message?: string
  readonly messageEn?: string
  readonly next?: string
  readonly nextEn?: string
}

const words = defineWords({
  offline: ['现在没有网络，或者连不上服务', 'You are offline, or the service cannot be reached'],
  offlineNext: [
    '请看看网络。连上后会自动更新，也可以再试一次',
    'Check your connection. It refreshes once you are connected; you can also try again',
  ],
  offlineAct: ['请看看网络，连上后再试一次', 'Check your connection, then try again'],
  unread: ['这里的内容还没有读到', 'Nothing has been read here yet'],
  timeout: ['等太久了，还没有回音', 'No answer for too long'],
  timeoutNext: ['网络可能不稳，请再试一次', 'The network may be weak; please try again'],
  broken: ['服务暂时不在', 'The service is away for a moment'],
  brokenNext: [
    '请过几分钟再试，你的数据不会丢',
    'Please try again in a few minutes; nothing of yours is lost',
  ],
})

/** What went wrong and what to do next. A refusal brings its own words from the catalogue, in both languages. */
export function failureText(failure: Failure, locale: Locale): { message: string; next: string } {
  const side = locale === 'zh' ? 0 : 1
  if (failure.kind === 'refused') {
    const { message, messageEn, next, nextEn } = (failure.body ?? {}) as Problem
    const said = locale === 'zh' ? message : messageEn
    return { message: said ?? failure.code, next: (locale === 'zh' ? next : nextEn) ?? '' }
  }
  return { message: words[failure.kind][side], next: words[`${failure.kind}Next`][side] }
}

/** Why an act was not done, in one line: unlike a page it is not done by itself later. */
export function actFailureLine(failure: Failure, locale: Locale): string {
  const { message, next } = failureText(failure, locale)
  const side = locale === 'zh' ? 0 : 1
  return inOneLine(message, failure.kind === 'offline' ? words.offlineAct[side] : next, locale)
}

/** The same under a line that says already that there is no network. */
export function unreadText(locale: Locale): { message: string; next: string } {
  const side = locale === 'zh' ? 0 : 1
  return { message: words.unread[side], next: words.offlineNext[side] }
}

/** What went wrong and what to do next in one line. */
export function failureLine(failure: Failure, locale: Locale): string {
  const { message, next } = failureText(failure, locale)
  return inOneLine(message, next, locale)
}

function inOneLine(message: string, next: string, locale: Locale): string {
  if (next === '') return message
  return locale === 'zh' ? `${message}。${next}` : `${message}. ${next}`
}
