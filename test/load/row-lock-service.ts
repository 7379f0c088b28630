import { buildApp } from '#server/app'
import { MIGRATIONS_FOLDER } from '#server/assets'
import { createLog, openPlatform, readConfig, systemClock } from '#server/platform/index'

import { rowLockRoutes } from './row-lock-routes'

/** The service's own platform with one route: what the bench compares against. Never part of the product. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel, process.stderr)
  const platform = await openPlatform({
    config,
    clock: systemClock,
    log,
    migrationsFolder: MIGRATIONS_FOLDER,
  })
  const app = await buildApp(platform.deps, [rowLockRoutes])
  const url = await app.listen({ port: config.port, host: config.host })
  process.once('SIGTERM', () => void app.close().then(() => platform.close()))
  process.stdout.write(`${JSON.stringify({ url })}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
