import { loadMethodologies } from '#server/methodology/load-methodologies'
import type { App, Dependencies } from '#server/platform/index'

import { loadCity } from './load-city'

/** Brings the city's data and its methodologies into the database before the service answers; again and again without harm. */
export const cityContext = async (_app: App, deps: Dependencies): Promise<void> => {
  await loadCity(deps)
  await loadMethodologies(deps)
}
