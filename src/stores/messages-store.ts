import type { MessageList } from '#contract'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** What she is told and has not read yet. */
export class MessagesStore {
  readonly list: RemoteValue<MessageList>

  constructor(
    private readonly api: Api['messages'],
    lastKnown: LastKnown,
  ) {
    this.list = new RemoteValue(() => api.list(), lastKnown.of<MessageList>('messages'))
  }

  /** She has opened it: gone from the list at once; where that cannot be told it is there again the next time. */
  async read(messageId: string): Promise<void> {
    const shown = this.list.shown
    if (shown)
      this.list.put({
        items: shown.items.filter((message) => message.messageId !== messageId),
        unread: shown.unread - 1,
      })
    await this.api.read(messageId)
  }
}
