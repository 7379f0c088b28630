import type { Proposal } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

type Api = Pick<ApplicationApi, 'proposal' | 'submitProposal' | 'withdrawProposal'>

/** One proposal of a methodology: how far it has come, what experts said of it, and what may be done. */
export class ProposalStore {
  readonly current: RemoteValue<Proposal>
  proposalId = ''
  private readonly intentions = new Intentions()

  constructor(private readonly api: Api) {
    this.current = new RemoteValue(() => api.proposal(this.proposalId))
    makeAutoObservable<this, 'api' | 'intentions'>(this, { api: false, intentions: false, current: false })
  }

  async open(proposalId: string): Promise<void> {
    if (proposalId !== this.proposalId) this.begin(proposalId)
    await this.current.load()
  }

  submit(): Promise<ApiResult<Proposal>> {
    return this.act(['submit'], (options) => this.api.submitProposal(this.proposalId, options))
  }

  withdraw(reasons: string): Promise<ApiResult<Proposal>> {
    return this.act(['withdraw', reasons], (options) =>
      this.api.withdrawProposal(this.proposalId, reasons, options),
    )
  }

  /** A proposal as the service has just answered. */
  take(proposal: Proposal): void {
    if (proposal.proposalId !== this.proposalId) this.begin(proposal.proposalId)
    this.current.put(proposal)
  }

  forget(): void {
    this.begin('')
  }

  private begin(proposalId: string): void {
    this.proposalId = proposalId
    this.current.forget()
  }

  private async act(
    name: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Proposal>>,
  ): Promise<ApiResult<Proposal>> {
    const result = await this.intentions.carryOut([this.proposalId, ...name], send)
    if (result.ok) this.take(result.value)
    else if (result.failure.kind === 'refused') await this.current.load()
    return result
  }
}
