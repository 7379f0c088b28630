import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Value } from '@sinclair/typebox/value'

import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { acquireExclusiveLock } from '#server/platform/exclusive-lock'
import { NOBODY, type UnprivilegedUser } from '#server/platform/postgres-binaries'
import { databaseHome, openStateFolder } from '#server/platform/state-folder'

import { copyFile } from './copy-file'
import { BackupManifest, DATA_NAME, MANIFEST_NAME, PASSWORD_NAME } from './manifest'

/**
 * Lays a backup down as the database of a state folder that has none, and starts it once, so that it is played forward to its end. Every
 * file is held against the digest the backup was made with: of a backup that is not whole nothing is left behind.
 */
export const restoreBackup = async (folder: string, state: string): Promise<BackupManifest> => {
  const manifest = await readManifest(folder)
  const stateFolder = openStateFolder(state)
  const release = acquireExclusiveLock(join(stateFolder, 'database.lock'))
  try {
    await layDown(folder, stateFolder, manifest)
  } finally {
    release()
  }
  const server = await startEmbeddedPostgres({ stateFolder })
  await server.stop()
  return manifest
}

const readManifest = async (folder: string): Promise<BackupManifest> => {
  const text = await readFile(join(folder, MANIFEST_NAME), 'utf8').catch(() => undefined)
  if (text === undefined) throw new Error(`There is no backup in ${folder}: no ${MANIFEST_NAME}.`)
  const manifest: unknown = JSON.parse(text)
  if (!Value.Check(BackupManifest, manifest))
    throw new Error(`${MANIFEST_NAME} of ${folder} is not one of ours.`)
  return manifest
}

const layDown = async (
  folder: string,
  stateFolder: string,
  { folders, files }: BackupManifest,
): Promise<void> => {
  const user = process.getuid?.() === 0 ? NOBODY : null
  const dataFolder = join(databaseHome(stateFolder, user), 'data')
  const passwordFile = join(stateFolder, 'database-password')
  if (existsSync(dataFolder) || existsSync(passwordFile))
    throw new Error(`${stateFolder} has a database already: move it away, or name another SUITAN_STATE.`)
  const draft = `${dataFolder}.draft`
  try {
    await rm(draft, { recursive: true, force: true })
    for (const path of ['', ...folders]) {
      await mkdir(join(draft, path), { recursive: true, mode: 0o700 })
      await give(user, join(draft, path))
    }
    for (const [path, digest] of Object.entries(files)) {
      const copied = await copyFile(join(folder, DATA_NAME, path), join(draft, path))
      if (copied !== digest)
        throw new Error(`${path} of the backup is not what was backed up: nothing was restored.`)
      await give(user, join(draft, path))
    }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
  await writeFile(passwordFile, await readFile(join(folder, PASSWORD_NAME)), { mode: 0o600, flag: 'wx' })
  await rename(draft, dataFolder)
}

const give = async (user: UnprivilegedUser | null, path: string): Promise<void> => {
  if (user !== null) await chown(path, user.uid, user.gid)
}
