import type {
  MethodologyRegister,
  ProjectMethodologyList,
  PublicProjectPage,
  PublicProjectState,
  SceneList,
} from '#contract'
import { makeAutoObservable } from 'mobx'
import type { RegisterApi } from '../../api/resources/register'
import { loadTogether, RemoteValue } from '../remote'
import { listedRules, type ListedRule } from './listed-rules'

export const LISTS = ['rules', 'scenes', 'projects'] as const
export type ListName = (typeof LISTS)[number]

/** Whoever types is asked for once she rests. */
const SEARCH_REST_MS = 400

/** The three lists of the register, what is searched in all of them, and one page of projects. */
export class RegisterStore {
  readonly rules: RemoteValue<MethodologyRegister>
  readonly projectRules: RemoteValue<ProjectMethodologyList>
  readonly scenes: RemoteValue<SceneList>
  readonly projects: RemoteValue<PublicProjectPage>
  /** On a phone one list is shown at a time. */
  list: ListName = 'rules'
  text = ''
  state: PublicProjectState | 'all' = 'all'
  /** What the shown page of projects and those before it were asked by; the first is asked by nothing. */
  private cursors: readonly string[] = []
  private searchTimer: ReturnType<typeof setTimeout> | undefined

  constructor(api: RegisterApi) {
    this.rules = new RemoteValue(() => api.rules())
    this.projectRules = new RemoteValue(() => api.projectRules())
    this.scenes = new RemoteValue(() => api.scenes())
    this.projects = new RemoteValue(() =>
      api.projects({
        text: this.text.trim() || undefined,
        state: this.state === 'all' ? undefined : this.state,
        cursor: this.cursors[this.cursors.length - 1],
      }),
    )
    makeAutoObservable<this, 'searchTimer'>(this, {
      rules: false,
      projectRules: false,
      scenes: false,
      projects: false,
      searchTimer: false,
    })
  }

  load(): Promise<void> {
    return loadTogether(this.rules, this.projectRules, this.scenes, this.projects)
  }

  choose(list: ListName): void {
    this.list = list
  }

  search(text: string): void {
    this.text = text
    clearTimeout(this.searchTimer)
    this.searchTimer = setTimeout(() => void this.turnTo([]), SEARCH_REST_MS)
  }

  chooseState(state: PublicProjectState | 'all'): Promise<unknown> {
    this.state = state
    return this.turnTo([])
  }

  get pageNo(): number {
    return this.cursors.length + 1
  }

  get hasNext(): boolean {
    return (this.projects.shown?.nextCursor ?? null) !== null
  }

  next(): Promise<unknown> {
    const cursor = this.projects.shown?.nextCursor
    return cursor ? this.turnTo([...this.cursors, cursor]) : Promise.resolve()
  }

  previous(): Promise<unknown> {
    return this.turnTo(this.cursors.slice(0, -1))
  }

  /** Rules for rides, then those for projects, that have what is searched in a name or a code. */
  get foundRules(): readonly ListedRule[] {
    return listedRules(this.rules.shown, this.projectRules.shown).filter(({ name, code }) =>
      this.matches(name.zh, name.en, code),
    )
  }

  get foundScenes(): SceneList['items'] {
    return (this.scenes.shown?.items ?? []).filter(({ name, providers }) =>
      this.matches(
        ...[name, ...providers.map((provider) => provider.name)].flatMap(({ zh, en }) => [zh, en]),
      ),
    )
  }

  private matches(...texts: readonly string[]): boolean {
    const wanted = this.text.trim().toLowerCase()
    return texts.some((text) => text.toLowerCase().includes(wanted))
  }

  private turnTo(cursors: readonly string[]): Promise<unknown> {
    this.cursors = cursors
    return this.projects.load()
  }
}
