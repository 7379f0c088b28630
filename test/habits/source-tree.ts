import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(__dirname, '../..')

/**
 * Files git knows or would add, below the root; what is ignored does not count. Patterns are globs as a shell reads them: `**`
 * spans folders and none (to git itself without `:(glob)` it needs one), one without a slash is a name in any folder. Throws
 * when a pattern matches nothing, because a rule about no file holds for ever.
 */
export const filesOfTheTree = (...patterns: string[]): string[] => {
  if (patterns.length === 0) return listed()
  const found = patterns.map((pattern) => {
    const files = listed(`:(glob)${pattern.includes('/') ? pattern : `**/${pattern}`}`)
    if (files.length === 0) throw new Error(`no file of the tree matches ${pattern}`)
    return files
  })
  return [...new Set(found.flat())].sort()
}

const listed = (...pathspecs: string[]): string[] =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...pathspecs],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  )
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)))

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
