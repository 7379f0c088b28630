import { type AddressInfo } from 'node:net'
import { Writable } from 'node:stream'

import { buildApp } from '#server/app'
import { MIGRATIONS_FOLDER } from '#server/assets'
import {
  createLog,
  openPlatform,
  readConfig,
  type App,
  type Clock,
  type Config,
  type Context,
  type Dependencies,
} from '#server/platform/index'

import { testClock, type TestClock } from './test-clock'
import { createTestDatabase } from './test-database'

export interface TestPlatform<C extends Clock = TestClock> {
  app: App
  deps: Dependencies
  clock: C
  /** Where it listens, e.g. http://127.0.0.1:43210. */
  url: string
  databaseUrl: string
  /** Every log line so far, as text. */
  logText: () => string
  close: () => Promise<void>
}

export interface TestPlatformOptions<C extends Clock> {
  clock?: C
  /** Replaces configuration fields. */
  overrides?: Partial<Config>
  /** Plugs in these contexts instead of the service's own list. */
  contexts?: readonly Context[]
  /** Also starts pg-boss; by default jobs run only through `deps.jobs.runNow`. */
  withJobs?: boolean
}

const MASTER_KEY_HEX = '5b'.repeat(32)

/** The real service on a database of its own, listening on a free port. Close it in `afterAll`. */
export async function startTestPlatform<C extends Clock = TestClock>(
  options: TestPlatformOptions<C> = {},
): Promise<TestPlatform<C>> {
  const database = await createTestDatabase()
  const clock = options.clock ?? (testClock() as unknown as C)
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'))
      done()
    },
  })
  const config: Config = {
    ...readConfig({ SUITAN_MASTER_KEY: MASTER_KEY_HEX, DATABASE_URL: database.url, PORT: '0' }),
    ...options.overrides,
  }
  const log = createLog('debug', destination)
  const platform = await openPlatform({ config, clock, log, migrationsFolder: MIGRATIONS_FOLDER })
  const app = await buildApp(platform.deps, options.contexts)
  if (options.withJobs === true) await platform.deps.jobs.start()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const close = async (): Promise<void> => {
    await app.close()
    await platform.close()
    await database.drop()
  }
  const url = `http://127.0.0.1:${port}`
  return {
    app,
    deps: platform.deps,
    clock,
    url,
    databaseUrl: database.url,
    logText: () => lines.join(''),
    close,
  }
}
