import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'

import { buildApp } from '#server/app'
import { MIGRATIONS_FOLDER } from '#server/assets'
import { createLog, openPlatform, readConfig, type Clock, type Dependencies } from '#server/platform/index'

/** The service again, in this process, on a database another one wrote to, at another moment. */
export interface LaterService {
  readonly url: string
  readonly databaseUrl: string
  readonly deps: Dependencies
  readonly clock: Clock
  readonly close: () => Promise<void>
}

export const openLater = async (
  environment: Readonly<Record<string, string>>,
  clock: Clock,
): Promise<LaterService> => {
  const log = createLog('error', new Writable({ write: (_chunk, _encoding, done) => done() }))
  const config = readConfig({ ...environment, PORT: '0' })
  const platform = await openPlatform({ config, clock, log, migrationsFolder: MIGRATIONS_FOLDER })
  const app = await buildApp(platform.deps)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const close = async (): Promise<void> => {
    await app.close()
    await platform.close()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: platform.databaseUrl,
    deps: platform.deps,
    clock,
    close,
  }
}
