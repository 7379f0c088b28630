import type { SceneApplication, SceneList, SceneSummary } from '#contract'
import { addYears, cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'
import { makeAutoObservable } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import { loadTogether, RemoteValue } from '../remote'
import { readAnyDay } from './period-text'

type Api = Pick<
  ApplicationApi,
  'scenes' | 'sceneApplication' | 'submitScene' | 'withdrawScene' | 'extendScene'
>

/** One application for a scene: how far it has come and what may be done. */
export class SceneStore {
  readonly current: RemoteValue<SceneApplication>
  readonly scenes: RemoteValue<SceneList>
  applicationId = ''
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Api,
    private readonly now: () => Date,
  ) {
    this.current = new RemoteValue(() => api.sceneApplication(this.applicationId))
    this.scenes = new RemoteValue(() => api.scenes())
    makeAutoObservable<this, 'api' | 'now' | 'intentions'>(this, {
      ...{ api: false, now: false, intentions: false, current: false, scenes: false },
    })
  }

  async open(applicationId: string): Promise<void> {
    if (applicationId !== this.applicationId) this.begin(applicationId)
    await loadTogether(this.current, this.scenes)
  }

  get scene(): SceneSummary | undefined {
    const sceneId = this.current.shown?.sceneId
    return this.scenes.shown?.items.find((scene) => scene.sceneId === sceneId)
  }

  /** In the last months of an approval, while none is asked for. */
  get mayExtend(): boolean {
    const { extensionOpensOn, extensions = [] } = this.current.shown ?? {}
    if (!extensionOpensOn || extensions.some(({ state }) => state === 'asked')) return false
    return extensionOpensOn <= cityDayOf(this.now())
  }

  /** A year after the present last day, which most will ask for. */
  get nextUntil(): string {
    const until = parseCityDay(this.current.shown?.approvedUntil ?? '')
    return until === undefined ? '' : addYears(until, 1)
  }

  /** The day she wrote, where it is later than the present last day. */
  readUntil(text: string): CityDay | undefined {
    const day = readAnyDay(text)
    const until = this.current.shown?.approvedUntil ?? null
    return day !== undefined && (until === null || day > until) ? day : undefined
  }

  submit(): Promise<ApiResult<SceneApplication>> {
    return this.act(['submit'], (options) => this.api.submitScene(this.applicationId, options))
  }

  withdraw(reasons: string): Promise<ApiResult<SceneApplication>> {
    return this.act(['withdraw', reasons], (options) =>
      this.api.withdrawScene(this.applicationId, reasons, options),
    )
  }

  extend(until: CityDay, reasons: string): Promise<ApiResult<SceneApplication>> {
    return this.act(['extend', until, reasons], (options) =>
      this.api.extendScene(this.applicationId, { until, reasons }, options),
    )
  }

  /** An application as the service has just answered. */
  take(application: SceneApplication): void {
    if (application.applicationId !== this.applicationId) this.begin(application.applicationId)
    this.current.put(application)
  }

  forget(): void {
    this.begin('')
  }

  private begin(applicationId: string): void {
    this.applicationId = applicationId
    this.current.forget()
  }

  private async act(
    name: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<SceneApplication>>,
  ): Promise<ApiResult<SceneApplication>> {
    const result = await this.intentions.carryOut([this.applicationId, ...name], send)
    if (result.ok) this.take(result.value)
    else if (result.failure.kind === 'refused') await this.current.load()
    return result
  }
}
