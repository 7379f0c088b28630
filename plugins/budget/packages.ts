import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { LIMITS_BYTES } from './limits'

/** One download of a mini-program, its bytes raw, and the limit it is held to. */
export interface Package {
  readonly name: string
  readonly files: readonly string[]
  readonly bytes: number
  readonly limitBytes: number
}

interface AppJson {
  readonly subPackages?: readonly { readonly root: string }[]
}

/** The packages of a compiled mini-program: main first, then every sub-package; an embedded module is one package. */
export function packagesOf(outputFolder: string): Package[] {
  const files = filesIn(outputFolder)
  const measure = (name: string, mine: string[], limitBytes: number): Package => ({
    name,
    files: mine,
    bytes: mine.reduce((sum, file) => sum + statSync(path.join(outputFolder, file)).size, 0),
    limitBytes,
  })
  if (existsSync(path.join(outputFolder, 'embed.json'))) return [measure('embed', files, LIMITS_BYTES.embed)]

  const app = JSON.parse(readFileSync(path.join(outputFolder, 'app.json'), 'utf8')) as AppJson
  const roots = (app.subPackages ?? []).map(({ root }) => `${root.replace(/\/$/, '')}/`)
  const rootOf = (file: string) => roots.find((root) => file.startsWith(root))
  return [
    measure(
      'main',
      files.filter((file) => rootOf(file) === undefined),
      LIMITS_BYTES.main,
    ),
    ...roots.map((root) =>
      measure(
        root,
        files.filter((file) => rootOf(file) === root),
        LIMITS_BYTES.subpackage,
      ),
    ),
  ]
}

/** Every file under a folder, relative to it, with forward slashes. */
export function filesIn(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(prefix, entry.name)
    return entry.isDirectory() ? filesIn(folder, name) : [name]
  })
}
