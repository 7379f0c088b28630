import type { Project, ProjectMethodologyList } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { readProjectMethodology, type ProjectMethodology } from '#domain/project'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import type { LastKnown } from '../last-known'
import { RemoteValue, type Keepsake } from '../remote'
import type { EntrustmentsStore } from './entrustments-store'
import {
  draftOf,
  emptyProject,
  periodAfter,
  projectFaultsOf,
  PROJECT_STEPS,
  recordOf,
  type ProjectDraft,
  type ProjectDraftField,
  type ProjectFaults,
} from './project-draft'
import { findingsOf, refusedFieldsOf, type RuleFinding } from './project-rules'
import type { ProjectStore } from './project-store'

interface Kept {
  readonly draft: ProjectDraft
  readonly step: number
}

interface Around {
  readonly project: ProjectStore
  readonly entrustments: EntrustmentsStore
  readonly lastKnown: LastKnown
  readonly now: () => Date
}

/** A project written step by step; it stays on the device until the service has it. */
export class ProjectDraftStore {
  draft: ProjectDraft
  step = 0
  faults: ProjectFaults = {}
  readonly methodologies: RemoteValue<ProjectMethodologyList>
  /** The project that is changed; empty for a new one. */
  private projectId = ''
  private keepsake: Keepsake<Kept>
  private isBegunHere = false
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<ApplicationApi, 'methodologiesForProjects' | 'openProject' | 'amendProject'>,
    private readonly around: Around,
  ) {
    this.methodologies = new RemoteValue(() => api.methodologiesForProjects())
    this.draft = emptyProject(around.now())
    this.keepsake = around.lastKnown.of<Kept>('project-draft.new')
    makeAutoObservable<this, 'api' | 'around' | 'keepsake' | 'intentions' | 'projectId'>(this, {
      ...{ api: false, around: false, keepsake: false, intentions: false, methodologies: false },
      ...{ projectId: false, draft: observableRef, faults: observableRef },
    })
  }

  /** The page is opened: goes on with what was begun on this device, else with what the service has. */
  async open(projectId: string): Promise<void> {
    const isOther = projectId !== this.projectId
    this.keepsake = this.around.lastKnown.of<Kept>(`project-draft.${projectId || 'new'}`)
    await Promise.all([
      this.methodologies.load(),
      this.around.entrustments.load(),
      projectId !== '' && this.around.project.open(projectId),
    ])
    if (isOther || !this.isBegunHere) this.begin(projectId)
  }

  /** Methodologies for projects in force today. */
  get offered(): readonly ProjectMethodology[] {
    const today = cityDayOf(this.around.now())
    return (this.methodologies.shown?.items ?? []).flatMap((item) => {
      const read = readProjectMethodology(item)
      const isInForce =
        'kind' in read && read.validFrom <= today && (read.validTo === null || today < read.validTo)
      return isInForce ? [read] : []
    })
  }

  get methodology(): ProjectMethodology | undefined {
    return this.offered.find(({ kind }) => kind === this.draft.kind)
  }

  get findings(): readonly RuleFinding[] {
    return this.methodology ? findingsOf(this.draft, this.methodology) : []
  }

  get isLastStep(): boolean {
    return this.step === PROJECT_STEPS.length - 1
  }

  /** Something was written here that the service does not have. */
  get isBegun(): boolean {
    return this.isBegunHere
  }

  change(changes: Partial<ProjectDraft>): void {
    this.isBegunHere = true
    const { startDay } = changes
    const period = startDay === undefined ? {} : periodAfter(this.draft, startDay, this.around.now())
    this.draft = { ...this.draft, ...period, ...changes }
    const changed = Object.keys(changes) as ProjectDraftField[]
    this.faults = Object.fromEntries(
      Object.entries(this.faults).filter(([field]) => !changed.includes(field as ProjectDraftField)),
    )
    this.keep()
  }

  toggleEntrustment(id: string, siteValue: string): void {
    const { entrustmentIds, sites } = this.draft
    const isOn = entrustmentIds.includes(id)
    const isNamed = sites.split('\n').some((site) => site.replace(/[\s-]/g, '').toUpperCase() === siteValue)
    this.change({
      entrustmentIds: isOn ? entrustmentIds.filter((one) => one !== id) : [...entrustmentIds, id],
      // Each site the project names needs a yes, so what was entrusted is named with it.
      ...(isOn || isNamed ? {} : { sites: [sites, siteValue].filter(Boolean).join('\n') }),
    })
  }

  /** To the next step, if nothing is wrong with this one. */
  next(): void {
    this.faults = this.faultsIn(this.step)
    if (Object.keys(this.faults).length === 0) this.go(this.step + 1)
  }

  go(step: number): void {
    this.step = Math.min(PROJECT_STEPS.length - 1, Math.max(0, step))
    this.keep()
  }

  /** Hands the draft to the service, which keeps it; undefined when something is wrong with a step, which is shown then. */
  async save(): Promise<ApiResult<Project> | undefined> {
    const { methodology } = this
    const faulty = PROJECT_STEPS.findIndex((_, step) => Object.keys(this.faultsIn(step)).length > 0)
    if (faulty >= 0 || methodology === undefined) return this.showStep(Math.max(0, faulty))
    const request = { record: recordOf(this.draft, methodology) }
    const { projectId } = this
    const act = ['save', projectId, JSON.stringify(request)]
    const result = await this.intentions.carryOut(act, (options) =>
      projectId === ''
        ? this.api.openProject(request, options)
        : this.api.amendProject(projectId, request, options),
    )
    if (result.ok) {
      this.around.project.take(result.value)
      this.discard()
    }
    return result
  }

  /** Throws away what was written here; what the service has stays. */
  discard(): void {
    this.isBegunHere = false
    this.step = 0
    this.draft = emptyProject(this.around.now())
    this.faults = {}
    this.keepsake.keep({ draft: this.draft, step: EMPTY_STEP })
  }

  /** Another applies now; what was begun stays on the device. */
  forget(): void {
    this.projectId = ''
    this.isBegunHere = false
    this.step = 0
    this.draft = emptyProject(this.around.now())
    this.faults = {}
  }

  private faultsIn(step: number): ProjectFaults {
    const { draft, methodology, findings } = this
    // What is not written right is said before what the rules say of it.
    return {
      ...refusedFieldsOf(findings, step),
      ...projectFaultsOf(draft, step, { methodology, now: this.around.now() }),
    }
  }

  private showStep(step: number): undefined {
    this.go(step)
    this.faults = this.faultsIn(step)
    return undefined
  }

  private begin(projectId: string): void {
    this.projectId = projectId
    const kept = this.keepsake.recall()
    const isKept = kept !== undefined && kept.step !== EMPTY_STEP
    this.isBegunHere = isKept
    this.faults = {}
    this.step = isKept ? kept.step : 0
    this.draft = isKept ? kept.draft : this.fromService(projectId)
  }

  private fromService(projectId: string): ProjectDraft {
    const record = projectId === '' ? undefined : this.around.project.current.shown?.record
    const methodology = this.offered.find(({ kind }) => kind === record?.kind)
    if (record && methodology) return draftOf(record, methodology)
    // Where there is one kind there is nothing to choose.
    const [only, ...others] = this.offered
    const kind = only !== undefined && others.length === 0 ? only.kind : ''
    return { ...emptyProject(this.around.now()), kind }
  }

  private keep(): void {
    const { draft, step } = this
    this.keepsake.keep({ draft, step })
  }
}

/** Marks that nothing is begun: a device's store forgets by being written over. */
const EMPTY_STEP = -1
