import type {
  ProjectList,
  ProjectSummary,
  ProposalList,
  ProposalSummary,
  SceneApplicationList,
  SceneApplicationSummary,
  SceneList,
} from '#contract'
import { makeAutoObservable } from 'mobx'
import type { ApplicationApi } from '../../api/resources/applications'
import { loadTogether, RemoteValue } from '../remote'

/** One thing that was applied for, or is being written. */
export type Entry =
  | { readonly kind: 'project'; readonly of: ProjectSummary }
  | { readonly kind: 'scene'; readonly of: SceneApplicationSummary }
  | { readonly kind: 'proposal'; readonly of: ProposalSummary }

/** Whose turn it is: `mine` while something is asked of the applicant, `theirs` while the offices owe it, `none` else. */
export type Asked = 'mine' | 'theirs' | 'none'

/** Projects, scenes and methodologies of one applicant, what is asked of it first. */
export class ApplicationsStore {
  readonly projects: RemoteValue<ProjectList>
  readonly proposals: RemoteValue<ProposalList>
  readonly applied: RemoteValue<SceneApplicationList>
  /** The city's scenes, for their names. */
  readonly scenes: RemoteValue<SceneList>

  constructor(
    api: Pick<ApplicationApi, 'projects' | 'proposals' | 'sceneApplications' | 'scenes'>,
    private readonly isInstitution: boolean,
  ) {
    this.projects = new RemoteValue(() => api.projects())
    this.proposals = new RemoteValue(() => api.proposals())
    this.applied = new RemoteValue(() => api.sceneApplications())
    this.scenes = new RemoteValue(() => api.scenes())
    makeAutoObservable<this, 'isInstitution'>(this, {
      ...{ isInstitution: false, projects: false, proposals: false, applied: false, scenes: false },
    })
  }

  /** A person without a carbon account may propose a methodology and nothing else. */
  async load(hasAccount: boolean): Promise<void> {
    const own = hasAccount || this.isInstitution ? [this.projects] : []
    const scenes = this.isInstitution ? [this.applied, this.scenes] : []
    await loadTogether(this.proposals, ...own, ...scenes)
  }

  /** What waits for her before what waits for others before what is over, each the newest first. */
  get entries(): readonly Entry[] {
    const all: Entry[] = [
      ...(this.projects.shown?.items ?? []).map((of) => ({ kind: 'project', of }) as const),
      ...(this.applied.shown?.items ?? []).map((of) => ({ kind: 'scene', of }) as const),
      ...(this.proposals.shown?.items ?? []).map((of) => ({ kind: 'proposal', of }) as const),
    ]
    const rank = (entry: Entry) => ORDER[askedOf(entry)] + (hasEnded(entry) ? 1 : 0)
    return all.sort(
      (one, other) => rank(one) - rank(other) || other.of.openedAt.localeCompare(one.of.openedAt),
    )
  }

  forget(): void {
    for (const list of [this.projects, this.proposals, this.applied]) list.forget()
  }

  get waiting(): number {
    return this.entries.filter((entry) => askedOf(entry) === 'mine').length
  }

  sceneName(sceneId: string): { readonly zh: string; readonly en: string } | undefined {
    return this.scenes.shown?.items.find((scene) => scene.sceneId === sceneId)?.name
  }
}

const ORDER: Readonly<Record<Asked, number>> = { mine: 0, theirs: 2, none: 4 }

const ASKED: Readonly<Record<Entry['kind'], { mine: readonly string[]; theirs: readonly string[] }>> = {
  project: { mine: ['draft', 'returned'], theirs: ['applied', 'review', 'crediting', 'tracking'] },
  scene: { mine: ['draft', 'returned', 'testing', 'connecting'], theirs: ['applied', 'approved'] },
  proposal: { mine: ['draft', 'returned'], theirs: ['submitted', 'formalCheck', 'review'] },
}

export const askedOf = ({ kind, of: { state } }: Entry): Asked => {
  const { mine, theirs } = ASKED[kind]
  return mine.includes(state) ? 'mine' : theirs.includes(state) ? 'theirs' : 'none'
}

const OVER: readonly string[] = ['refused', 'withdrawn', 'ended', 'expired', 'closed']

const hasEnded = ({ of: { state } }: Entry): boolean => OVER.includes(state)
