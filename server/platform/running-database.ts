import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { NOBODY } from './postgres-binaries'
import { SUPERUSER } from './postgres-installation'
import { databaseHome, keptSecret, openStateFolder } from './state-folder'

/** The service's own database on the embedded server. */
export const DATABASE_NAME = 'suitan'

const PASSWORD_BYTES = 24

/** Line of postmaster.pid that holds the port (PostgreSQL's pidfile.h), counted from 0. */
const PORT_LINE = 3

/**
 * Where the embedded server that another process keeps for this state folder answers, with its password. The folder is
 * followed to its real path first, as the server did, so that every way of writing it finds the same data.
 */
export function runningDatabaseUrl(stateFolder: string): string {
  const folder = openStateFolder(stateFolder)
  const home = databaseHome(folder, process.getuid?.() === 0 ? NOBODY : null)
  const port = Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[PORT_LINE])
  if (!Number.isSafeInteger(port) || port < 1)
    throw new Error('The embedded database is starting; try again.')
  const password = keptSecret(join(folder, 'database-password'), PASSWORD_BYTES)
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`
}
