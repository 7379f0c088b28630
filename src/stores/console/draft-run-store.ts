import type { DraftRun } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { StaffMethodologiesApi } from '../../api/resources/staff-methodologies'
import { RemoteValue } from '../remote'

/** A proposal reckoned over a month that is over. Nothing runs before she has named the month: it reads a whole city's rides. */
export class DraftRunStore {
  asked: { readonly proposalId: string; readonly month: string } | undefined
  readonly run: RemoteValue<DraftRun>

  constructor(api: Pick<StaffMethodologiesApi, 'draftRun'>) {
    this.run = new RemoteValue(() => {
      const { proposalId = '', month = '' } = this.asked ?? {}
      return api.draftRun(proposalId, month)
    })
    makeAutoObservable(this, { run: false })
  }

  async ask(proposalId: string, month: string): Promise<void> {
    this.asked = { proposalId, month }
    this.run.forget()
    await this.run.load()
  }

  forget(): void {
    this.asked = undefined
    this.run.forget()
  }
}
