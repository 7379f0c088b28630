import type { MessageList } from '#contract'
import type { ApiClient } from '../client'

export const messageApi = (client: ApiClient) => ({
  list: () => client.get<MessageList>('/v1/me/messages'),
  read: (messageId: string) => client.put<void>(`/v1/me/messages/${messageId}/read`),
})
