import { buildApp } from './app'
import { MIGRATIONS_FOLDER } from './assets'
import {
  createLog,
  openPlatform,
  readConfig,
  systemClock,
  type App,
  type OpenPlatform,
} from '#server/platform/index'

/** A stop that takes longer than this is cut short, so that whoever waits for the process never waits for ever. */
const STOP_SECONDS_MAX = 60

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})

/** Starts everything, prints one JSON line on standard output when ready (the log goes to standard error), and stops on a signal. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel, process.stderr)
  const platform = await openPlatform({
    config,
    clock: systemClock,
    log,
    migrationsFolder: MIGRATIONS_FOLDER,
  })
  try {
    const app = await buildApp(platform.deps)
    await platform.deps.jobs.start()
    const url = await app.listen({ port: config.port, host: config.host })
    stopOnSignal(app, platform)
    process.stdout.write(`${JSON.stringify({ ready: true, url, docs: `${url}/docs`, pid: process.pid })}\n`)
  } catch (error) {
    await platform.close()
    throw error
  }
}

/** Stop accepting, finish what is in flight, stop the jobs, close the pool, stop the database. A second signal changes nothing. */
function stopOnSignal(app: App, platform: OpenPlatform): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), STOP_SECONDS_MAX * 1000).unref()
    app
      .close()
      .then(() => platform.close())
      .catch((error: unknown) => {
        platform.deps.log.error({ err: error }, 'stop failed')
        process.exitCode = 1
      })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
