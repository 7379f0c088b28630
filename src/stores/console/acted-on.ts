import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/**
 * One thing at a time that offices act on, such as a proposal. What the service answers to an act takes its place; after a refusal it is
 * read again, for somebody else has acted meanwhile. An act that got no answer is asked again as the same act.
 */
export class ActedOn<T> {
  id = ''
  readonly detail: RemoteValue<T>
  private readonly intentions = new Intentions()

  constructor(read: (id: string) => Promise<ApiResult<T>>) {
    this.detail = new RemoteValue(() => read(this.id))
    makeAutoObservable<this, 'intentions'>(this, { intentions: false, detail: false })
  }

  async open(id: string): Promise<void> {
    if (id !== this.id) {
      this.id = id
      this.detail.forget()
    }
    await this.detail.load()
  }

  /** `act` says what is done and with which words: another day is another act. */
  async carryOut(
    act: readonly string[],
    send: (id: string, options: WriteOptions) => Promise<ApiResult<T>>,
  ): Promise<ApiResult<T>> {
    const { id } = this
    const result = await this.intentions.carryOut([id, ...act], (options) => send(id, options))
    if (id !== this.id) return result
    if (result.ok) this.detail.put(result.value)
    else if (result.failure.kind === 'refused') await this.detail.load()
    return result
  }

  forget(): void {
    this.id = ''
    this.detail.forget()
  }
}
