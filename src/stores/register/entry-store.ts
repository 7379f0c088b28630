import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import { RemoteValue } from '../remote'

/** One entry of the register: the one whose page is open. */
export class EntryStore<T> {
  id = ''
  readonly value: RemoteValue<T>

  constructor(fetch: (id: string) => Promise<ApiResult<T>>) {
    this.value = new RemoteValue(() => fetch(this.id))
    makeAutoObservable(this, { value: false })
  }

  async open(id: string): Promise<void> {
    if (this.id !== id) {
      this.id = id
      this.value.forget()
    }
    await this.value.load()
  }
}
