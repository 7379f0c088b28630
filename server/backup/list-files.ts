import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What a running server makes anew at its start, or what is of this run only. Source: PostgreSQL 18, 25.3.4.4 "Backing Up the Data
 * Directory". Of pg_wal the segments that belong to the backup are taken afterwards.
 */
const EMPTY_FOLDERS: ReadonlySet<string> = new Set([
  ...['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
  'pg_wal',
])
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map)$/

export interface DataTree {
  /** Paths relative to the data folder, parents first. */
  readonly folders: readonly string[]
  readonly files: readonly string[]
}

/** Folders and files of a data folder that belong into a backup. What vanishes meanwhile is passed over: the log makes up for it. */
export const listData = async (dataFolder: string, below = ''): Promise<DataTree> => {
  const entries = await readdir(join(dataFolder, below), { withFileTypes: true }).catch(() => [])
  const folders: string[] = []
  const files: string[] = []
  for (const entry of entries) {
    const path = join(below, entry.name)
    if (LEFT_OUT.test(entry.name)) continue
    if (!entry.isDirectory()) files.push(path)
    else {
      folders.push(path)
      if (below === '' && EMPTY_FOLDERS.has(entry.name)) continue
      const inside = await listData(dataFolder, path)
      folders.push(...inside.folders)
      files.push(...inside.files)
    }
  }
  return { folders, files }
}
