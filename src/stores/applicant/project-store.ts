import type { Project, ProjectOutlook, ProjectPeriod } from '#contract'
import { addDays, addMonths, cityDayOf, cityMonthOf, firstDayOf, parseCityDay } from '#domain/calendar'
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

  /** Reads a project, and what its next period would come to. */
  async open(projectId: string): Promise<void> {
    if (projectId !== this.projectId) this.begin(projectId)
    if (!(await this.current.load())) return
    if (this.current.shown) this.follow(this.current.shown)
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
    const isRunning = project.state === 'crediting' || project.state === 'tracking'
    if (!isApplying && !isRunning) this.ask(undefined)
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

/** From the day after what was reported to the end of the last month that is over; at least one month of days. */
function nextPeriod({ reports }: Project, now: Date): ProjectPeriod | undefined {
  const counted = reports.filter(({ state }) => state !== 'returned').map(({ period }) => period.to)
  const from = parseCityDay(counted.sort().at(-1) ?? '')
  if (from === undefined) return undefined
  const thisMonth = firstDayOf(cityMonthOf(now))
  const nextMonth = firstDayOf(addMonths(cityMonthOf(new Date(`${from}T12:00:00+08:00`)), 1))
  const to = nextMonth <= thisMonth ? nextMonth : cityDayOf(now)
  return to > from ? { from, to } : { from, to: addDays(from, 1) }
}
