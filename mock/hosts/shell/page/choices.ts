import type { HostId } from '../../host-ids'

/** Everything the person at the desk can set on the phone. */
export interface Choices {
  readonly residentId: string
  readonly hostId: HostId
  readonly theme: 'light' | 'dark'
  readonly isElder: boolean
  readonly locale: 'zh-CN' | 'en'
  readonly isOnline: boolean
  readonly denied: readonly Deniable[]
}

/** What the phone's owner can refuse an app. */
export const DENIABLES = ['getTicket', 'getCards', 'getCityCode', 'getLocation', 'scan'] as const
export type Deniable = (typeof DENIABLES)[number]

export interface ChoicesStore {
  current(): Choices
  set(change: Partial<Choices>): void
  onChange(listener: (now: Choices, before: Choices) => void): void
}

const KEY = 'shell:choices'

/** Remembers the choices in this browser, so that a reload finds the same phone. */
export const createChoices = (first: Choices): ChoicesStore => {
  let current = { ...first, ...remembered() }
  const listeners: ((now: Choices, before: Choices) => void)[] = []
  return {
    current: () => current,
    set: (change) => {
      const before = current
      current = { ...current, ...change }
      localStorage.setItem(KEY, JSON.stringify(current))
      for (const listener of listeners) listener(current, before)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

const remembered = (): Partial<Choices> => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Choices>
  } catch {
    return {}
  }
}
