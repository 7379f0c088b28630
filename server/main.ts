import { buildApp } from './app'
import { MIGRATIONS_FOLDER } from './assets'
import { endWithReason } from './service-end'
import { createLog, openPlatform, readConfig, systemClock } from '#server/platform/index'

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})

/** Starts everything, prints one JSON line on standard output when ready (the log goes to standard error), and ends as `service-end` says. */
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
    endWithReason(app, platform)
    process.stdout.write(`${JSON.stringify({ ready: true, url, docs: `${url}/docs`, pid: process.pid })}\n`)
  } catch (error) {
    await platform.close()
    throw error
  }
}
