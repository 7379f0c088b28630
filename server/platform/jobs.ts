import PgBoss from 'pg-boss'
import { type Logger } from 'pino'

/** A piece of background work a context registers in its plugin. Names are `context.verb-noun`. */
export interface JobDefinition {
  name: string
  /** Must be harmless when run again: a job is delivered at least once. */
  run: (data: unknown) => Promise<void>
  /** Five-field cron in Asia/Shanghai; unset: only when asked for. */
  cron?: string
  /** Seconds between runs, for work more frequent than cron's minute; runs in this process, one at a time. */
  everySeconds?: number
}

export interface Jobs {
  /** Called by contexts while the app is built; throws on a name used twice. */
  register(job: JobDefinition): void
  /** Asks for one run soon, in whichever process takes it. `singletonKey` folds requests that wait already. */
  request(name: string, data?: object, options?: { singletonKey?: string; startAfter?: Date }): Promise<void>
  /** Runs a registered job here and now and waits for it: for tests and for the audit command. */
  runNow(name: string, data?: unknown): Promise<void>
  start(): Promise<void>
  /** Lets running jobs finish, for at most 20 seconds. */
  stop(): Promise<void>
}

interface JobsOptions {
  /** URL of the service's own database; the queue lives in its schema `pgboss`. */
  databaseUrl: string
  log: Logger
}

const STOP_SECONDS_MAX = 20

/** Background work on pg-boss: durable in the same database, shared by all processes of the service. */
export function createJobs({ databaseUrl, log }: JobsOptions): Jobs {
  const definitions = new Map<string, JobDefinition>()
  const timers = new Set<RepeatedRun>()
  let boss: PgBoss | null = null
  const definitionOf = (name: string): JobDefinition => {
    const definition = definitions.get(name)
    if (definition === undefined) throw new Error(`No job is registered as ${name}.`)
    return definition
  }
  return {
    register(job) {
      if (definitions.has(job.name)) throw new Error(`Two jobs are named ${job.name}.`)
      definitions.set(job.name, job)
    },
    async request(name, data = {}, options = {}) {
      definitionOf(name)
      // Before the queue runs (tests, one-shot commands) a request has nobody to serve it and is dropped on purpose.
      if (boss !== null) await boss.send(name, data, options)
    },
    runNow: async (name, data = {}) => definitionOf(name).run(data),
    async start() {
      boss = new PgBoss({
        connectionString: databaseUrl,
        schema: 'pgboss',
        max: 4,
        application_name: 'suitan-jobs',
      })
      boss.on('error', (error) => log.error({ err: error }, 'job queue'))
      await boss.start()
      for (const job of definitions.values()) {
        await serve(boss, job)
        if (job.everySeconds !== undefined) timers.add(repeat(job, job.everySeconds, log))
      }
    },
    async stop() {
      await Promise.all([...timers].map((timer) => timer.stop()))
      timers.clear()
      const stopping = boss
      boss = null
      await stopping?.stop({ graceful: true, wait: true, timeout: STOP_SECONDS_MAX * 1000 })
    },
  }
}

async function serve(boss: PgBoss, job: JobDefinition): Promise<void> {
  await boss.createQueue(job.name)
  await boss.work(job.name, { batchSize: 1, pollingIntervalSeconds: 1 }, async ([taken]) => {
    if (taken !== undefined) await job.run(taken.data)
  })
  if (job.cron === undefined) await boss.unschedule(job.name)
  else await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' })
}

interface RepeatedRun {
  stop: () => Promise<void>
}

/** The next run is timed from the end of the last, so that slow work never piles up. */
function repeat(job: JobDefinition, seconds: number, log: Logger): RepeatedRun {
  let isStopped = false
  let running = Promise.resolve()
  let timer: NodeJS.Timeout
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = job
        .run({})
        .catch((error: unknown) => log.error({ err: error, job: job.name }, 'job failed'))
        .then(() => (isStopped ? undefined : schedule()))
    }, seconds * 1000)
  }
  schedule()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
