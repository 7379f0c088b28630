import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiFailure, ApiResult } from '../api'

/** Something that is fetched. What was last known stays on show while the next is on its way, and when it fails. */
export type Remote<T> =
  | { readonly state: 'loading'; readonly last?: T }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: ApiFailure; readonly last?: T }

/** What can be shown of it now; undefined while nothing is known. */
export const shownOf = <T>(remote: Remote<T>): T | undefined =>
  remote.state === 'ready' ? remote.value : remote.last

/** Where the last known value outlives the page. */
export interface Keepsake<T> {
  recall(): T | undefined
  keep(value: T): void
}

const FORGETFUL: Keepsake<never> = { recall: () => undefined, keep() {} }

interface Requested {
  readonly isAnswered: boolean
  readonly apply: () => void
}

/** One fetched value. Answers that were overtaken by a later load are dropped. */
export class RemoteValue<T> {
  remote: Remote<T> = { state: 'loading' }
  private loads = 0

  constructor(
    private readonly fetch: () => Promise<ApiResult<T>>,
    private readonly keepsake: Keepsake<T> = FORGETFUL,
  ) {
    // A year of rides is replaced whole, never changed inside: deep observation would only cost.
    makeAutoObservable<this, 'fetch' | 'keepsake' | 'loads'>(this, {
      remote: observableRef,
      fetch: false,
      keepsake: false,
      loads: false,
    })
  }

  get shown(): T | undefined {
    return shownOf(this.remote)
  }

  /** Whether the load brought a value. */
  async load(): Promise<boolean> {
    const { isAnswered, apply } = await this.request()
    apply()
    return isAnswered
  }

  /** Asks now and leaves it to the caller when the answer is put on show. */
  async request(): Promise<Requested> {
    const turn = ++this.loads
    const last = this.shown ?? this.keepsake.recall()
    if (this.remote.state !== 'ready') this.settle(withLast({ state: 'loading' }, last))
    const result = await this.fetch()
    const apply = () => {
      if (turn !== this.loads) return
      if (!result.ok) this.settle(withLast({ state: 'failed', failure: result.failure }, last))
      // The client answers an unchanged resource with the very same object: nothing to draw again.
      else if (result.value !== this.shown || this.remote.state !== 'ready') this.put(result.value)
    }
    return { isAnswered: result.ok, apply }
  }

  /** Takes a value that came by another way, such as the answer to a change. */
  put(value: T): void {
    this.keepsake.keep(value)
    this.settle({ state: 'ready', value })
  }

  forget(): void {
    this.loads += 1
    this.settle({ state: 'loading' })
  }

  private settle(remote: Remote<T>): void {
    this.remote = remote
  }
}

const withLast = <T>(
  remote: { state: 'loading' } | { state: 'failed'; failure: ApiFailure },
  last: T | undefined,
): Remote<T> => (last === undefined ? remote : { ...remote, last })

/** Loads several values and shows them in one go: each change on show is a message to the host's screen. */
export async function loadTogether(
  ...values: readonly Pick<RemoteValue<unknown>, 'request'>[]
): Promise<void> {
  const requested = await Promise.all(values.map((value) => value.request()))
  runInAction(() => requested.forEach(({ apply }) => apply()))
}
