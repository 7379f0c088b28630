import type { Invitation, InvitationRequest, Member, MemberList } from '#contract'
import { INVITATION_MINUTES } from '#domain/institution'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../../api'
import type { InstitutionApi } from '../../api/resources/institution'
import { Intentions } from '../intentions'
import { keepFresh, type Freshness } from '../keep-fresh'
import { RemoteValue } from '../remote'

/** Who acts for the institution, and how somebody is invited or sent away. */
export class MembersStore {
  readonly list: RemoteValue<MemberList>
  private readonly intentions = new Intentions()

  constructor(private readonly api: Pick<InstitutionApi, 'members' | 'invite' | 'dismiss'>) {
    this.list = new RemoteValue(() => api.members())
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, list: false })
  }

  /** A code that makes whoever scans it a member; nobody can read it again. */
  invite(request: InvitationRequest): Promise<ApiResult<Invitation>> {
    const { role, displayName, shopIds } = request
    return this.intentions.carryOut(['invite', role, displayName, ...shopIds], (options) =>
      this.api.invite(request, options),
    )
  }

  /** Who is called the same and stands there once more, because no app could tell that it is the same person. */
  namesakesOf({ memberId, displayName }: Member): readonly Member[] {
    const others = (this.list.shown?.items ?? []).filter((one) => one.memberId !== memberId)
    return others.filter((one) => one.displayName === displayName)
  }

  /** Looks for whoever joins, as long as a code is on the screen. */
  watch(): Freshness {
    return keepFresh(this.list)
  }

  /** Who joined by this invitation; undefined while nobody has. */
  joinedBy({ displayName, role, expiresAt }: Invitation): Member | undefined {
    const invitedMs = Date.parse(expiresAt) - INVITATION_MINUTES * 60_000
    return this.list.shown?.items.find(
      (one) => one.displayName === displayName && one.role === role && Date.parse(one.joinedAt) >= invitedMs,
    )
  }

  /** One after the other; the first that is refused ends it. */
  async dismissAll(members: readonly Member[]): Promise<ApiResult<void>> {
    for (const { memberId } of members) {
      const result = await this.dismiss(memberId)
      if (!result.ok) return result
    }
    return { ok: true, value: undefined }
  }

  async dismiss(memberId: string): Promise<ApiResult<void>> {
    const result = await this.intentions.carryOut(['dismiss', memberId], (options) =>
      this.api.dismiss(memberId, options),
    )
    // Refused or not, the list may be another by now.
    if (result.ok || result.failure.kind === 'refused') await this.list.load()
    return result
  }
}
