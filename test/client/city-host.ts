import { HostRefusal, type HostApi } from './host'

export interface CityHostOptions {
  /** Address of the simulated super-app's own server (mock/hosts). */
  readonly baseUrl: string
  /** Who holds the phone. */
  readonly residentId: string
  /** The look the super-app tells, e.g. `{ elder: true, theme: 'dark', locale: 'en' }`. */
  readonly ui?: object
  /** What the camera is held before at that moment. */
  readonly camera?: () => string | undefined
}

/** The super-app around the module for one resident: tickets, cards and 随申码 come from its server by its own app's routes. */
export function cityHost({ baseUrl, residentId, ui = {}, camera }: CityHostOptions): HostApi {
  const post = async (path: string): Promise<Record<string, string>> => {
    const answer = await fetch(baseUrl + path, { method: 'POST', body: JSON.stringify({ residentId }) })
    if (!answer.ok) throw new HostRefusal('unsupported')
    return (await answer.json()) as Record<string, string>
  }
  return {
    ticket: async () => (await post('/app/tickets'))['ticket'] ?? '',
    ask(method) {
      if (method === 'getCards') return post('/app/card-statements')
      if (method === 'getCityCode') return post('/app/city-codes')
      if (method === 'getUi') return ui
      if (method === 'scan') return sightOf(camera)
      if (method === 'watchUi' || method === 'track') return undefined
      throw new HostRefusal('unsupported')
    },
  }
}

/** The scanner as the city's own super-app answers it: closed without a sight when there was none. */
function sightOf(camera: (() => string | undefined) | undefined): { text: string } {
  const text = camera?.()
  if (text === undefined) throw new HostRefusal('cancelled')
  return { text }
}
