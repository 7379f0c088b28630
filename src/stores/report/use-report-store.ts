import { createApiClient } from '../../api'
import { fraudReportsApi } from '../../api/resources/fraud-reports'
import type { Surroundings } from '../create-stores'
import { useStores } from '../stores-context'
import { ReportStore } from './report-store'

const built = new WeakMap<Surroundings, ReportStore>()

/** One for the app, made when the first of these pages opens. Its calls carry no token: nobody is told who reports. */
export function useReportStore(): ReportStore {
  const { surroundings } = useStores()
  const known = built.get(surroundings)
  if (known) return known
  const { host, baseUrl } = surroundings
  const anonymous = { accessToken: () => undefined, refresh: () => Promise.resolve(false) }
  const made = new ReportStore(fraudReportsApi(createApiClient({ baseUrl, host, ...anonymous })))
  built.set(surroundings, made)
  return made
}
