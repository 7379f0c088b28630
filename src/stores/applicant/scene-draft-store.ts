import type { SceneApplication, SceneList, SceneSummary } from '#contract'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import type { LastKnown } from '../last-known'
import { RemoteValue, type Keepsake } from '../remote'
import type { SceneStore } from './scene-store'

/** An application for a scene as it is being written. */
export interface SceneDraft {
  readonly sceneId: string
  readonly operatorId: string
  /** She applies for an operator that entrusted her institution. */
  readonly isAgent: boolean
  readonly mandate: string
  readonly channelZh: string
  readonly channelEn: string
  readonly dataSource: string
}

export type SceneDraftField = keyof SceneDraft
export type SceneFaults = Partial<Record<SceneDraftField, 'missing' | 'mandate'>>

export const SCENE_STEPS: readonly (readonly SceneDraftField[])[] = [
  ['sceneId', 'operatorId'],
  ['isAgent', 'mandate'],
  ['channelZh', 'channelEn', 'dataSource'],
  [],
]

const EMPTY: SceneDraft = {
  ...{ sceneId: '', operatorId: '', isAgent: false, mandate: '' },
  ...{ channelZh: '', channelEn: '', dataSource: '' },
}

interface Kept {
  readonly draft: SceneDraft
  readonly step: number
}

interface Around {
  readonly scene: SceneStore
  readonly lastKnown: LastKnown
}

/** An application for a scene, written step by step; it stays on the device until the service has it. */
export class SceneDraftStore {
  draft: SceneDraft = EMPTY
  step = 0
  faults: SceneFaults = {}
  readonly scenes: RemoteValue<SceneList>
  private applicationId = ''
  private keepsake: Keepsake<Kept>
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Pick<ApplicationApi, 'scenes' | 'openScene' | 'amendScene'>,
    private readonly around: Around,
  ) {
    this.scenes = new RemoteValue(() => api.scenes())
    this.keepsake = around.lastKnown.of<Kept>('scene-draft.new')
    makeAutoObservable<this, 'api' | 'around' | 'keepsake' | 'intentions' | 'applicationId'>(this, {
      ...{ api: false, around: false, keepsake: false, intentions: false, applicationId: false },
      ...{ scenes: false, draft: observableRef, faults: observableRef },
    })
  }

  async open(applicationId: string): Promise<void> {
    this.keepsake = this.around.lastKnown.of<Kept>(`scene-draft.${applicationId || 'new'}`)
    await Promise.all([this.scenes.load(), applicationId !== '' && this.around.scene.open(applicationId)])
    if (applicationId !== this.applicationId || this.draft === EMPTY) this.begin(applicationId)
  }

  get scene(): SceneSummary | undefined {
    return this.scenes.shown?.items.find(({ sceneId }) => sceneId === this.draft.sceneId)
  }

  get operator(): SceneSummary['providers'][number] | undefined {
    return this.scene?.providers.find(({ operatorId }) => operatorId === this.draft.operatorId)
  }

  /** Scene and operator of an application stay what they were when it was opened. */
  get isNew(): boolean {
    return this.applicationId === ''
  }

  /** Something was written here that the service does not have. */
  get isBegun(): boolean {
    return this.draft !== EMPTY
  }

  get isLastStep(): boolean {
    return this.step === SCENE_STEPS.length - 1
  }

  change(changes: Partial<SceneDraft>): void {
    this.draft = { ...this.draft, ...changes }
    const changed = Object.keys(changes) as SceneDraftField[]
    this.faults = Object.fromEntries(
      Object.entries(this.faults).filter(([field]) => !changed.includes(field as SceneDraftField)),
    )
    this.keep()
  }

  next(): void {
    this.faults = this.faultsIn(this.step)
    if (Object.keys(this.faults).length === 0) this.go(this.step + 1)
  }

  go(step: number): void {
    this.step = Math.min(SCENE_STEPS.length - 1, Math.max(this.isNew ? 0 : RECORD_STEP, step))
    this.keep()
  }

  /** Hands the draft to the service; undefined when something is wrong with a step, which is shown then. */
  async save(): Promise<ApiResult<SceneApplication> | undefined> {
    const faulty = SCENE_STEPS.findIndex((_, step) => Object.keys(this.faultsIn(step)).length > 0)
    if (faulty >= 0) {
      this.go(faulty)
      this.faults = this.faultsIn(faulty)
      return undefined
    }
    const { applicationId, draft } = this
    const record = this.record()
    const { sceneId, operatorId } = draft
    const mandate = draft.isAgent ? draft.mandate.trim() : null
    const act = ['save', applicationId, JSON.stringify({ sceneId, operatorId, mandate, record })]
    const result = await this.intentions.carryOut(act, (options) =>
      applicationId === ''
        ? this.api.openScene({ sceneId, operatorId, mandate, record }, options)
        : this.api.amendScene(applicationId, record, options),
    )
    if (result.ok) {
      this.around.scene.take(result.value)
      this.discard()
    }
    return result
  }

  discard(): void {
    this.draft = EMPTY
    this.step = 0
    this.faults = {}
    this.keepsake.keep({ draft: EMPTY, step: NOTHING_BEGUN })
  }

  /** Another applies now; what was begun stays on the device. */
  forget(): void {
    this.applicationId = ''
    this.draft = EMPTY
    this.step = 0
    this.faults = {}
  }

  private record() {
    const { draft } = this
    const kept = this.around.scene.current.shown?.record['methodologyCode']
    const methodologyCode = this.scene?.methodology?.code ?? (typeof kept === 'string' ? kept : '')
    const zh = draft.channelZh.trim()
    return {
      methodologyCode,
      // Whoever writes no English is shown in Chinese there too.
      channel: { zh, en: draft.channelEn.trim() || zh },
      dataSource: draft.dataSource.trim(),
    }
  }

  private faultsIn(step: number): SceneFaults {
    const { draft } = this
    const missing = (field: 'sceneId' | 'operatorId' | 'channelZh' | 'dataSource') =>
      draft[field].trim().length < 2 ? { [field]: 'missing' as const } : {}
    if (step === 0) return this.isNew ? { ...missing('sceneId'), ...missing('operatorId') } : {}
    if (step === 1)
      return this.isNew && draft.isAgent && !MANDATE.test(draft.mandate.trim()) ? { mandate: 'mandate' } : {}
    return step === RECORD_STEP ? { ...missing('channelZh'), ...missing('dataSource') } : {}
  }

  private begin(applicationId: string): void {
    this.applicationId = applicationId
    const kept = this.keepsake.recall()
    const isKept = kept !== undefined && kept.step !== NOTHING_BEGUN
    this.faults = {}
    this.step = isKept ? kept.step : applicationId === '' ? 0 : RECORD_STEP
    this.draft = isKept ? kept.draft : this.fromService(applicationId)
  }

  private fromService(applicationId: string): SceneDraft {
    const shown = applicationId === '' ? undefined : this.around.scene.current.shown
    if (!shown) return EMPTY
    const { channel, dataSource } = shown.record as {
      channel?: { zh?: string; en?: string }
      dataSource?: string
    }
    return {
      ...EMPTY,
      sceneId: shown.sceneId,
      operatorId: shown.operatorId,
      channelZh: channel?.zh ?? '',
      channelEn: channel?.en ?? '',
      dataSource: dataSource ?? '',
    }
  }

  private keep(): void {
    const { draft, step } = this
    this.keepsake.keep({ draft, step })
  }
}

/** A compact JWS: three parts of base64url. */
const MANDATE = /^[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}$/
const RECORD_STEP = 2
/** Marks that nothing is begun: a device's store forgets by being written over. */
const NOTHING_BEGUN = -1
