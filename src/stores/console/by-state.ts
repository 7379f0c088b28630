import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import { RemoteValue } from '../remote'

/** A list the service gives one state at a time. */
export class ByState<S extends string, L> {
  state: S
  readonly list: RemoteValue<L>

  constructor(
    private readonly first: S,
    fetch: (state: S) => Promise<ApiResult<L>>,
  ) {
    this.state = first
    this.list = new RemoteValue(() => fetch(this.state))
    makeAutoObservable<this, 'first'>(this, { first: false, list: false })
  }

  async choose(state: S): Promise<void> {
    if (state !== this.state) {
      this.state = state
      this.list.forget()
    }
    await this.list.load()
  }

  forget(): void {
    this.state = this.first
    this.list.forget()
  }
}
