import type { GroupPreview, GroupTop, MyGroup, Together } from '#contract'
import { readJoinCode } from '#domain/group'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { TogetherApi } from '../../api/resources/together'
import type { HostPort, HostResult } from '../../host'
import type { LastKnown } from '../last-known'
import { RemoteValue } from '../remote'

/** Her district and her groups, and the way into a group and out of it. */
export class TogetherStore {
  readonly all: RemoteValue<Together>
  /** The group whose page is open. */
  readonly one: RemoteValue<GroupTop>
  groupId = ''
  /** What a code leads to, while she reads it. */
  preview: GroupPreview | undefined
  private code = ''

  constructor(
    private readonly api: TogetherApi,
    private readonly host: Pick<HostPort, 'can' | 'scan'>,
    lastKnown: LastKnown,
  ) {
    this.all = new RemoteValue(() => api.read(), lastKnown.of<Together>('together'))
    this.one = new RemoteValue(() => api.group(this.groupId))
    makeAutoObservable<this, 'api' | 'host' | 'code'>(this, {
      api: false,
      host: false,
      code: false,
      all: false,
      one: false,
    })
  }

  get canScan(): boolean {
    return this.host.can('scan')
  }

  scan(): Promise<HostResult<string>> {
    return this.host.scan()
  }

  async openGroup(groupId: string): Promise<void> {
    if (groupId !== this.groupId) this.one.forget()
    this.groupId = groupId
    await this.one.load()
  }

  /** Reads a code as typed or scanned, alone or at the end of a link, and asks where it leads; undefined when it cannot be one. */
  async look(text: string): Promise<ApiResult<GroupPreview> | undefined> {
    const code = readJoinCode(/[?&]code=([^&#]+)/.exec(text)?.[1] ?? text)
    if (code === undefined) return undefined
    const result = await this.api.preview({ code })
    if (result.ok) this.show(code, result.value)
    return result
  }

  /** Says yes to what she has read. */
  async join(): Promise<ApiResult<MyGroup>> {
    const result = await this.api.join({
      code: this.code,
      consentVersion: this.preview?.consent.version ?? '',
    })
    if (result.ok) await this.all.load()
    return result
  }

  /** She turns to another code, or goes. */
  forgetPreview(): void {
    this.preview = undefined
    this.code = ''
  }

  async leave(groupId: string): Promise<ApiResult<void>> {
    const result = await this.api.leave(groupId)
    if (result.ok) await this.all.load()
    return result
  }

  /** Null: she shows none any more. */
  async name(groupId: string, nickname: string | null): Promise<ApiResult<MyGroup>> {
    const result = await this.api.nickname(groupId, { nickname })
    if (result.ok) await this.one.load()
    return result
  }

  /** Null: none any more. */
  async chooseDistrict(district: string | null): Promise<ApiResult<Together>> {
    const result = await (district === null
      ? this.api.leaveDistrict()
      : this.api.chooseDistrict({ district }))
    if (result.ok) this.all.put(result.value)
    return result
  }

  private show(code: string, preview: GroupPreview): void {
    this.code = code
    this.preview = preview
  }
}
