import type { Closure, DataReadList, GuardianCode, Guardianship, Notice, SchemeTotals } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../api'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { RemoteValue } from './remote'
import type { SessionStore } from './session-store'

/** What is hers by right: the notice she agreed to, who read her data, a copy of it, the way out. */
export class MeStore {
  readonly notice: RemoteValue<Notice>
  readonly totals: RemoteValue<SchemeTotals>
  readonly reads: RemoteValue<DataReadList>

  constructor(
    private readonly account: Api['account'],
    private readonly session: SessionStore,
    lastKnown: LastKnown,
  ) {
    this.notice = new RemoteValue(() => account.notice())
    this.totals = new RemoteValue(() => account.totals())
    this.reads = new RemoteValue(() => account.reads(), lastKnown.of<DataReadList>('reads'))
    makeAutoObservable<this, 'account' | 'session'>(this, {
      account: false,
      session: false,
      notice: false,
      totals: false,
      reads: false,
    })
  }

  /** Everything held about her, as readable JSON text. */
  async export(): Promise<ApiResult<string>> {
    const result = await this.account.export()
    return result.ok ? { ok: true, value: JSON.stringify(result.value, null, 2) } : result
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

  guard(code: string): Promise<ApiResult<Guardianship>> {
    return this.account.guard({ code })
  }
}
