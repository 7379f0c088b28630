import type { InvitationPreview, Membership, MembershipList, MemberSession } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { MembershipApi } from '../../api/resources/memberships'
import type { HostPort } from '../../host'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

/** Why she no longer acts for the institution she acted for. */
export type MemberEnd = 'dismissed' | 'suspended'

/** Which membership this device acted in last: a member id, which says nothing to whoever else signs in here. */
const KEY = 'acting'

/**
 * For whom she acts. A member's session lasts a quarter of an hour and has no refresh token: her own session begins the next,
 * unseen, until she is dismissed or her institution suspended. The token lives in memory.
 */
export class MemberSessionStore {
  readonly memberships: RemoteValue<MembershipList>
  /** Undefined while she acts for nobody. */
  membership: Membership | undefined
  end: MemberEnd | undefined
  /** It is being found out who acts: until then nobody is told to choose. */
  isResuming = false
  private token: string | undefined
  private readonly intentions = new Intentions()
  private readonly leavings = new Set<() => void>()

  constructor(
    private readonly api: MembershipApi,
    private readonly store: HostPort['store'],
  ) {
    this.memberships = new RemoteValue(() => api.list())
    makeAutoObservable<this, 'api' | 'store' | 'token' | 'intentions' | 'leavings'>(this, {
      api: false,
      store: false,
      token: false,
      intentions: false,
      leavings: false,
      memberships: false,
      membership: observableRef,
    })
  }

  /** For whom she may act; none of another person's who was here before her. */
  get offered(): readonly Membership[] {
    const { remote } = this.memberships
    const isRefused = remote.state === 'failed' && remote.failure.kind === 'refused'
    return isRefused ? [] : (this.memberships.shown?.items ?? [])
  }

  accessToken(): string | undefined {
    return this.token
  }

  /** Runs whenever another begins to act, or nobody: what was fetched for the one before is dropped. */
  onLeave(drop: () => void): void {
    this.leavings.add(drop)
  }

  /** What an invitation would make of her. */
  preview(code: string): Promise<ApiResult<InvitationPreview>> {
    return this.api.preview({ code })
  }

  /** Becomes a member by the code of an invitation; asked again after no answer it is the same joining. */
  async join(code: string): Promise<ApiResult<Membership>> {
    const result = await this.intentions.carryOut(['join', code], (options) =>
      this.api.join({ code }, options),
    )
    if (result.ok) await this.memberships.load()
    return result
  }

  /** Begins to act; whoever acts in this membership already goes on. */
  async act(memberId: string): Promise<ApiResult<Membership>> {
    if (this.membership?.memberId === memberId) return { ok: true, value: this.membership }
    const result = await this.api.begin(memberId)
    if (!result.ok) return result
    this.leave()
    this.store.set(KEY, memberId)
    this.take(result.value)
    return { ok: true, value: result.value.membership }
  }

  /**
   * Finds out for whom she may act, and goes on in the membership this device acted in last, or in the only one that `suits`. Without
   * one she has to choose.
   */
  async resume(suits: (membership: Membership) => boolean): Promise<void> {
    if (this.membership && suits(this.membership)) return
    this.setResuming(true)
    await this.goOn(suits)
    this.setResuming(false)
  }

  /** The next session after a 401; false when none began. Called once however many requests met the 401. */
  async renew(): Promise<boolean> {
    const acting = this.membership
    if (!acting) return false
    const result = await this.api.begin(acting.memberId)
    // She chose another membership meanwhile.
    if (this.membership?.memberId !== acting.memberId) return false
    if (result.ok) this.take(result.value)
    else if (result.failure.kind === 'refused') this.finish(ENDS[result.failure.code])
    return result.ok
  }

  /** Acts for nobody from now on. */
  leave(): void {
    this.token = undefined
    this.membership = undefined
    this.end = undefined
    this.store.remove(KEY)
    this.leavings.forEach((drop) => drop())
  }

  private async goOn(suits: (membership: Membership) => boolean): Promise<void> {
    if (!(await this.memberships.load())) return
    const suiting = (this.memberships.shown?.items ?? []).filter(suits)
    const last = this.store.get(KEY)
    const found =
      suiting.find(({ memberId }) => memberId === last) ?? (suiting.length === 1 ? suiting[0] : undefined)
    if (found) await this.act(found.memberId)
  }

  private setResuming(isResuming: boolean): void {
    this.isResuming = isResuming
  }

  private take({ accessToken, membership }: MemberSession): void {
    this.token = accessToken
    this.membership = membership
  }

  private finish(end: MemberEnd | undefined): void {
    if (end === undefined) return
    this.leave()
    this.end = end
  }
}

/** What the service says when a member's time is over. A dismissed member is unknown to it. */
const ENDS: Partial<Record<string, MemberEnd>> = {
  'request.not-found': 'dismissed',
  'institution.suspended': 'suspended',
}
