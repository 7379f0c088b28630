import type { SupervisionApi } from '../../api/resources/supervision'
import type { HostPort } from '../../host'
import { ActionsStore } from './actions-store'
import { FraudStore } from './fraud-store'
import { QualityStore } from './quality-store'
import { SearchStore } from './search-store'
import { SuspensionsStore } from './suspensions-store'

/** What those who supervise read and do, around the desk's own client. */
export const createSupervisionStores = (
  api: SupervisionApi,
  { host, now }: { readonly host: Pick<HostPort, 'handOver'>; readonly now: () => Date },
) => ({
  search: new SearchStore(api),
  suspensions: new SuspensionsStore(api),
  quality: new QualityStore(api, host, now),
  fraud: new FraudStore(api),
  actions: new ActionsStore(api),
})
