import type { MethodologyRegister, Proposal, SceneList } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import type { LastKnown } from '../last-known'
import { loadTogether, RemoteValue, type Keepsake } from '../remote'
import { classOf, type ClassedAs, type Classes } from './proposal-class'
import { EMPTY_PROPOSAL, PROPOSAL_STEPS, type ProposalDraft } from './proposal-draft'
import { creditedThousandths, netOf, type NetFigure } from './proposal-figures'
import { draftOfRecord, proposedRecord } from './proposal-record'
import type { ProposalStore } from './proposal-store'
import type { Fields } from './record-fields'

interface Kept {
  readonly draft: ProposalDraft
  readonly step: number
}

interface Around {
  readonly proposal: ProposalStore
  readonly lastKnown: LastKnown
}

type Api = Pick<ApplicationApi, 'scenes' | 'register' | 'openProposal' | 'amendProposal'>

/** A methodology written step by step: every letter is kept on the device, every step by the service. */
export class ProposalDraftStore {
  draft: ProposalDraft = EMPTY_PROPOSAL
  step = 0
  readonly scenes: RemoteValue<SceneList>
  readonly register: RemoteValue<MethodologyRegister>
  /** Empty until the service has it. */
  proposalId = ''
  private keepsake: Keepsake<Kept>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Api,
    private readonly around: Around,
  ) {
    this.scenes = new RemoteValue(() => api.scenes())
    this.register = new RemoteValue(() => api.register())
    this.keepsake = around.lastKnown.of<Kept>('proposal-draft.new')
    makeAutoObservable<this, 'api' | 'around' | 'keepsake' | 'intentions'>(this, {
      ...{ api: false, around: false, keepsake: false, intentions: false },
      ...{ scenes: false, register: false, draft: observableRef },
    })
  }

  /** `step`: where to go on, when she comes from a list of what is missing. */
  async open(proposalId: string, step?: number): Promise<void> {
    this.keepsake = this.around.lastKnown.of<Kept>(`proposal-draft.${proposalId || 'new'}`)
    await Promise.all([
      loadTogether(this.scenes, this.register),
      proposalId !== '' && this.around.proposal.open(proposalId),
    ])
    // One that was opened from here has got its id meanwhile.
    const isOther = proposalId !== this.proposalId && (proposalId !== '' || this.draft === EMPTY_PROPOSAL)
    if (isOther || this.draft === EMPTY_PROPOSAL) this.begin(proposalId)
    if (step !== undefined && step in PROPOSAL_STEPS) this.show(step)
  }

  get isLastStep(): boolean {
    return this.step === PROPOSAL_STEPS.length - 1
  }

  /** Thousandths of a gram saved a kilometre or a trip. */
  get saved(): number | undefined {
    const { draft, stored } = this
    return creditedThousandths(draft, { before: draftOfRecord(stored), record: stored })
  }

  /** The figure the service has that the two boxes cannot show. */
  get net(): NetFigure | undefined {
    return netOf(this.stored)
  }

  /** The class her record would be of and what it may be used for, before she signs for it. */
  get classed(): ClassedAs {
    return classOf(this.stored, this.classes)
  }

  change(changes: Partial<ProposalDraft>): void {
    this.draft = { ...this.draft, ...changes }
    this.keep()
  }

  /** Begins from the newest version of what is revised, or from nothing. */
  async revise(code: string): Promise<ApiResult<Proposal> | undefined> {
    if (code === '' || this.proposalId !== '') {
      this.change({ revises: code })
      return undefined
    }
    const result = await this.intentions.carryOut(['revise', code], (options) =>
      this.api.openProposal({ revises: code, record: null }, options),
    )
    if (result.ok) this.take(result.value)
    return result
  }

  /** Hands what is written to the service, which says what is missing; then to another step. */
  async go(step: number): Promise<ApiResult<Proposal>> {
    const result = await this.save()
    if (result.ok) this.show(Math.min(PROPOSAL_STEPS.length - 1, Math.max(0, step)))
    return result
  }

  /** Another step of what is saved as it is. */
  show(step: number): void {
    this.step = step
    this.keep()
  }

  async save(): Promise<ApiResult<Proposal>> {
    const { proposalId } = this
    const record = proposedRecord(this.draft, this.stored, this.classes)
    const act = ['save', proposalId, JSON.stringify(record)]
    const result = await this.intentions.carryOut(act, (options) =>
      proposalId === ''
        ? this.api.openProposal({ revises: null, record }, options)
        : this.api.amendProposal(proposalId, record, options),
    )
    if (result.ok) {
      this.around.proposal.take(result.value)
      this.setId(result.value.proposalId)
    }
    return result
  }

  /** Hands all of it in for keeping; nothing stays on the device. */
  async finish(): Promise<ApiResult<Proposal>> {
    const result = await this.save()
    if (result.ok) this.leave()
    return result
  }

  /** Another applies now; what was begun stays on the device. */
  forget(): void {
    this.proposalId = ''
    this.draft = EMPTY_PROPOSAL
    this.step = 0
  }

  private leave(): void {
    this.keepsake.keep({ draft: EMPTY_PROPOSAL, step: NOTHING_BEGUN })
    this.draft = EMPTY_PROPOSAL
    this.step = 0
  }

  /** The record as the service has it; nothing for one it does not have. */
  private get stored(): Fields {
    return this.proposalId === '' ? {} : (this.around.proposal.current.shown?.record ?? {})
  }

  private get classes(): Classes {
    const scene = this.scenes.shown?.items.find(({ sceneId }) => sceneId === this.draft.sceneId)
    return { kind: scene?.kind, classes: this.register.shown?.classes ?? [] }
  }

  private take(proposal: Proposal): void {
    this.around.proposal.take(proposal)
    this.setId(proposal.proposalId)
    this.draft = { ...draftOfRecord(proposal.record), revises: proposal.revises ?? '' }
    this.keep()
  }

  /** From now on it is the service's draft that is written; the new one is another. */
  private setId(proposalId: string): void {
    if (proposalId === this.proposalId) return
    this.keepsake.keep({ draft: EMPTY_PROPOSAL, step: NOTHING_BEGUN })
    this.proposalId = proposalId
    this.keepsake = this.around.lastKnown.of<Kept>(`proposal-draft.${proposalId}`)
    this.keep()
  }

  private begin(proposalId: string): void {
    this.proposalId = proposalId
    const kept = this.keepsake.recall()
    const isKept = kept !== undefined && kept.step !== NOTHING_BEGUN
    this.step = isKept ? kept.step : 0
    const shown = proposalId === '' ? undefined : this.around.proposal.current.shown
    const known = shown ? { ...draftOfRecord(shown.record), revises: shown.revises ?? '' } : EMPTY_PROPOSAL
    this.draft = isKept ? kept.draft : known
  }

  private keep(): void {
    const { draft, step } = this
    this.keepsake.keep({ draft, step })
  }
}

/** Marks that nothing is begun: a device's store forgets by being written over. */
const NOTHING_BEGUN = -1
