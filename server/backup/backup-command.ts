import { join, resolve } from 'node:path'

import { openAuditedDatabase } from '#server/audit/open-audited-database'
import { readConfig } from '#server/platform/index'

import { makeBackup } from './make-backup'
import { restoreBackup } from './restore-backup'

const USAGE = 'npm run backup -- FOLDER, or npm run restore -- FOLDER'

void main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  },
)

/** Backs the embedded database up while the service runs or not, or restores it into a state folder without one. Exit 2 when it could not be. */
async function main([act, folder, ...more]: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  if ((act !== 'backup' && act !== 'restore') || folder === undefined || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  if (config.databaseUrl !== null) {
    console.error(
      'DATABASE_URL is a server of its own: back it up and restore it by its own tools (pg_basebackup).',
    )
    return 2
  }
  const path = resolve(folder)
  if (act === 'restore') {
    const { endedAt } = await restoreBackup(path, config.stateFolder)
    console.log(
      `Restored into ${config.stateFolder} as of ${endedAt}. The master key is not in a backup: start with the one it was made under.`,
    )
    return 0
  }
  const database = await openAuditedDatabase(config)
  try {
    const passwordFile = join(config.stateFolder, 'database-password')
    const { endedAt, files } = await makeBackup({ sql: database.sql, passwordFile, folder: path })
    console.log(
      `${Object.keys(files).length} files in ${path}, as of ${endedAt}. Keep the master key elsewhere.`,
    )
    return 0
  } finally {
    await database.close()
  }
}
