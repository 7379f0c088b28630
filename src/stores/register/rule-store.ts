import type {
  MethodologyDifferences,
  MethodologyList,
  MethodologyRegister,
  ProjectMethodologyList,
} from '#contract'
import type { Methodology } from '#domain/methodology'
import type { ProjectMethodology } from '#domain/project'
import { makeAutoObservable } from 'mobx'
import type { RegisterApi } from '../../api/resources/register'
import { loadTogether, RemoteValue } from '../remote'
import { projectRecords } from './listed-rules'

/** A version as published, of either family; fields that one family lacks are absent. */
export type RuleRecord = (Methodology | ProjectMethodology) & Readonly<Record<string, unknown>>

type KeptVersion = MethodologyRegister['items'][number]['versions'][number]

/** One methodology of the register: its versions, two of them side by side, and what experts said. */
export class RuleStore {
  readonly register: RemoteValue<MethodologyRegister>
  readonly records: RemoteValue<MethodologyList>
  readonly projectRules: RemoteValue<ProjectMethodologyList>
  readonly differences: RemoteValue<MethodologyDifferences>
  code = ''
  /** The older and the newer of the two that are compared; undefined: the newest and the one before. */
  private pair: readonly [before: number, after: number] | undefined

  constructor(api: RegisterApi) {
    this.register = new RemoteValue(() => api.rules())
    this.records = new RemoteValue(() => api.ruleRecords())
    this.projectRules = new RemoteValue(() => api.projectRules())
    this.differences = new RemoteValue(() => {
      const family = this.isOfProjects ? 'project-methodologies' : 'methodologies'
      const { before, after } = this
      const [from, to] = [before?.version, after?.version]
      return api.differences(family, this.code, { from, to })
    })
    makeAutoObservable(this, { register: false, records: false, projectRules: false, differences: false })
  }

  async open(code: string): Promise<void> {
    if (this.code !== code) {
      this.code = code
      this.pair = undefined
      this.differences.forget()
    }
    await loadTogether(this.register, this.records, this.projectRules)
    await this.compare()
  }

  /** Its versions as published, newest first. */
  get versions(): readonly RuleRecord[] {
    const records = [...(this.records.shown?.items ?? []), ...projectRecords(this.projectRules.shown)]
    return (records as unknown as readonly RuleRecord[])
      .filter(({ code }) => code === this.code)
      .sort((one, other) => other.version - one.version)
  }

  get isOfProjects(): boolean {
    return projectRecords(this.projectRules.shown).some(({ code }) => code === this.code)
  }

  /** Where a version stands, since when it is published, and its opinions; the register keeps it of rules for rides only. */
  keptOf(version: number): KeptVersion | undefined {
    const entry = this.register.shown?.items.find(({ code }) => code === this.code)
    return entry?.versions.find((kept) => kept.version === version)
  }

  get after(): RuleRecord | undefined {
    const wanted = this.pair?.[1]
    return this.versions.find(({ version }) => version === wanted) ?? this.versions[0]
  }

  get before(): RuleRecord | undefined {
    const wanted = this.pair?.[0]
    return this.versions.find(({ version }) => version === wanted) ?? this.versions[1]
  }

  async choose(before: number, after: number): Promise<void> {
    this.pair = [before, after]
    this.differences.forget()
    await this.compare()
  }

  hasChanged(field: string): boolean {
    return this.differences.shown?.items.some((item) => item.field === field) ?? false
  }

  private async compare(): Promise<void> {
    if (this.versions.length > 1) await this.differences.load()
  }
}
