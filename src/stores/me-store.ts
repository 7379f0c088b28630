import { cityDayOf } from '#domain/calendar'
import type {
  Closure,
  DataReadList,
  GuardianCode,
  Guardianship,
  GuardianshipList,
  Notice,
  SchemeTotals,
} from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../api'
import type { Api } from '../api/resources'
import type { HandedOver, HostPort, HostResult } from '../host'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'
import type { SessionStore } from './session-store'

/** What is hers by right: the notice she agreed to, who read her data, a copy of it, the way out. */
export class MeStore {
  readonly notice: RemoteValue<Notice>
  readonly totals: RemoteValue<SchemeTotals>
  readonly reads: RemoteValue<DataReadList>
  /** The children she consented for. */
  readonly wards: RemoteValue<GuardianshipList>

  constructor(
    private readonly account: Api['account'],
    private readonly session: SessionStore,
    private readonly host: Pick<HostPort, 'handOver'>,
    private readonly now: () => Date,
    lastKnown: LastKnown,
  ) {
    this.notice = new RemoteValue(() => account.notice())
    this.totals = new RemoteValue(() => account.totals())
    this.reads = new RemoteValue(() => account.reads(), lastKnown.of<DataReadList>('reads'))
    this.wards = new RemoteValue(() => account.guardianships(), lastKnown.of<GuardianshipList>('wards'))
    makeAutoObservable<this, 'account' | 'session' | 'host' | 'now'>(this, {
      account: false,
      session: false,
      host: false,
      now: false,
      notice: false,
      totals: false,
      reads: false,
      wards: false,
    })
  }

  /** Everything held about her, as readable JSON text. */
  async export(): Promise<ApiResult<string>> {
    const result = await this.account.export()
    return result.ok ? { ok: true, value: JSON.stringify(result.value, null, 2) } : result
  }

  /** Gives her the copy as a file named after today. Asks the host at once: some allow it in the turn of a tap only. */
  handOver(text: string): Promise<HostResult<HandedOver>> {
    return this.host.handOver({ name: `suitan-${cityDayOf(this.now())}.json`, content: text })
  }

  async close(disposal: 'publicPool' | 'nothingLeft'): Promise<ApiResult<Closure>> {
    const result = await this.account.close({ disposal })
    if (result.ok) {
      this.session.leave()
      // From now on she is somebody without an account, who may open another.
      await this.session.restart()
    }
    return result
  }

  guardianCode(): Promise<ApiResult<GuardianCode>> {
    return this.account.guardianCode()
  }

  async guard(code: string): Promise<ApiResult<Guardianship>> {
    const result = await this.account.guard({ code })
    if (result.ok) await this.wards.load()
    return result
  }

  /** Lets a child be in a school's group and name a district, or no longer. */
  async allowGroups(guardianshipId: string, isAllowed: boolean): Promise<ApiResult<Guardianship>> {
    const result = await (isAllowed
      ? this.account.allowGroups(guardianshipId)
      : this.account.forbidGroups(guardianshipId))
    if (result.ok) await this.wards.load()
    return result
  }

  /** Takes back her consent for one child. */
  async unguard(guardianshipId: string): Promise<ApiResult<void>> {
    const result = await this.account.withdrawGuardianship(guardianshipId)
    if (result.ok) await this.wards.load()
    return result
  }
}
