import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { isReachableBy, type UnprivilegedUser } from './postgres-binaries'

/** Creates the state folder when it is missing and returns its real path. Throws a sentence where that cannot be. */
export function openStateFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true })
    return realpathSync(path)
  } catch (error) {
    const reason = WRONG_PLACES[(error as NodeJS.ErrnoException).code ?? '']
    throw reason === undefined
      ? error
      : new Error(`SUITAN_STATE: ${path} cannot be a folder, because ${reason}.`)
  }
}

/** Why a folder cannot be made, and what to do, by the system's error code. */
const WRONG_PLACES: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in its place; name another folder or move the file away',
  ENOTDIR: 'a file is in its place; name another folder or move the file away',
  EACCES: 'this user may not write there; name another folder or give it to this user',
  EROFS: 'that disk is read-only; name a folder on another one',
  ENOSPC: 'that disk is full; make room or name a folder on another one',
}

/**
 * The folder the database may live in: inside the state folder, or, where the unprivileged user cannot reach
 * that (a home of mode 700), a folder under /var/tmp that belongs to this state folder alone and survives a reboot.
 */
export function databaseHome(stateFolder: string, user: UnprivilegedUser | null): string {
  const inside = join(stateFolder, 'database')
  mkdirSync(inside, { recursive: true })
  if (user === null) return inside
  const probe = join(inside, '.reachable')
  writeFileSync(probe, '')
  chmodSync(probe, 0o644)
  chmodSync(inside, 0o711)
  const isReachable = isReachableBy(probe, user)
  rmSync(probe)
  if (isReachable) return inside
  const outside = join(
    '/var/tmp',
    `suitan-${createHash('sha256').update(stateFolder).digest('hex').slice(0, 16)}`,
  )
  if (!existsSync(outside)) mkdirSync(outside, { mode: 0o711 })
  const { uid } = lstatSync(outside)
  if (!lstatSync(outside).isDirectory() || uid !== process.getuid?.()) {
    throw new Error(`${outside} belongs to user ${uid}: remove it or choose another SUITAN_STATE.`)
  }
  chmodSync(outside, 0o711)
  return outside
}

/** The master key in hex: the configured one, or the one an earlier start of the demo left in the state folder; null without one. */
export function knownMasterKey(config: { masterKeyHex: string | null; stateFolder: string }): string | null {
  const kept = join(config.stateFolder, 'master-key')
  return config.masterKeyHex ?? (existsSync(kept) ? keptSecret(kept, MASTER_KEY_BYTES) : null)
}

export const MASTER_KEY_BYTES = 32

/** A secret of `bytes` random bytes in hex, made on first use and kept in the file `path` with mode 600. */
export function keptSecret(path: string, bytes: number): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(bytes).toString('hex'), { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
  const secret = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]+$/.test(secret) || secret.length !== bytes * 2) {
    throw new Error(`${path} does not hold ${bytes} bytes in hex.`)
  }
  return secret
}
