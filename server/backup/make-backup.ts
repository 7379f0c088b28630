import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Sql, Transaction } from '#server/platform/index'

import { copyFile } from './copy-file'
import { listData } from './list-files'
import { DATA_NAME, MANIFEST_NAME, PASSWORD_NAME, type BackupManifest } from './manifest'

interface BackupOf {
  /** The superuser's, opened for this alone: one transaction lasts as long as the copying, and its connection ends afterwards. */
  readonly sql: Sql
  readonly passwordFile: string
  /** Must not exist yet; it is there whole or not at all. */
  readonly folder: string
}

/**
 * Copies the database while the service goes on, by PostgreSQL's own low-level way (18, 25.3.4): the copy together with the log written
 * meanwhile is the database as it was at the end. A replication slot that ends with the connection keeps that log from being recycled.
 */
export const makeBackup = async ({ sql, passwordFile, folder }: BackupOf): Promise<BackupManifest> => {
  if (existsSync(folder)) throw new Error(`${folder} is there already: name a folder that is not.`)
  const draft = `${folder}.part`
  await rm(draft, { recursive: true, force: true })
  await mkdir(join(draft, DATA_NAME), { recursive: true, mode: 0o700 })
  const manifest = await sql.begin((transaction) => copyAll(transaction, join(draft, DATA_NAME)))
  await write(join(draft, PASSWORD_NAME), await readFile(passwordFile))
  await write(join(draft, MANIFEST_NAME), `${JSON.stringify(manifest, undefined, 1)}\n`)
  await rename(draft, folder)
  await syncFolder(dirname(folder))
  return manifest
}

interface Started {
  data_folder: string
  version: string
  lsn: string
  segment: string
}

const copyAll = async (sql: Transaction, target: string): Promise<BackupManifest> => {
  await sql`SELECT pg_create_physical_replication_slot('suitan_backup_' || pg_backend_pid(), true, true)`
  const [started] = await sql<Started[]>`
    SELECT current_setting('data_directory') AS data_folder, current_setting('server_version_num')::int / 10000 || '' AS version,
      lsn::text, pg_walfile_name(lsn) AS segment FROM pg_backup_start('suitan', true) AS lsn`
  const { data_folder: dataFolder, version, lsn: startLsn, segment } = started!
  const { folders, files } = await listData(dataFolder)
  const digests: Record<string, string> = {}
  const copy = async (path: string): Promise<void> => {
    const digest = await copyFile(join(dataFolder, path), join(target, path))
    if (digest !== undefined) digests[path] = digest
  }
  for (const path of folders) await mkdir(join(target, path), { recursive: true, mode: 0o700 })
  for (const path of files) await copy(path)
  const [stopped] = await sql<{ lsn: string; segment: string; labelfile: string }[]>`
    SELECT lsn::text, pg_walfile_name(lsn) AS segment, labelfile FROM pg_backup_stop(wait_for_archive => false)`
  const { lsn: stopLsn, segment: lastSegment, labelfile } = stopped!
  for (const path of await segmentsOf(dataFolder, segment, lastSegment)) await copy(path)
  await write(join(target, 'backup_label'), labelfile)
  digests['backup_label'] = createHash('sha256').update(labelfile).digest('hex')
  return {
    ...{
      format: 1,
      endedAt: new Date().toISOString(),
      postgres: version,
      startLsn,
      stopLsn,
      folders: [...folders],
    },
    files: digests,
  }
}

/** Segments of the log by name, which is their order. */
const segmentsOf = async (dataFolder: string, first: string, last: string): Promise<string[]> => {
  const names = await readdir(join(dataFolder, 'pg_wal'))
  const needed = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last).sort()
  if (needed[0] !== first || needed.at(-1) !== last)
    throw new Error('The log of the backup is no longer whole.')
  return needed.map((name) => join('pg_wal', name))
}

const write = async (path: string, text: string | Buffer): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
