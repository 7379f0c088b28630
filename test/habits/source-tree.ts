import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(__dirname, '../..')

/** Files git knows or would add, below the root; what is ignored does not count. */
export const filesOfTheTree = (...patterns: string[]): string[] =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...patterns],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  )
    .split('\n')
    .filter((file) => file !== '')

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
