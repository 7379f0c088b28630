import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import { keepFresh, type Freshness } from '../keep-fresh'
import { RemoteValue, type Keepsake } from '../remote'

interface WatchedParts<T> {
  readonly fetch: (id: string) => Promise<ApiResult<T>>
  /** What the device still knows of the one with this id. */
  readonly kept: (id: string) => Keepsake<T>
  /** Whether nothing can happen to it any more. */
  readonly isFinal: (value: T) => boolean
}

/** One of many at a time, by its id, kept fresh while its page is shown. */
export class Watched<T> {
  id = ''
  readonly value: RemoteValue<T>
  private readonly freshness: Freshness

  constructor({ fetch, kept, isFinal }: WatchedParts<T>) {
    this.value = new RemoteValue(() => fetch(this.id), {
      recall: () => kept(this.id).recall(),
      keep: (value) => kept(this.id).keep(value),
    })
    this.freshness = keepFresh(this.value, () => {
      const { shown } = this.value
      return shown !== undefined && isFinal(shown)
    })
    makeAutoObservable<this, 'freshness'>(this, { value: false, freshness: false })
  }

  /** The page of this one is shown: load it, and keep looking. */
  async watch(id: string): Promise<void> {
    if (id !== this.id) {
      this.id = id
      this.value.forget()
    }
    await this.freshness.start()
  }

  /** Its page is gone. The page of another may be in view already: that one stays fresh. */
  unwatch(id: string): void {
    if (id === this.id) this.freshness.stop()
  }
}
