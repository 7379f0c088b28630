import { toBase64 } from './base64'
import type { HandedOver, HostFile, HostPort, HostResult, HostUi, Unsubscribe } from './port'
import { answered, refused } from './result'
import { readUi, textField } from './read'

/** What only a city super-app can answer; docs/integration/hosts.md says how each host names them. */
export type CityMethod =
  | 'getTicket'
  | 'getCityCode'
  | 'getCards'
  | 'getUi'
  | 'watchUi'
  | 'scan'
  | 'share'
  | 'getLocation'
  | 'saveFile'
  | 'saveBytes'
  | 'subscribe'
  | 'getRandom'
  | 'track'

/** One way of speaking to a city super-app: a `my.call`, an `invokeHost`, an H5 bridge. */
export interface CityLink {
  has(method: CityMethod): boolean
  ask(method: CityMethod, parameters?: object): Promise<HostResult<unknown>>
  /** Calls the listener with every answer, until unsubscribed. */
  watch(method: CityMethod, listener: (answer: unknown) => void): Unsubscribe
}

/** A person may read a dialog for a while; what shows nothing should answer at once. */
export const DIALOG_TIMEOUT_MS = 120_000
export const SILENT_TIMEOUT_MS = 10_000

const SHOWS_A_DIALOG: readonly CityMethod[] = [
  'getCityCode',
  'getCards',
  'scan',
  'share',
  'getLocation',
  'saveFile',
  'saveBytes',
  'subscribe',
]

export const cityTimeoutMs = (method: CityMethod) =>
  SHOWS_A_DIALOG.includes(method) ? DIALOG_TIMEOUT_MS : SILENT_TIMEOUT_MS

/** An answer without the text we asked for is as good as none. */
export async function askText(link: CityLink, method: CityMethod, name: string): Promise<HostResult<string>> {
  const result = await link.ask(method)
  if (!result.ok) return result
  const text = textField(result.value, name)
  return text === undefined ? refused('unsupported') : answered(text)
}

export const askTicket = (link: CityLink) => askText(link, 'getTicket', 'ticket')
export const askCityCode = (link: CityLink) => askText(link, 'getCityCode', 'token')
export const askCards = (link: CityLink) => askText(link, 'getCards', 'statement')

/** The super-app says by its yes that the file lies on the device. One that knows texts only has no word for bytes. */
export async function askToSave(
  link: CityLink,
  { name, content }: HostFile,
): Promise<HostResult<HandedOver>> {
  const result = await (typeof content === 'string'
    ? link.ask('saveFile', { name, text: content })
    : link.ask('saveBytes', { name, base64: toBase64(content) }))
  return result.ok ? answered('saved') : result
}

/** Follows the look of the vendor, and over it the look the city super-app tells. */
export function followUi(
  link: CityLink,
  vendor: { read(): HostUi; onChange(listener: () => void): Unsubscribe },
): Omit<HostPort['ui'], 'paintTitleBar'> & { refresh(): Promise<void> } {
  let told: Partial<HostUi> = {}
  const listeners = new Set<(ui: HostUi) => void>()
  const current = (): HostUi => ({ ...vendor.read(), ...told })
  return {
    current,
    async refresh() {
      if (!link.has('getUi')) return
      const result = await link.ask('getUi')
      if (!result.ok) return
      told = readUi(result.value)
      // The answer comes when the first page may stand already.
      for (const listener of listeners) listener(current())
    },
    onChange(listener) {
      listeners.add(listener)
      const stopVendor = vendor.onChange(() => listener(current()))
      const stopCity = link.watch('watchUi', (answer) => {
        told = { ...told, ...readUi(answer) }
        listener(current())
      })
      return () => {
        listeners.delete(listener)
        stopVendor()
        stopCity()
      }
    },
  }
}
