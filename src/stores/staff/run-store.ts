import type { RunDetail } from '#contract'
import { decideConfirmation, decideReturn, decideVerification } from '#domain/issuance'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { StaffApi } from '../../api/resources/staff'
import { RemoteValue } from '../remote'
import { Intentions } from '../intentions'
import type { StaffSessionStore } from './staff-session-store'

interface Acts {
  /** Her own name stands under the run already; another person's is needed. */
  readonly isWaiting: boolean
  readonly verify: boolean
  readonly confirm: boolean
  readonly giveBack: boolean
}

const NONE: Acts = { isWaiting: false, verify: false, confirm: false, giveBack: false }

/** One run at a time, and what may be done with it. The service decides; what it would refuse for the role is not offered. */
export class RunStore {
  runId = ''
  readonly detail: RemoteValue<RunDetail>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<StaffApi, 'run' | 'verify' | 'confirm' | 'giveBack'>,
    private readonly session: StaffSessionStore,
  ) {
    this.detail = new RemoteValue(() => api.run(this.runId))
    makeAutoObservable<this, 'api' | 'session' | 'intentions'>(this, {
      api: false,
      session: false,
      intentions: false,
      detail: false,
    })
  }

  get acts(): Acts {
    const { staff } = this.session
    const detail = this.detail.shown
    if (!staff || !detail) return NONE
    const { role, staffId } = staff
    const { state } = detail.run
    const confirmedBy = detail.confirmedBy.map((person) => person.staffId)
    const confirmation = decideConfirmation({ state, role, staffId, confirmedBy })
    return {
      isWaiting: state === 'verified' && confirmation === 'run.second-person-needed',
      verify: decideVerification(state, role) === 'replay',
      confirm: confirmation === 'confirm' || confirmation === 'confirmAndIssue',
      giveBack: decideReturn({ state, role, issuingRefused: detail.issueFault !== null }) === 'return',
    }
  }

  async open(runId: string): Promise<void> {
    if (runId !== this.runId) {
      this.runId = runId
      this.detail.forget()
    }
    await this.detail.load()
  }

  /** Has the run worked out again from retained evidence. */
  verify(): Promise<ApiResult<RunDetail>> {
    return this.carryOut(['verify'], this.api.verify)
  }

  /** Puts her name to the run; the second person's has it issued. */
  confirm(): Promise<ApiResult<RunDetail>> {
    return this.carryOut(['confirm'], this.api.confirm)
  }

  /** Gives the run back to its operator. */
  giveBack(reason: string): Promise<ApiResult<RunDetail>> {
    return this.carryOut(['return', reason], (runId, options) =>
      this.api.giveBack(runId, { reason }, options),
    )
  }

  forget(): void {
    this.runId = ''
    this.detail.forget()
  }

  private async carryOut(
    act: readonly string[],
    send: (runId: string, options: WriteOptions) => Promise<ApiResult<RunDetail>>,
  ): Promise<ApiResult<RunDetail>> {
    const { runId } = this
    const result = await this.intentions.carryOut([runId, ...act], (options) => send(runId, options))
    if (runId !== this.runId) return result
    if (result.ok) this.detail.put(result.value)
    // What is shown may be what made her ask: somebody else has acted meanwhile.
    else if (result.failure.kind === 'refused') await this.detail.load()
    return result
  }
}
