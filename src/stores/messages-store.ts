import type { MessageList } from '#contract'
import type { Api } from '../api/resources'
import { keepFresh, type Freshness } from './keep-fresh'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'

/** What she is told and has not read yet. */
export class MessagesStore {
  readonly list: RemoteValue<MessageList>
  private readonly freshness: Freshness

  constructor(
    private readonly api: Api['messages'],
    lastKnown: LastKnown,
  ) {
    this.list = new RemoteValue(() => api.list(), lastKnown.of<MessageList>('messages'))
    this.freshness = keepFresh(this.list)
  }

  /** The page is shown: load now and keep looking, since the host may drop a banner while she is there. */
  watch(): Promise<void> {
    return this.freshness.start()
  }

  unwatch(): void {
    this.freshness.stop()
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
