import type {
  BookBreakPage,
  OperatorDesk,
  OperatorKeyList,
  OperatorRunList,
  Reconciliation,
  ReconciliationList,
  RefusedRowList,
} from '#contract'
import type { ApiClient } from '../client'

const DESK = '/v1/institution/operator'
const bookPath = (reconciliationId: string): string =>
  `${DESK}/reconciliations/${encodeURIComponent(reconciliationId)}`

export const operatorDeskApi = (client: ApiClient) => ({
  desk: () => client.get<OperatorDesk>(DESK),
  refusedRows: (code: string) => client.get<RefusedRowList>(`${DESK}/refused-rows`, { code }),
  runs: () => client.get<OperatorRunList>(`${DESK}/runs`),
  books: () => client.get<ReconciliationList>(`${DESK}/reconciliations`),
  book: (reconciliationId: string) => client.get<Reconciliation>(bookPath(reconciliationId)),
  breaks: (reconciliationId: string, after?: number) =>
    client.get<BookBreakPage>(`${bookPath(reconciliationId)}/breaks`, after === undefined ? {} : { after }),
  keys: () => client.get<OperatorKeyList>(`${DESK}/keys`),
})

export type OperatorDeskApi = ReturnType<typeof operatorDeskApi>
