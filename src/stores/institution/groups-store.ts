import type { GroupRequest, OpenedGroup, OpenedGroupList } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { OpenedGroupsApi } from '../../api/resources/opened-groups'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** Groups her institution opened, with the codes that let people in. Who is in them nobody is told. */
export class GroupsStore {
  readonly list: RemoteValue<OpenedGroupList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: OpenedGroupsApi) {
    this.list = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  find(groupId: string): OpenedGroup | undefined {
    return this.list.shown?.items.find((group) => group.groupId === groupId)
  }

  open(request: GroupRequest): Promise<ApiResult<OpenedGroup>> {
    const { kind, name } = request
    return this.carryOut(['open', kind, name.zh, name.en], (options) => this.api.open(request, options))
  }

  /** The old code leads nowhere from then on; who is in stays in. */
  renewCode(groupId: string): Promise<ApiResult<OpenedGroup>> {
    return this.carryOut(['code', groupId], (options) => this.api.renewCode(groupId, options))
  }

  /** For good: its people are in it no more. */
  close(groupId: string): Promise<ApiResult<OpenedGroup>> {
    return this.carryOut(['close', groupId], (options) => this.api.close(groupId, options))
  }

  forget(): void {
    this.list.forget()
  }

  private async carryOut(
    act: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<OpenedGroup>>,
  ): Promise<ApiResult<OpenedGroup>> {
    const result = await this.intentions.carryOut(act, send)
    if (result.ok) this.take(result.value)
    // A colleague may have closed it meanwhile.
    else if (result.failure.kind === 'refused') await this.list.load()
    return result
  }

  /** Shows a group as it is now; a new one stands before the others. */
  private take(changed: OpenedGroup): void {
    const { shown } = this.list
    if (shown === undefined) return
    const isNew = this.find(changed.groupId) === undefined
    const kept = shown.items.map((one) => (one.groupId === changed.groupId ? changed : one))
    this.list.put({ ...shown, items: isNew ? [changed, ...kept] : kept })
  }
}
