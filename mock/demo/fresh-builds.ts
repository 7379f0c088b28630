import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Build {
  readonly name: string
  /** Files and folders the output depends on. */
  readonly sources: readonly string[]
  /** Its presence shows that there is output; its time shows whose. */
  readonly proof: string
  readonly command: readonly string[]
}

const BUILDS: readonly Build[] = [
  {
    name: 'server',
    sources: ['server', 'domain', 'contract', 'package-lock.json'],
    proof: 'dist/server/main.cjs',
    command: ['server/build.mjs'],
  },
  {
    name: 'h5',
    sources: [
      'src',
      'domain',
      'contract',
      'config',
      'plugins',
      'babel.config.js',
      '.env',
      'package-lock.json',
    ],
    proof: 'dist/h5/index.html',
    command: ['config/build.mjs', 'h5'],
  },
]

/**
 * Builds the service and the H5 module where their sources changed since we built them last. Throws when a build fails, and when
 * `stop` aborts, which ends a running build with all it started.
 */
export const buildWhatIsStale = async (repository: string, stop: AbortSignal): Promise<void> => {
  mkdirSync(path.join(repository, 'dist'), { recursive: true })
  for (const build of BUILDS) {
    const note = path.join(repository, `dist/.sources-of-${build.name}`)
    const proof = path.join(repository, build.proof)
    const digest = sourcesDigest(repository, build.sources)
    const state = (): string => `${digest} ${existsSync(proof) ? statSync(proof).mtimeMs : 'missing'}`
    const isOurs = existsSync(note) && readFileSync(note, 'utf8') === state()
    if (isOurs || isNewerThanSources(proof, repository, build.sources)) {
      writeFileSync(note, state())
      continue
    }
    console.log(`正在构建 ${build.name}… · Building ${build.name}…`)
    await run(repository, build.command, stop)
    writeFileSync(note, state())
  }
}

/** Output somebody else built after the last change of any source; a folder's own time shows what was taken out of it. */
const isNewerThanSources = (proof: string, repository: string, sources: readonly string[]): boolean => {
  if (!existsSync(proof)) return false
  const built = statSync(proof).mtimeMs
  const isOlder = (file: string): boolean => {
    const { mtimeMs } = statSync(file)
    if (mtimeMs >= built) return false
    return !statSync(file).isDirectory() || readdirSync(file).every((name) => isOlder(path.join(file, name)))
  }
  return sources.every(
    (source) => !existsSync(path.join(repository, source)) || isOlder(path.join(repository, source)),
  )
}

const sourcesDigest = (repository: string, sources: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(path.join(repository, source))).sort()) {
    hash.update(`${path.relative(repository, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

const filesUnder = (file: string): string[] => {
  if (!existsSync(file)) return []
  if (!statSync(file).isDirectory()) return [file]
  return readdirSync(file).flatMap((name) => filesUnder(path.join(file, name)))
}

/** The tail of a build's own words is shown only when it fails. */
const run = (repository: string, command: readonly string[], stop: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    // A build decides by itself what it is for; whoever starts us (a test, a shell) has no say in it.
    const { NODE_ENV: _ours, ...env } = process.env
    const child = spawn(process.execPath, command, {
      cwd: repository,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: a build starts others, and they go with it.
      detached: true,
    })
    const end = (): void => void (child.pid && process.kill(-child.pid, 'SIGTERM'))
    stop.addEventListener('abort', end)
    let words = ''
    const hear = (chunk: Buffer): void => void (words = (words + chunk.toString()).slice(-8_000))
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      stop.removeEventListener('abort', end)
      if (code === 0) resolve()
      else reject(new Error(`${command.join(' ')} ended with ${code ?? signal}\n${words}`))
    })
  })
