import type { Project, ProjectOutlook, ProjectPeriod } from '#contract'
import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  firstDayOf,
  parseCityDay,
  type CityDay,
} from '#domain/calendar'
import { makeAutoObservable, observableRef } from 'mobx'
import type { ApiResult, WriteOptions } from '../../api'
import type { ApplicationApi } from '../../api/resources/applications'
import { Intentions } from '../intentions'
import { RemoteValue } from '../remote'

type Api = Pick<ApplicationApi, 'project' | 'applyWithProject' | 'withdrawProject' | 'report' | 'outlook'>

/** One project: how far it has come, what its next period would come to, and what may be done. */
export class ProjectStore {
  readonly current: RemoteValue<Project>
  /** What the period that is asked about comes to. */
  readonly outlook: RemoteValue<ProjectOutlook>
  projectId = ''
  /** The period that is asked about; undefined until it is known. */
  period: ProjectPeriod | undefined
  private readonly intentions = new Intentions()

  constructor(
    private readonly api: Api,
    private readonly now: () => Date,
  ) {
    this.current = new RemoteValue(() => api.project(this.projectId))
    this.outlook = new RemoteValue(() => api.outlook(this.projectId, this.period ?? NO_PERIOD))
    makeAutoObservable<this, 'api' | 'now' | 'intentions'>(this, {
      ...{ api: false, now: false, intentions: false, current: false, outlook: false },
      period: observableRef,
    })
  }

  /** First day of the period after what was reported, and the first day on which some of it is over; undefined where that is today. */
  get comingPeriod(): { readonly from: CityDay; readonly opensOn: CityDay } | undefined {
    const project = this.current.shown
    if (project === undefined || !isRunning(project)) return undefined
    const from = reportedUntil(project)
    if (from === undefined || from < cityDayOf(this.now())) return undefined
    return { from, opensOn: addDays(from, 1) }
  }

  /** Reads a project, and what its next period would come to. */
  async open(projectId: string): Promise<void> {
    if (projectId !== this.projectId) this.begin(projectId)
    if (!(await this.current.load())) return
    if (this.current.shown) this.follow(this.current.shown)
    await this.askAgain()
  }

  /** Asks about the same period once more, if there is one to ask about. */
  async askAgain(): Promise<void> {
    if (this.period) await this.outlook.load()
  }

  /** Asks about another period. */
  async choose(period: ProjectPeriod): Promise<void> {
    this.ask(period)
    await this.outlook.load()
  }

  apply(): Promise<ApiResult<Project>> {
    return this.act(['apply'], (options) => this.api.applyWithProject(this.projectId, options))
  }

  withdraw(words: string): Promise<ApiResult<Project>> {
    return this.act(['withdraw', words], (options) =>
      this.api.withdrawProject(this.projectId, words, options),
    )
  }

  report(period: ProjectPeriod): Promise<ApiResult<Project>> {
    return this.act(['report', period.from, period.to], (options) =>
      this.api.report(this.projectId, period, options),
    )
  }

  /** A project as the service has just answered. */
  take(project: Project): void {
    if (project.projectId !== this.projectId) this.begin(project.projectId)
    this.current.put(project)
    this.follow(project)
  }

  forget(): void {
    this.begin('')
  }

  /** The first period while it is applied for; after that the month that follows what was reported. */
  private follow(project: Project): void {
    const isApplying = project.state === 'draft' || project.state === 'returned'
    const next = isApplying ? project.record.period : nextPeriod(project, this.now())
    if (!isApplying && !isRunning(project)) this.ask(undefined)
    else if (isApplying || this.period === undefined) this.ask(next)
  }

  private ask(period: ProjectPeriod | undefined): void {
    if (period?.from === this.period?.from && period?.to === this.period?.to) return
    this.period = period
    this.outlook.forget()
  }

  private begin(projectId: string): void {
    this.projectId = projectId
    this.period = undefined
    this.current.forget()
    this.outlook.forget()
  }

  private async act(
    name: readonly string[],
    send: (options: WriteOptions) => Promise<ApiResult<Project>>,
  ): Promise<ApiResult<Project>> {
    const result = await this.intentions.carryOut([this.projectId, ...name], send)
    if (result.ok) {
      this.period = undefined
      this.take(result.value)
    } else if (result.failure.kind === 'refused') await this.current.load()
    return result
  }
}

const NO_PERIOD: ProjectPeriod = { from: '', to: '' }

const isRunning = ({ state }: Project): boolean => state === 'crediting' || state === 'tracking'

/** The day after the last that was reported and not sent back. */
const reportedUntil = ({ reports }: Project): CityDay | undefined => {
  const counted = reports.filter(({ state }) => state !== 'returned').map(({ period }) => period.to)
  return parseCityDay(counted.sort().at(-1) ?? '')
}

/** From the day after what was reported to the end of its month, or to yesterday in a running one; none before one of its days is over. */
function nextPeriod(project: Project, now: Date): ProjectPeriod | undefined {
  const from = reportedUntil(project)
  if (from === undefined) return undefined
  const thisMonth = firstDayOf(cityMonthOf(now))
  const nextMonth = firstDayOf(addMonths(cityMonthOf(new Date(`${from}T12:00:00+08:00`)), 1))
  const to = nextMonth <= thisMonth ? nextMonth : cityDayOf(now)
  return to > from ? { from, to } : undefined
}
