import type { MethodologyList } from '#contract'
import type { ApiClient } from '../client'

export const methodologyApi = (client: ApiClient) => ({
  list: () => client.get<MethodologyList>('/v1/methodologies'),
})
