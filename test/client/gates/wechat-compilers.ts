import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { filesIn } from '../../../plugins/budget/packages'

const REPOSITORY = path.resolve(__dirname, '../../..')
const PACKAGE = path.join(REPOSITORY, 'node_modules/miniprogram-compiler')
const PLATFORM_FOLDER: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }

/** What WeChat's template compiler says against the templates and scripts of a build; undefined when it takes them. */
export function templateComplaint(dist: string): string | undefined {
  return complaintOf(run('wcc', dist, templateWords(dist)))
}

/** The JavaScript WeChat's compiler makes of all templates of a build: an expression that answers the page generator. */
export function compiledTemplates(dist: string): string {
  const outcome = run('wcc', dist, templateWords(dist))
  const complaint = complaintOf(outcome)
  if (complaint !== undefined) throw new Error(complaint)
  return outcome.stdout
}

/** What WeChat's style compiler says against the style sheets of a build. */
export function styleComplaint(dist: string): string | undefined {
  const files = filesIn(dist).filter((file) => file.endsWith('.wxss'))
  return complaintOf(run('wcsc', dist, ['-db', '-pc', '0', ...files]))
}

/** All files, and before them which template uses which components: their tags are not the host's own. */
function templateWords(dist: string): string[] {
  const files = filesIn(dist)
  const templates = files.filter((file) => file.endsWith('.wxml'))
  const users = templates.flatMap((file) => {
    const settings = file.replace(/\.wxml$/, '.json')
    if (!files.includes(settings)) return []
    const { usingComponents } = JSON.parse(readFileSync(path.join(dist, settings), 'utf8')) as {
      usingComponents?: object
    }
    const names = Object.keys(usingComponents ?? {})
    return names.length > 0 ? [[file, String(names.length), ...names].join(' ')] : []
  })
  return [
    '-d',
    '-cc',
    [users.length, ...users].join(' '),
    ...templates,
    ...files.filter((file) => file.endsWith('.wxs')),
    '-gn',
    '$gwx',
  ]
}

type Outcome = ReturnType<typeof run>

function run(tool: 'wcc' | 'wcsc', dist: string, words: readonly string[]) {
  const outcome = spawnSync(compiler(tool), words, {
    cwd: dist,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  })
  if (outcome.error) throw outcome.error
  return outcome
}
const OUTPUT_BYTES_MAX = 1 << 28

function complaintOf({ status, stderr, stdout }: Outcome): string | undefined {
  return status === 0 ? undefined : (stderr || stdout).trim() || `ended with ${String(status)}`
}

/** The package carries the programs without permission to run them, and may lie where nobody can give it: a copy runs. */
function compiler(tool: 'wcc' | 'wcsc'): string {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as {
    version: string
  }
  const name = process.platform === 'win32' ? `${tool}.exe` : tool
  const original = path.join(PACKAGE, 'bin', PLATFORM_FOLDER[process.platform] ?? process.platform, name)
  if (!existsSync(original)) throw new Error(`${original} is missing: run npm ci`)
  const home = path.join(REPOSITORY, '.suitan/tools', `wechat-compilers-${version}`)
  const copy = path.join(home, name)
  if (!existsSync(copy)) {
    mkdirSync(home, { recursive: true })
    const work = `${copy}.${process.pid}`
    copyFileSync(original, work)
    chmodSync(work, 0o755)
    renameSync(work, copy)
  }
  return copy
}
