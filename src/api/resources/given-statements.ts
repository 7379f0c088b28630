import type { CreditPurpose, CreditReading, GivenStatementList } from '#contract'
import type { ApiClient } from '../client'

const GIVEN = '/v1/institution/given-credit-statements'

/** Credit statements that name the institution as their reader. */
export const givenStatementsApi = (client: ApiClient) => ({
  list: (cursor?: string) => client.get<GivenStatementList>(GIVEN, cursor === undefined ? {} : { cursor }),
  read: (statementId: string, purpose: CreditPurpose) =>
    client.post<CreditReading>(`${GIVEN}/${statementId}/readings`, { purpose }),
})

export type GivenStatementsApi = ReturnType<typeof givenStatementsApi>
