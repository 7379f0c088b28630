import type { MethodologyRegister, ProjectMethodologyList } from '#contract'
import type { Words } from '#domain/methodology'
import type { ProjectMethodology } from '#domain/project'

type RuleState = MethodologyRegister['items'][number]['versions'][number]['state']

/** A methodology as a line of the register, whichever family it is of. */
export interface ListedRule {
  readonly code: string
  readonly name: Words
  /** What its glyph is drawn by: a scene, or a kind of project. */
  readonly sign: string
  readonly isOfProjects: boolean
  readonly versions: number
  /** Of the newest version. */
  readonly state: RuleState
}

export const listedRules = (
  rides: MethodologyRegister | undefined,
  projects: ProjectMethodologyList | undefined,
): ListedRule[] => [
  ...(rides?.items ?? []).map(({ code, name, sceneId, versions }) => ({
    ...{ code, name, sign: sceneId, isOfProjects: false, versions: versions.length },
    state: versions[0]?.state ?? ('disabled' as const),
  })),
  ...newestOf(projectRecords(projects)).map(({ newest, versions }) => ({
    ...{ code: newest.code, name: newest.name, sign: signOfKind(newest.kind), isOfProjects: true, versions },
    state: 'published' as const,
  })),
]

/** By what a kind of project is drawn. */
export const signOfKind = (kind: string): string => (kind === 'distributed-pv' ? 'solar' : kind)

/** The service sends the records whole, newest version first. */
export const projectRecords = (list: ProjectMethodologyList | undefined): readonly ProjectMethodology[] =>
  (list?.items ?? []) as unknown as readonly ProjectMethodology[]

const newestOf = (records: readonly ProjectMethodology[]) =>
  records
    .filter((record, place) => records.findIndex(({ code }) => code === record.code) === place)
    .map((newest) => ({ newest, versions: records.filter(({ code }) => code === newest.code).length }))
