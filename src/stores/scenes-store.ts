import type { ConsentState, Instrument, MyScene, MySceneList, SceneList, SceneSummary } from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApiResult } from '../api'
import type { Api } from '../api/resources'
import type { LastKnown } from './last-known'
import { loadTogether, RemoteValue } from './remote'

/** One scene by one provider: what a consent is given for. */
export interface Choice {
  readonly sceneId: string
  readonly operatorId: string
}

const isSame = (one: Choice, other: Choice) =>
  one.sceneId === other.sceneId && one.operatorId === other.operatorId

/** The scenes of the city, and what she allows: separately for each scene and provider, as easily withdrawn as given. */
export class ScenesStore {
  readonly scenes: RemoteValue<SceneList>
  readonly mine: RemoteValue<MySceneList>
  /** What she switched on before the account is open. */
  chosen: readonly Choice[] = []
  /** The switches whose answer is under way. */
  private pending: readonly string[] = []

  constructor(
    private readonly api: Api['scenes'],
    lastKnown: LastKnown,
  ) {
    this.scenes = new RemoteValue(() => api.list(), lastKnown.of<SceneList>('scenes'))
    this.mine = new RemoteValue(() => api.mine(), lastKnown.of<MySceneList>('my-scenes'))
    makeAutoObservable<this, 'api'>(this, { api: false, scenes: false, mine: false })
  }

  async load(isResident: boolean): Promise<void> {
    await loadTogether(this.scenes, ...(isResident ? [this.mine] : []))
  }

  scene(sceneId: string): SceneSummary | undefined {
    return this.scenes.shown?.items.find((scene) => scene.sceneId === sceneId)
  }

  consentOf(sceneId: string, operatorId: string): ConsentState {
    const found = this.own(sceneId)?.consents.find((consent) => consent.operatorId === operatorId)
    return found ?? { state: 'none', since: null }
  }

  /** Whether the rides of this card come from a company she allows nothing; a company is known by the name it gives cards. */
  isShutOut(issuer: Instrument['issuer']): boolean {
    const own = this.mine.shown
    const choices = (this.scenes.shown?.items ?? [])
      .filter((scene) => scene.state === 'live')
      .flatMap(({ sceneId, providers }) => providers.map((provider) => ({ sceneId, provider })))
      .filter(({ provider }) => provider.state === 'live' && provider.name.zh === issuer.zh)
    return (
      own !== undefined &&
      choices.length > 0 &&
      choices.every(
        ({ sceneId, provider }) => this.consentOf(sceneId, provider.operatorId).state !== 'granted',
      )
    )
  }

  isWatching(sceneId: string): boolean {
    return this.own(sceneId)?.watching ?? false
  }

  isPending(sceneId: string, operatorId = ''): boolean {
    return this.pending.includes(`${sceneId}/${operatorId}`)
  }

  isChosen(choice: Choice): boolean {
    return this.chosen.some((other) => isSame(choice, other))
  }

  choose(choice: Choice, isOn: boolean): void {
    this.chosen = [...this.chosen.filter((other) => !isSame(choice, other)), ...(isOn ? [choice] : [])]
  }

  /** What she switched on has been dealt with. */
  forgetChosen(): void {
    this.chosen = []
  }

  /** Gives a consent for each choice, now that the account is open; whether all were given. */
  async allowChosen(): Promise<boolean> {
    const { chosen } = this
    const given = await Promise.all(
      chosen.map(({ sceneId, operatorId }) => this.setConsent(sceneId, operatorId, true)),
    )
    return given.every(({ ok }) => ok)
  }

  async setConsent(
    sceneId: string,
    operatorId: string,
    isGranted: boolean,
  ): Promise<ApiResult<ConsentState>> {
    return this.pend(`${sceneId}/${operatorId}`, async () => {
      const { grant, withdraw } = this.api
      const result = await (isGranted ? grant : withdraw)(sceneId, operatorId)
      if (result.ok)
        this.amend(sceneId, (own) => ({
          ...own,
          consents: [
            ...own.consents.filter((consent) => consent.operatorId !== operatorId),
            { operatorId, ...result.value },
          ],
        }))
      return result
    })
  }

  async setWatching(sceneId: string, watching: boolean): Promise<ApiResult<void>> {
    return this.pend(`${sceneId}/`, async () => {
      const result = await (watching ? this.api.watch : this.api.unwatch)(sceneId)
      if (result.ok) this.amend(sceneId, (own) => ({ ...own, watching }))
      return result
    })
  }

  private own(sceneId: string): MyScene | undefined {
    return this.mine.shown?.items.find((scene) => scene.sceneId === sceneId)
  }

  private amend(sceneId: string, change: (own: MyScene) => MyScene): void {
    const items = this.mine.shown?.items ?? []
    const own = this.own(sceneId) ?? { sceneId, watching: false, consents: [] }
    this.mine.put({ items: [...items.filter((scene) => scene.sceneId !== sceneId), change(own)] })
  }

  private async pend<T>(key: string, work: () => Promise<T>): Promise<T> {
    this.setPending([...this.pending, key])
    const result = await work()
    this.setPending(this.pending.filter((other) => other !== key))
    return result
  }

  private setPending(pending: readonly string[]): void {
    this.pending = pending
  }
}
